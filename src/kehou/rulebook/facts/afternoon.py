"""Facts about an afternoon as it happens: who starts a session, rolls, releases, the end of the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from kehou.rulebook.facts.courses import LeaderKind


@dataclass(frozen=True, slots=True)
class StartFacts:
    """A session that somebody is about to start.

    ``is_named`` says that the person is the session's planned leader or was named in the leader's place;
    ``is_listed`` that a provider's person belongs to a body on the list in force and to its contract;
    ``has_supervisor`` that a member of the school's staff, not of the provider's, is on site.
    ``insured_until`` is the last day of the school's liability insurance, None without one.
    """

    on: date
    at: datetime
    starts_at: datetime
    ends_at: datetime
    is_school_day: bool
    is_cancelled: bool
    kind: LeaderKind
    cleared_until: date | None
    is_named: bool = True
    is_listed: bool = True
    is_approved: bool = True
    has_supervisor: bool = True
    open_hazards: frozenset[str] = frozenset()
    insured_until: date | None = None


@dataclass(frozen=True, slots=True)
class RollFacts:
    """A roll call that somebody sends in.

    ``opened_at`` is when the session was taken over, None before. ``seen_at`` is the time on the device,
    ``sent_at`` the time at which it came in. ``unmarked`` counts expected pupils without a mark.
    ``is_on_site`` says that the caller is who took the session over.
    """

    starts_at: datetime
    ends_at: datetime
    opened_at: datetime | None
    seen_at: datetime
    sent_at: datetime
    is_on_site: bool
    unmarked: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """A class teacher's count beside what the leaders' rolls add up to."""

    handed_count: int
    taken_count: int


class WayHome(StrEnum):
    """How a child leaves the school."""

    PERSON = "person"
    LINE = "line"
    ALONE = "alone"
    BUS = "bus"
    DORMITORY = "dormitory"


@dataclass(frozen=True, slots=True)
class Collector:
    """Somebody who wants to take a child, as the links of that day have it."""

    is_linked: bool
    may_collect: bool
    must_not_collect: bool


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """A child that is about to leave.

    ``has_barred`` says that somebody must not collect the child; ``has_consent`` that a guardian allows
    the child to go alone. ``is_here`` says that the child is in the school's hands, ``is_expected`` that it
    has a place in a session of the day or was seen in its afternoon. ``is_early`` says that its session was
    cancelled, its hour has not come, and no guardian agreed to fetch it sooner.
    """

    way: WayHome
    grade: int
    is_expected: bool = True
    is_here: bool = True
    is_early: bool = False
    collector: Collector | None = None
    has_consent: bool = False
    has_barred: bool = False
    rides_bus: bool = False
    boards: bool = False


@dataclass(frozen=True, slots=True)
class InsteadFacts:
    """Where the children of a cancelled session are to be instead.

    ``goes_home`` asks for nothing instead, which only a day without school or a changed plan allows
    (``may_go_home``). ``carer_until`` is how long whoever watches them is cleared; None for nobody cleared.
    ``joined_fits`` says that the other group meets at the same time and was not called yet.
    """

    on: date
    goes_home: bool = False
    may_go_home: bool = False
    has_carer: bool = False
    carer_until: date | None = None
    joins: bool = False
    joined_fits: bool = False


@dataclass(frozen=True, slots=True)
class LeavingGroup:
    """Children who leave together and are counted by whoever takes them in.

    ``has_keeper`` says that somebody of the school's staff takes them in, who is not the one that hands
    them over; it is asked of the dormitory only.
    """

    way: WayHome
    handed: int
    counted: int
    has_keeper: bool = True


@dataclass(frozen=True, slots=True)
class CareAsked:
    """A family's request that a child be kept longer: why, until when, and whether who collects it may."""

    reason: str
    ends: time
    may_collect: bool


@dataclass(frozen=True, slots=True)
class BoardersOfDay:
    """The boarders of a day who do not join: where, whether staff are with them, how many are due."""

    where: str
    by_staff: bool
    counted: int
    due: int


@dataclass(frozen=True, slots=True)
class DayEnd:
    """What is left open when a school's afternoon is about to be closed."""

    unaccounted: int
    not_released: int
    sessions_open: int = 0


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """Somebody from outside at the gate. ``pass_date`` is the day of the pass shown, None without one."""

    on: date
    pass_date: date | None
    is_cleared: bool = True
    meets_children: bool = False


@dataclass(frozen=True, slots=True)
class LeaveFacts:
    """A family's leave: when it was asked, when the first missed session starts, what proof came when.

    ``evidence_school_days`` counts school days from the missed day to the proof, None without proof.
    """

    reason: str
    asked_at: datetime
    starts_at: datetime
    evidence_school_days: int | None = None


@dataclass(frozen=True, slots=True)
class RecordTiming:
    """A late record on the way to being confirmed: school days since the session ended."""

    is_late: bool
    school_days_since: int
    is_confirmed_by_head: bool


@dataclass(frozen=True, slots=True)
class IncidentStepFacts:
    """A step of an incident: what was done before, and the hours since it was reported."""

    step: str
    done: tuple[str, ...]
    order: tuple[str, ...]
    is_serious: bool
    hours_since_report: int
