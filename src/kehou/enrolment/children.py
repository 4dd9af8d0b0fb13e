"""A family's children with where each of them stands, as its pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kehou.agreements.public import FamilyStand
from kehou.enrolment.facts import Offering
from kehou.enrolment.models import ChoiceWindow, Rush, WishList
from kehou.kernel.actor import Ward
from kehou.kernel.moments import SchoolCalendar
from kehou.plans.public import ApprovedPlan
from kehou.registry.public import PupilInfo, SchoolInfo, TermInfo


@dataclass(frozen=True, slots=True)
class SchoolTerm:
    """What is common to all children of a family at one school."""

    school: SchoolInfo
    term: TermInfo
    plan: ApprovedPlan | None
    may_sign: bool
    window: ChoiceWindow | None
    rush: Rush | None
    is_closed: bool
    is_drawn: bool
    offering: Offering | None
    calendar: SchoolCalendar
    is_school_day: bool

    def can_choose(self, now: datetime) -> bool:
        """Whether wishes can be entered at a moment; in order of arrival there are none."""
        window = self.window if self.rush is None else None
        return bool(window and not self.is_closed and window.opened_at <= now < window.closes_at)


@dataclass(frozen=True, slots=True)
class ChildNow:
    """One child with where its family stands."""

    ward: Ward
    name: str
    pupil: PupilInfo
    at: SchoolTerm
    stand: FamilyStand
    wishes: WishList | None

    @property
    def pupil_id(self) -> UUID:
        """The pupil's id."""
        return self.pupil.id


@dataclass(frozen=True, slots=True)
class Beside:
    """What else the card of a child shows: the courses it has, and until when its school asks families."""

    option_keys: tuple[str, ...]
    asks_until: date | None
