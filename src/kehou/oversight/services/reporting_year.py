"""The county's yearly report: figures from closed books, cases, surveys, practice (A11.8, A12.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from kehou.authority.public import judge_at, parameters_for
from kehou.funds.public import ledger_info
from kehou.kernel.actor import Actor
from kehou.kernel.moments import ONE_DAY, local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, stops
from kehou.ledger.events import State
from kehou.oversight.access import REPORT_YEAR
from kehou.oversight.models import AnnualReport, Hearing, Inspection, SurveyOutcome
from kehou.oversight.queries.boards import county_figures
from kehou.oversight.queries.case_facts import case_facts_of
from kehou.plans.public import approved_plan
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.documents.freezing import content_hash
from kehou.platform.duties.owing import discharge
from kehou.registry.public import TermInfo, schools_under, terms_of
from kehou.rulebook.facts.supervision import AggregateFacts, AnnualReportFacts

CLOSED = frozenset({State.DISCLOSED, State.ARCHIVED})


class UnableToReportYear(UnableTo):
    """Some school's book of the year is still open."""


def terms_of_year(county_code: str, year: int) -> list[TermInfo]:
    """The two terms of the school year that begins in an autumn."""
    wanted = {(year, "autumn"), (year + 1, "spring")}
    return [term for term in terms_of(county_code) if (term.year, term.half) in wanted]


def open_books(county_code: str, terms: Sequence[TermInfo]) -> tuple[str, ...]:
    """The schools whose book of one of these terms is not closed, though they had a service."""
    found = []
    for school in schools_under([Place(county_code)]):
        for term in terms:
            if approved_plan(school.id, term.id) is None:
                continue
            book = ledger_info(school.id, term.id)
            if book is None or book.state not in CLOSED:
                found.append(f"school/{school.id}")
                break
    return tuple(found)


@transaction.atomic
def report_year(
    *, actor: Actor, now: datetime, county_code: str, year: int, practices: Sequence[str]
) -> tuple[AnnualReport, tuple[Verdict, ...]]:
    """Freeze a county's report of a school year; the report and what it lacks. Raises UnableToReportYear."""
    place, today = Place(county_code), local_day(now)
    require(REPORT_YEAR, actor, place)
    terms = terms_of_year(county_code, year)
    told = tuple(practice.strip() for practice in practices if practice.strip())
    due = _due(place, year, today)
    verdicts = (
        *judge_at(place, AggregateFacts(open_books(county_code, terms)), on=today),
        *judge_at(place, AnnualReportFacts(today, due, told), on=today),
    )
    if stops(verdicts):
        raise UnableToReportYear(stops(verdicts))
    content = _content(county_code, terms, today)
    report = AnnualReport.objects.create(
        county_code=county_code,
        year=year,
        revision=AnnualReport.objects.filter(county_code=county_code, year=year).count() + 1,
        content=content,
        content_hash=content_hash(content),
        practices=list(told),
        reported_by=actor.person,
        reported_at=now,
    )
    subject = subject_of("annual_report", report.id)
    record("report.frozen", actor=actor, place=place, subject=subject, now=now)
    discharge("report_year", subject=f"year/{year}", actor=actor, now=now, evidence=subject)
    return report, verdicts


def _due(place: Place, year: int, today: date) -> date:
    month, day = parameters_for(place, on=today).choice("annual_report_due").split("-")
    return date(year + 1, int(month), int(day))


def _content(county_code: str, terms: Sequence[TermInfo], today: date) -> dict[str, Any]:
    """Counts of the whole county: nothing of a pupil, a teacher or a reporter."""
    ids = [term.id for term in terms]
    first = min((term.first_date for term in terms), default=today)
    cases = case_facts_of(county_code, first=first, past=today + ONE_DAY, today=today)
    surveys = SurveyOutcome.objects.filter(county_code=county_code, term_id__in=ids)
    return {
        "terms": [term.label for term in terms],
        "figures": county_figures(county_code, ids),
        "cases": {
            "count": len(cases),
            "in_time": sum(case.is_in_time for case in cases),
            "upheld": sum(bool(case.is_upheld) for case in cases),
        },
        "inspections": Inspection.objects.filter(county_code=county_code, term_id__in=ids).count(),
        "surveyed_schools": surveys.values("school_id").distinct().count(),
        "hearings": Hearing.objects.filter(county_code=county_code, term_id__in=ids).count(),
    }
