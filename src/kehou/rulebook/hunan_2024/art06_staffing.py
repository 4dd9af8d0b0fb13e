"""Article 6, who leads: own teachers first, and people from outside with leave (A6.1, A6.4, A6.5, A6.14)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.courses import LeaderFacts, LeaderKind
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.provider import PersonFacts
from kehou.rulebook.hunan_2024.art10_clearance import lasts, leader_fault
from kehou.rulebook.hunan_2024.leading import OWN_SIDE, kind_of, leaders_of
from kehou.rulebook.hunan_2024.plan_parts import each_fault
from kehou.rulebook.hunan_2024.register import verdict

_OUTSIDERS = frozenset({LeaderKind.OUTSIDE, LeaderKind.THIRD_PARTY})
_PROFESSIONAL = "troupe_professional"


@cites("A6.1")
def own_teachers_lead_most(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Own teachers, and those the county sends, lead at least half of the time, else a warning (A6.1)."""
    leaders = leaders_of(plan)
    minutes = [(kind_of(timed, leaders), length) for timed, length in plan.timetable.term_minutes]
    total = sum(length for _, length in minutes)
    own = sum(length for kind, length in minutes if kind in OWN_SIDE)
    required = parameters.ratio("own_teacher_min")
    met = own * required.denominator >= total * required.numerator
    yield verdict("A6.1", "own_teachers_lead_less", met, found=own, base=total, required=required)


@cites("A6.4", "A6.5")
def outsiders_have_leave(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """The county sent each borrowed teacher and approved each outsider whom a plan names (A6.4, A6.5)."""
    borrowed = (_named(row) for row in plan.leaders if _lacks_leave(row, LeaderKind.SECONDED))
    yield from each_fault("A6.4", "teacher_not_sent_by_county", borrowed, effect=Effect.STOP)
    engaged = (_named(row) for row in plan.leaders if _lacks_leave(row, LeaderKind.OUTSIDE))
    yield from each_fault("A6.5", "outside_person_unapproved", engaged)


@cites("A6.14")
def outsiders_are_cleared(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Nobody from outside leads without clearance; one that ends within the term warns (A6.14)."""
    first, last = plan.term.first_day, plan.term.last_day
    outsiders = [row for row in plan.leaders if row.kind in _OUTSIDERS]
    uncleared = (leader_fault(row, first) for row in outsiders if not lasts(row, first))
    yield from each_fault("A6.14", "outsider_not_cleared", uncleared)
    ending = (leader_fault(row, last) for row in outsiders if lasts(row, first) and not lasts(row, last))
    yield from each_fault("A6.14", "outsider_clearance_ends", ending, effect=Effect.WARN)


@cites("A6.4", "A6.5")
def engagement_is_in_order(person: PersonFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A borrowed teacher is sent with the sender's consent; an outsider is listed, needed, approved.

    Own staff and a provider's staff fall under other statements (A6.4, A6.5).
    """
    if person.kind is LeaderKind.SECONDED:
        sent = person.county_approved and person.need_stated
        yield verdict("A6.4", "teacher_not_sent_by_county", sent, effect=Effect.STOP)
        yield verdict("A6.4", "sender_has_not_agreed", person.sender_agreed, effect=Effect.STOP)
    if person.kind is LeaderKind.OUTSIDE:
        listed = parameters.codes("outside_kinds")
        kind = person.outside_kind
        yield verdict("A6.5", "outside_kind_not_listed", kind in listed, found=kind, required=listed)
        yield verdict("A6.5", "outside_person_without_need", person.need_stated)
        yield verdict("A6.5", "outside_person_unapproved", person.county_approved)
        qualified = kind != _PROFESSIONAL or person.qualification_proved
        yield verdict("A6.5", "professional_without_proof", qualified)


@cites("A6.14")
def no_serving_teacher_for_a_provider(person: PersonFacts, _: Parameters) -> Iterator[Verdict]:
    """A provider sends nobody who serves as a teacher in a school (A6.14)."""
    if person.kind is LeaderKind.THIRD_PARTY:
        yield verdict("A6.14", "provider_sends_serving_teacher", not person.is_serving_teacher)


def _lacks_leave(leader: LeaderFacts, kind: LeaderKind) -> bool:
    return leader.kind is kind and not leader.county_approved


def _named(leader: LeaderFacts) -> tuple[str, dict[str, object]]:
    return f"leader/{leader.key}", {}
