"""What goes into a draw: sections that are offered, pupils with their wishes, the county's policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

PRIORITY = 0  # the tier of the groups that come first (A3.4)
ORDINARY = 1


class TierMode(StrEnum):
    """What coming first means (A3.4): a place in the service, reserved seats, or every course."""

    SERVICE_PLACE = "service_place"
    RESERVES = "reserves"
    ABSOLUTE_TIERS = "absolute_tiers"


class Refill(StrEnum):
    """Who moves into a seat that falls free: whoever wished it more, or only who has no course."""

    CHAINS = "chains"
    UNPLACED_ONLY = "unplaced_only"


@dataclass(frozen=True, slots=True)
class Section:
    """A course group at one slot, or at several that are taken together (a bundle).

    ``capacity`` None is uncapped. ``grades`` empty admits every grade. ``is_x`` tells enrichment from
    subject tutoring. A ``fallback`` is the room of a slot that never fills (homework, reading).
    """

    id: str
    slots: tuple[str, ...]
    capacity: int | None = None
    min_size: int = 0
    paid: bool = False
    is_x: bool = True
    grades: frozenset[int] = frozenset()
    requires: frozenset[str] = frozenset()
    fallback: bool = False

    @property
    def is_bundle(self) -> bool:
        """Whether it takes more than one slot."""
        return len(self.slots) > 1

    def admits(self, pupil: Pupil) -> bool:
        """Whether grade and qualifications suffice."""
        return (not self.grades or pupil.grade in self.grades) and self.requires <= pupil.qualifications


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil by code, with ranked sections a slot.

    ``family`` is shared by siblings. ``attends`` are the slots in which the family wants the service
    even without a wished course; ``any_suitable`` those in which any free course will do.
    """

    id: str
    family: str
    grade: int
    wishes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tier: int = ORDINARY
    qualifications: frozenset[str] = frozenset()
    attends: frozenset[str] = frozenset()
    any_suitable: frozenset[str] = frozenset()

    @property
    def asked(self) -> frozenset[str]:
        """The slots in which the family asked for anything."""
        return self.attends | self.any_suitable | {slot for slot, ranked in self.wishes.items() if ranked}


@dataclass(frozen=True, slots=True)
class Policy:
    """The county's and school's choices. The defaults limit nothing and draw all alike.

    ``max_paid``: paid courses a pupil. ``min_x_share``: least part of a pupil's slots that is enrichment
    (A5.11). ``reserves``: part of each section's seats that priority pupils are asked for first.
    ``course_class``: section id to qualifications, best first (a trial's result); none of them is last.
    """

    max_paid: int | None = None
    min_x_share: Fraction = Fraction(0)
    tier_mode: TierMode = TierMode.SERVICE_PLACE
    reserves: Fraction = Fraction(0)
    course_class: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    refill: Refill = Refill.CHAINS

    def reserved(self, section: Section) -> int:
        """How many seats of a section are kept for priority pupils, rounded up."""
        if self.tier_mode is not TierMode.RESERVES or section.capacity is None:
            return 0
        return -(-section.capacity * self.reserves.numerator // self.reserves.denominator)

    def non_x_allowance(self, pupil: Pupil) -> int:
        """How many of a pupil's slots may be other than enrichment."""
        share = self.min_x_share
        return len(pupil.asked) * (share.denominator - share.numerator) // share.denominator


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A family gives up one slot.

    With ``stays`` it gives up the seat held there and all wishes from that seat down, stays in the
    service and keeps waiting for what it wished more.
    """

    pupil: str
    slot: str
    stays: bool = False
