"""On whose side a session is led: the named leader's, or as long as nobody is named the course's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kehou.rulebook.engine import Parameters
from kehou.rulebook.facts.courses import CourseFacts, LeaderFacts, LeaderKind, OnlineMode
from kehou.rulebook.facts.offers import TimedSlot
from kehou.rulebook.facts.plan import PlanFacts

OWN_SIDE = frozenset({LeaderKind.OWN, LeaderKind.SECONDED})


def leaders_of(plan: PlanFacts) -> Mapping[str, LeaderFacts]:
    """The named leaders by key; nobody in July (practice.md 5)."""
    return {leader.key: leader for leader in plan.leaders}


def kind_of(timed: TimedSlot, leaders: Mapping[str, LeaderFacts]) -> LeaderKind:
    """The side of a slot. A third party stays one whoever of its people is named (A6.17)."""
    named = leaders.get(timed.slot.leader_key or "")
    if named is None or timed.course.leader_kind is LeaderKind.THIRD_PARTY:
        return timed.course.leader_kind
    return named.kind


def is_third_party(course: CourseFacts, parameters: Parameters) -> bool:
    """Whether a course is given by a third party: a body, or a vendor that teaches live online (A6.18)."""
    if course.leader_kind is LeaderKind.THIRD_PARTY:
        return True
    return course.online is OnlineMode.VENDOR_LIVE and parameters.flag("online_tutor_is_tp")


def third_party_courses(plan: PlanFacts, parameters: Parameters) -> Iterator[CourseFacts]:
    """The courses of a plan that third parties give."""
    return (course for course in plan.courses if is_third_party(course, parameters))
