"""The county's nightly round: indicators are computed and duties opened (A11.1 to A11.7)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kehou.authority.public import county_policy, parameters_for
from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import ONE_DAY, local_day
from kehou.kernel.places import Place
from kehou.oversight.gathering.terms import school_reach
from kehou.oversight.indicators.catalogue import DEFINITIONS
from kehou.oversight.models import Case, Hearing, InspectionPlan, Survey
from kehou.oversight.queries.erasures import due_pupils
from kehou.oversight.rules import CaseState
from kehou.oversight.services.computing import Span, compute_school, keep
from kehou.oversight.services.erasing import DUTY
from kehou.platform.audit.trail import subject_of
from kehou.platform.duties.owing import owe
from kehou.registry.public import SchoolInfo, TermInfo, current_term, schools_under
from kehou.rulebook.hunan_2024.art03_coverage import coverage


def watch_county(*, actor: Actor, now: datetime, county_code: str) -> int:
    """Compute every school of a county and open what the county owes; how many readings are new."""
    today, place = local_day(now), Place(county_code)
    _owe_cases(place, now)
    _owe_erasures(place, now)
    term = current_term(county_code, on=today)
    if term is None:
        return 0
    schools = schools_under([place])
    made = sum(compute_school(actor=actor, now=now, school=school, term=term) for school in schools)
    made += _compute_coverage(schools, term, place, now)
    _owe_term(place, term, now)
    return made


def _compute_coverage(schools: list[SchoolInfo], term: TermInfo, place: Place, now: datetime) -> int:
    """The county's own reading: schools with an approved service (A3.7)."""
    today = local_day(now)
    reading = coverage(school_reach(school, term, enrolled=0, on=today) for school in schools)
    if not reading.whole:
        return 0
    span = Span(term, term.first_date, term.last_date + ONE_DAY)
    parameters = parameters_for(place, on=today)
    return keep({DEFINITIONS["coverage"].name: (reading,)}, span, place, parameters, now=now)


def _owe_cases(place: Place, now: datetime) -> None:
    """What was received waits to be taken on. Owed by night, so that no duty tells when a report came."""
    for case in Case.objects.filter(county_code=place.code, state=CaseState.RECEIVED):
        step = case.steps.get(event="receive")
        owe(
            "accept_case",
            place=place,
            clause="A11.15",
            owner=Role.COUNTY_OFFICER,
            subject=subject_of("case", case.id),
            due=step.due_date,
            now=now,
        )


def _owe_erasures(place: Place, now: datetime) -> None:
    """Each school is reminded once a year of pupils whose records were kept long enough (A7.10)."""
    today = local_day(now)
    days = parameters_for(place, on=today).count("erase_days")
    for school in schools_under([place]):
        due = due_pupils(school.place, on=today)
        if due:
            owe(
                DUTY,
                place=school.place,
                clause="A7.10",
                owner=Role.SCHOOL_HEAD,
                subject=subject_of(f"leavers_{today.year}", school.id),
                due=min(row.since for row in due) + timedelta(days=days),
                now=now,
            )


def _owe_term(place: Place, term: TermInfo, now: datetime) -> None:
    """The survey, the hearing and the inspection plan of a term that runs."""
    here = {"county_code": place.code, "term_id": term.id}
    wanted = (
        ("survey_families", "A11.6", Survey.objects.filter(**here), term.last_date),
        ("hear_parents", "A11.7", Hearing.objects.filter(**here), term.last_date),
        ("plan_inspections", "A11.2", InspectionPlan.objects.filter(**here), _soon_after(term.first_date)),
    )
    for kind, clause, done, due in wanted:
        if not done.exists():
            owe(
                kind,
                place=place,
                clause=clause,
                owner=Role.COUNTY_OFFICER,
                subject=f"term/{term.id}",
                due=due,
                now=now,
            )
    _owe_policy(place, now)


def _owe_policy(place: Place, now: datetime) -> None:
    """A policy that is older than its year is to be reviewed (A11.1)."""
    today = local_day(now)
    policy = county_policy(place.code, on=today)
    days = parameters_for(place, on=today).count("policy_review_days")
    if policy is None or policy.facts.issued_date is None:
        return
    a_year_on = policy.facts.issued_date + timedelta(days=365)
    if today >= a_year_on:
        owe(
            "review_policy",
            place=place,
            clause="A11.1",
            owner=Role.COUNTY_APPROVER,
            subject=f"policy/{policy.id}",
            due=a_year_on + timedelta(days=days),
            now=now,
        )


def _soon_after(first: date) -> date:
    return first + timedelta(days=14)
