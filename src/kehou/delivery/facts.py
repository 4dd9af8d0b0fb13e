"""What happens in an afternoon, as frozen rows without names: sessions, marks, and what they add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from kehou.rulebook.facts.courses import LeaderKind


class SessionState(StrEnum):
    """Where a session stands (processes.md 7)."""

    PLANNED = "planned"
    OPEN = "open"  # the leader has taken over
    ROLL_DONE = "roll_done"  # the roll was called, somebody is not accounted for
    RUNNING = "running"  # the roll was called, everybody is accounted for
    FINISHED = "finished"
    RECORDED = "recorded"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"


class CancelCause(StrEnum):
    """Why a session was not held. All are the school's side: families are paid back (A9.12)."""

    WEATHER = "weather"
    LEADER_AWAY = "leader_away"
    SCHOOL_CLOSED = "school_closed"
    PLAN_CHANGED = "plan_changed"
    EMERGENCY = "emergency"
    PROVIDER_STOPPED = "provider_stopped"  # suspended, removed, or its contract ended


class Instead(StrEnum):
    """Where the children of a cancelled session are instead."""

    CARE = "care"  # watched in a room until its hour
    GROUP = "group"  # in another group of the same time
    PICKUP = "pickup"  # watched in a room; a guardian may agree to fetch the child sooner
    HOME = "home"  # no session that day: no school, or another timetable


KEPT_INSTEAD = frozenset({Instead.CARE, Instead.GROUP, Instead.PICKUP})
"""The school has the children in hand, as if the session were held."""

WATCHED = frozenset({Instead.CARE, Instead.PICKUP})
"""A member of staff watches them in a room."""

NOTHING_INSTEAD = frozenset({CancelCause.SCHOOL_CLOSED, CancelCause.PLAN_CHANGED})
"""Causes that may leave a child without anything: it does not stay at school that day."""


class MarkKind(StrEnum):
    """What somebody saw of a child in an afternoon."""

    AWAY = "away"  # the class teacher: not at school today
    HANDED_OVER = "handed_over"  # the class teacher: was at the last lesson, goes to the service
    PRESENT = "present"  # the roll
    LEAVE = "leave"  # the roll: on leave
    ABSENT = "absent"  # the roll: not here, and nobody knows why
    FOUND = "found"
    EXPLAINED = "explained"  # the family or the school said where the child is
    AT_GATE = "at_gate"  # counted at the gate
    RELEASED = "released"
    VOID = "void"  # takes back another mark; nothing is deleted (A7.11)


class ReleaseWay(StrEnum):
    """How a child leaves."""

    PERSON = "person"  # to somebody on the list
    LINE = "line"  # in a line to the gate, from there as the family agreed
    ALONE = "alone"
    BUS = "bus"
    DORMITORY = "dormitory"


class Custody(StrEnum):
    """Where a child is: always exactly one of these."""

    CLASS = "class"  # expected, still with the class teacher
    COURSE = "course"
    GATE = "gate"
    HOME = "home"
    AWAY = "away"  # on leave, or the absence is explained
    UNACCOUNTED = "unaccounted"  # the red column, which must be empty


class Attendance(StrEnum):
    """What a roll says of one child."""

    PRESENT = "present"
    LEAVE = "leave"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing seen, as a device sent it. ``client_id`` is the device's own: a repeat changes nothing."""

    client_id: UUID
    pupil_id: UUID
    kind: MarkKind
    device_at: datetime
    session_id: UUID | None = None
    voids: UUID | None = None
    way: ReleaseWay | None = None
    to_person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ChildDay:
    """One child in one afternoon.

    ``seen`` says that the school has had the child in hand since the last lesson and not let it go;
    ``whole_day`` that an absence was explained for the whole afternoon.
    """

    custody: Custody
    session_id: UUID | None = None
    since: datetime | None = None
    seen: bool = False
    whole_day: bool = False
    way: ReleaseWay | None = None
    to_person_id: UUID | None = None

    @property
    def is_alarm(self) -> bool:
        """Whether a child that was in the school's hands is missing (A10.9)."""
        return self.custody is Custody.UNACCOUNTED and self.seen


@dataclass(frozen=True, slots=True)
class DayFold:
    """What an afternoon's marks add up to: every child's place, and every session's roll."""

    children: Mapping[UUID, ChildDay]
    rolls: Mapping[tuple[UUID, UUID], Attendance] = field(default_factory=dict)

    def in_state(self, custody: Custody) -> frozenset[UUID]:
        """The children who are in one place."""
        return frozenset(pupil for pupil, child in self.children.items() if child.custody is custody)

    def roll_of(self, session_id: UUID) -> dict[UUID, Attendance]:
        """The roll of one session by pupil."""
        return {pupil: state for (session, pupil), state in self.rolls.items() if session == session_id}


@dataclass(frozen=True, slots=True)
class SlotPlan:
    """One weekly time of one course as the approved plan has it now, for generating sessions."""

    slot_key: str
    course_key: str
    title: str
    dates: tuple[date, ...]
    starts: time
    ends: time
    minutes: int
    is_subject: bool
    domain: str | None
    is_outdoor: bool
    leader_key: str | None
    leader_kind: LeaderKind
    provider_key: str | None
    supervisor_key: str | None
    room: str
    grades: frozenset[int]


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One session that the plan asks for: a group on a date."""

    group_id: UUID
    slot: SlotPlan
    on: date


@dataclass(frozen=True, slots=True)
class KnownSession:
    """A session that exists and was not held yet, as far as generating needs it."""

    id: UUID
    group_id: UUID
    on: date


@dataclass(frozen=True, slots=True)
class Regeneration:
    """What a changed plan does to the sessions that lie ahead."""

    added: tuple[PlannedSession, ...]
    kept: tuple[tuple[UUID, PlannedSession], ...]
    dropped: tuple[UUID, ...]
