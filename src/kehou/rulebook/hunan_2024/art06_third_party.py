"""Article 6, third parties in a plan: needed, no subjects, not everything (A6.6, A6.17, A6.18)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.provider import OfferFacts
from kehou.rulebook.hunan_2024.art05_content import courses_using
from kehou.rulebook.hunan_2024.leading import (
    OWN_SIDE,
    is_third_party,
    third_party_courses,
)
from kehou.rulebook.hunan_2024.plan_parts import Fault, course_fault, each_fault, slot_fault
from kehou.rulebook.hunan_2024.register import verdict
from kehou.rulebook.hunan_2024.words import words_in


@cites("A6.6")
def third_party_is_needed(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A plan with third parties says what the school itself cannot offer, and names the body (A6.6)."""
    courses = tuple(third_party_courses(plan, parameters))
    if not courses:
        return
    yield verdict("A6.6", "third_party_without_need", bool(plan.third_party_need.strip()))
    unnamed = (course_fault(row) for row in courses if not row.provider_key)
    yield from each_fault("A6.6", "third_party_unnamed", unnamed)


@cites("A6.18")
def third_party_keeps_off_subjects(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """No third party takes part in subject service, hybrids and live online tutoring included (A6.18)."""
    courses = tuple(third_party_courses(plan, parameters))
    tutoring = (course_fault(row) for row in courses if row.has_subject_time)
    yield from each_fault("A6.18", "third_party_in_subject", tutoring)
    touching = (
        course_fault(row, found=words)
        for row, words in courses_using(plan, parameters.words("subject_words"))
        if row in courses and not row.has_subject_time
    )
    yield from each_fault("A6.18", "third_party_touches_subject", touching)


@cites("A6.18")
def offer_keeps_off_subjects(offer: OfferFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A provider offers no subject, by its kind or by its words (A6.18)."""
    yield verdict("A6.18", "offer_is_subject", offer.domain is not None)
    found = words_in(offer.title, parameters.words("subject_words"))
    yield verdict("A6.18", "offer_touches_subject", not found, found=found)


@cites("A6.9")
def third_party_sessions_are_watched(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Once leaders are named, each third-party session has a supervisor of the school's own (A6.9)."""
    if not plan.leaders:
        return
    own = {row.key for row in plan.leaders if row.kind in OWN_SIDE}
    alone = (
        slot_fault(timed)
        for timed in plan.timetable.timed
        if is_third_party(timed.course, parameters) and timed.slot.supervisor_key not in own
    )
    yield from each_fault("A6.9", "third_party_unsupervised", alone)


@cites("A6.17")
def third_party_is_not_everything(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """In no week of a grade do third parties give all of the service; a large share warns (A6.17)."""
    given = _given_by_day(plan, parameters)
    most, many = parameters.ratio("tp_share_max"), parameters.ratio("tp_share_warn")
    whole: list[Fault] = []
    large: list[Fault] = []
    for week in plan.timetable.grade_weeks:
        found = sum([given[id(day)] for day in week.days])
        total = sum([day.room_minutes for day in week.days])
        path, facts = f"grade/{week.grade}/week/{week.weeks[0]}", {"found": found, "base": total}
        if total and found * most.denominator >= total * most.numerator:
            whole.append((path, {**facts, "required": most}))
        elif found * many.denominator > total * many.numerator:
            large.append((path, {**facts, "required": many}))
    yield from each_fault("A6.17", "third_party_gives_all", whole)
    yield from each_fault("A6.17", "third_party_share_large", large, effect=Effect.WARN)


def _hired_slots(plan: PlanFacts, parameters: Parameters) -> frozenset[str]:
    """The keys of the slots that third parties give."""
    courses = {course.key for course in third_party_courses(plan, parameters)}
    people = {leader.key for leader in plan.leaders if leader.kind is LeaderKind.THIRD_PARTY}
    return frozenset(
        slot.key for slot in plan.slots if slot.course_key in courses or slot.leader_key in people
    )


def _given_by_day(plan: PlanFacts, parameters: Parameters) -> Mapping[int, int]:
    """Minutes that third parties give, room by room, on each different day of a grade."""
    hired = _hired_slots(plan, parameters)
    return {
        id(day): sum([timed.minutes for timed in day.slots if timed.slot.key in hired]) if hired else 0
        for day in plan.timetable.grade_days
    }
