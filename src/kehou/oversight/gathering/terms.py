"""What one school's term is measured by beside the service itself (A11.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from kehou.agreements.public import AgreementInfo, State, active_agreements, stands_of
from kehou.authority.public import parameters_for
from kehou.consultation.public import wanting_count
from kehou.enrolment.public import memberships_of, ranks_of
from kehou.kernel.fen import Fen
from kehou.oversight.facts import TermInputs
from kehou.oversight.gathering.money import gather_money
from kehou.oversight.queries.case_facts import case_facts_of
from kehou.oversight.queries.surveys import survey_count
from kehou.plans.public import approved_facts, approved_plan
from kehou.platform.duties.owing import open_subjects
from kehou.providers.public import priced_contracts
from kehou.registry.public import PupilInfo, SchoolInfo, TermInfo, classes_of, pupils_of
from kehou.rulebook.facts.indicators import (
    ClassSigning,
    PlanWeek,
    PriorityPlaces,
    ProviderPrice,
    SchoolReach,
)


def gather_term(school: SchoolInfo, term: TermInfo, *, today: date) -> TermInputs:
    """Everything that is known of a school's term on a day. Runs in the county's scope: cases are its own."""
    pupils = pupils_of(school.id)
    signed = active_agreements(school.id, term.id, on=today)
    money = gather_money(school, term, today=today)
    cases = case_facts_of(
        school.county_code,
        first=term.first_date - timedelta(days=60),
        past=today + timedelta(days=1),
        today=today,
        school_id=school.id,
    )
    return TermInputs(
        reach=school_reach(school, term, enrolled=len(signed), on=today),
        priority=_priority(school, term, pupils, signed),
        plan_weeks=plan_weeks(school, term),
        prices=tuple(_prices(school, term)),
        money=money.term,
        surplus_is_due=money.surplus_is_due,
        refunds=money.refunds,
        cases=tuple(cases),
        pupils=len(pupils),
        signings=tuple(_signings(school, term, pupils)),
        ranks=tuple(ranks_of(school.id, term.id)),
        survey=survey_count(school.id, term.id),
    )


def school_reach(school: SchoolInfo, term: TermInfo, *, enrolled: int, on: date) -> SchoolReach:
    """Whether a school's service is approved, and how many wanted it and have it (A3.7)."""
    plan = approved_plan(school.id, term.id)
    wanting = wanting_count(school.id, term.id)
    rural = parameters_for(school.place, on=on).codes("rural_codes")
    return SchoolReach(
        key=f"school/{school.id}",
        has_service=plan is not None and plan.in_force,
        is_rural_without_wish=plan is None and wanting is None and school.urban_rural_code in rural,
        wanting=wanting or 0,
        enrolled=enrolled,
    )


def plan_weeks(school: SchoolInfo, term: TermInfo) -> tuple[PlanWeek, ...]:
    """The kinds of week that the approved plan offers each grade."""
    plan = approved_plan(school.id, term.id)
    if plan is None:
        return ()
    return tuple(
        PlanWeek(week.grade, week.x_minutes, week.subject_minutes, tuple(week.weeks))
        for week in approved_facts(plan.version_id).timetable.grade_weeks
        if week.minutes
    )


def _prices(school: SchoolInfo, term: TermInfo) -> Iterable[ProviderPrice]:
    """What each contract pays a pupil-minute beside the same outside school (A6.12)."""
    for row in priced_contracts(school.id, term.id):
        outside = row.outside
        yield ProviderPrice(
            f"contract/{row.contract_id}", row.price, row.minutes, Fen(outside.numerator), outside.denominator
        )


def _priority(
    school: SchoolInfo, term: TermInfo, pupils: Iterable[PupilInfo], signed: Iterable[AgreementInfo]
) -> PriorityPlaces:
    first = {pupil.id for pupil in pupils if pupil.has_priority}
    wanting = {agreement.pupil_id for agreement in signed} & first
    placed = {row.pupil_id for row in memberships_of(school.id, term.id) if row.past_date is None}
    return PriorityPlaces(len(wanting), len(wanting & placed)) if placed else PriorityPlaces(0, 0)


def _signings(school: SchoolInfo, term: TermInfo, pupils: Sequence[PupilInfo]) -> Iterable[ClassSigning]:
    """How each class answered; whether all joined at once is what the agreements' own signal asks (A2.2)."""
    classes = {pupil.id: pupil.class_id for pupil in pupils}
    sizes = Counter(classes.values())
    stands = stands_of(school.id, term.id, classes)
    answered = Counter(classes[pupil] for pupil, stand in stands.items() if stand.state is not State.OFFERED)
    asked = set(open_subjects("class_signed_at_once", place=school.place))
    for row in classes_of(school.id):
        hurried = f"{row.id}/{term.id}" in asked
        yield ClassSigning(row.code, sizes[row.id], answered[row.id], hurried)
