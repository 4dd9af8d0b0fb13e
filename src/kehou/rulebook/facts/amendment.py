"""Facts about changing an approved plan within its term, and about the details that follow an approval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from kehou.rulebook.facts.plan import PlanFacts


class Weight(IntEnum):
    """What a change needs, from the lightest to the heaviest (processes.md 3.10)."""

    NOTICE_ONLY = 1  # a leader, a room: families are told
    NOTICE = 2  # a time within tolerance: families are told some school days before
    REAPPROVAL = 3  # course, provider, price, share of X, end of the day: the authority decides again


@dataclass(frozen=True, slots=True)
class AmendmentFacts:
    """A change of an approved plan at the moment it is to take effect.

    ``before`` is the version approved last, so that small steps do not add up unseen. ``reapproved`` is
    whether the authority approved ``after``; ``urgent_reason`` stands where weather or the like left no
    time to give notice.
    """

    before: PlanFacts
    after: PlanFacts
    effective_date: date
    notified_date: date | None
    reapproved: bool = False
    urgent_reason: str = ""


@dataclass(frozen=True, slots=True)
class DetailsFacts:
    """The notice of late August: leaders, rooms and the weekly timetable that fill an approved envelope."""

    envelope: PlanFacts
    details: PlanFacts
