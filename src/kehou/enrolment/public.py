"""What later steps may ask about enrolment."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from kehou.enrolment.facts import Option
from kehou.enrolment.groups import GroupInfo, groups_of, members_of, sizes_of
from kehou.enrolment.models import Group, Seat
from kehou.enrolment.offering import offering_at
from kehou.enrolment.ranks import ranks_of
from kehou.kernel.moments import ONE_DAY, SHANGHAI, local_day
from kehou.platform.database.questions import Asked, Rows, question

__all__ = [
    "GroupInfo",
    "GroupSlot",
    "Membership",
    "SeatInfo",
    "asked_memberships",
    "asked_sizes",
    "door",
    "group_slots",
    "groups_of",
    "in_term",
    "members_of",
    "members_on",
    "memberships_of",
    "offering_at",
    "ranks_of",
    "seats_of",
    "sizes_of",
    "sizes_on",
]


@dataclass(frozen=True, slots=True)
class SeatInfo:
    """A pupil's place in one course at one weekly time; ``weekday`` 0 is Monday."""

    group_id: UUID
    option_key: str
    course_key: str
    title: str
    weekday: int
    starts: time
    ends: time
    room: str
    since_date: date


@dataclass(frozen=True, slots=True)
class GroupSlot:
    """A group with the slot of the plan that it meets in."""

    group_id: UUID
    option_key: str
    number: int


@dataclass(frozen=True, slots=True)
class Membership:
    """A pupil in a group over the days from ``first_date`` up to but not including ``past_date``.

    A place counts from the day after it was given and through the day on which it was given up.
    """

    group_id: UUID
    option_key: str
    pupil_id: UUID
    first_date: date
    past_date: date | None

    def holds(self, on: date) -> bool:
        """Whether the pupil is in the group on a day."""
        return self.first_date <= on and (self.past_date is None or on < self.past_date)


def door(*, read_s: float) -> Callable[..., Awaitable[None]]:
    """The ASGI application that answers choices in order of arrival ahead of Django, for one process.

    ``read_s`` is how many seconds the body of a request may take to come.
    """
    from kehou.enrolment.first_come.door import Door

    return Door(read_s)


def group_slots(school_id: UUID, term_id: UUID) -> list[GroupSlot]:
    """The groups of a school's term, by slot and number; empty before the draw."""
    rows = Group.objects.filter(school_id=school_id, run__closing__window__term_id=term_id)
    return [
        GroupSlot(*row)
        for row in rows.order_by("option_key", "number").values_list("id", "option_key", "number")
    ]


def memberships_of(
    school_id: UUID,
    term_id: UUID,
    *,
    pupil_id: UUID | None = None,
    among: Collection[UUID] | None = None,
    groups: Collection[UUID] | None = None,
) -> list[Membership]:
    """Who was in which group on which days of a term, those who left included.

    ``among`` and ``groups`` name the only pupils and groups of interest.
    """
    if among is not None and groups is None and pupil_id is None:
        return asked_memberships(school_id, among).then(partial(in_term, term_id=term_id)).answer
    rows = Seat.objects.filter(school_id=school_id, term_id=term_id)
    if groups is not None:
        rows = rows.filter(group_id__in=list(groups))
    if pupil_id is not None:
        rows = rows.filter(pupil_id=pupil_id)
    if among is not None:
        rows = rows.filter(pupil_id__in=list(among))
    found = rows.values_list(
        "group_id",
        "option_key",
        "pupil_id",
        TruncDate("since_at", tzinfo=SHANGHAI),
        TruncDate("ended_at", tzinfo=SHANGHAI),
    ).distinct()  # a course over several bands has a seat in each
    return [_membership(*row) for row in found]


def asked_memberships(school_id: UUID, among: Collection[UUID]) -> Asked[Rows]:
    """Every place that some pupils ever had, for ``in_term``, to be asked together with other things."""
    return _seats_among(school_id=school_id, pupils=list(among))


def in_term(rows: Rows, *, term_id: UUID) -> list[Membership]:
    """Who was in which group on which days of a term, among the places that were asked for."""
    found = {
        (group, option, pupil, local_day(since), local_day(ended) if ended else None)
        for term, group, option, pupil, since, ended in rows
        if term == term_id
    }
    return [_membership(*row) for row in found]


@question
def _seats_among(school_id: UUID, pupils: list[UUID]) -> QuerySet[Seat, Any]:
    rows = Seat.objects.filter(school_id=school_id, pupil_id__among=pupils)
    return rows.values_list("term_id", "group_id", "option_key", "pupil_id", "since_at", "ended_at")


def _membership(group: UUID, option: str, pupil: UUID, since: date, ended: date | None) -> Membership:
    return Membership(group, option, pupil, since + ONE_DAY, ended + ONE_DAY if ended else None)


def members_on(
    school_id: UUID,
    term_id: UUID,
    *,
    on: date,
    groups: Collection[UUID],
    among: Collection[UUID] | None = None,
) -> frozenset[UUID]:
    """Who is in any of some groups on a day, of all pupils or ``among`` some."""
    here = _on(school_id, term_id, on, groups)
    asked = _members(**here) if among is None else _members_among(**here, pupils=list(among))
    return frozenset(pupil for (pupil,) in asked.answer)


def sizes_on(school_id: UUID, term_id: UUID, *, on: date, groups: Collection[UUID]) -> dict[UUID, int]:
    """How many pupils are in each of some groups on a day; a group without any is left out."""
    return asked_sizes(school_id, term_id, on=on, groups=groups).answer


def asked_sizes(
    school_id: UUID, term_id: UUID, *, on: date, groups: Collection[UUID]
) -> Asked[dict[UUID, int]]:
    """How many pupils are in each of some groups on a day, to be asked together with other things."""
    return _sizes(**_on(school_id, term_id, on, groups)).then(dict)


def _on(school_id: UUID, term_id: UUID, on: date, groups: Collection[UUID]) -> dict[str, Any]:
    morning = datetime.combine(on, time(), SHANGHAI)
    return {"school_id": school_id, "term_id": term_id, "groups": list(groups), "morning": morning}


@question
def _members(school_id: UUID, term_id: UUID, groups: list[UUID], morning: datetime) -> QuerySet[Seat, Any]:
    return _held(school_id, term_id, groups, morning).values_list("pupil_id").distinct()


@question
def _members_among(
    school_id: UUID, term_id: UUID, groups: list[UUID], morning: datetime, pupils: list[UUID]
) -> QuerySet[Seat, Any]:
    held = _held(school_id, term_id, groups, morning).filter(pupil_id__among=pupils)
    return held.values_list("pupil_id").distinct()


@question
def _sizes(school_id: UUID, term_id: UUID, groups: list[UUID], morning: datetime) -> QuerySet[Seat, Any]:
    rows = _held(school_id, term_id, groups, morning).values_list("group_id")
    return rows.annotate(Count("pupil_id", distinct=True))


def _held(school_id: UUID, term_id: UUID, groups: list[UUID], morning: datetime) -> QuerySet[Seat]:
    """The seats of some groups whose membership holds on a day (see Membership)."""
    rows = Seat.objects.filter(school_id=school_id, term_id=term_id, group_id__among=groups)
    return rows.filter(Q(ended_at=None) | Q(ended_at__gte=morning), since_at__lt=morning)


def seats_of(pupil_id: UUID, term_id: UUID) -> list[SeatInfo]:
    """Where a pupil is in a term's week, in order of the week; empty before the draw."""
    rows = (
        Seat.objects.filter(pupil_id=pupil_id, term_id=term_id, ended_at=None)
        .select_related("run__closing__window")
        .defer("run__closing__content", "run__closing__codes", "run__verdicts")
        .order_by("band")
    )
    by_option = {row.option_key: row for row in reversed(list(rows))}
    if not by_option:
        return []
    offering = offering_at(next(iter(by_option.values())).run.closing.window.version_id)
    found = [_seat(row, option) for row in by_option.values() if (option := offering.option(row.option_key))]
    return sorted(found, key=lambda seat: (seat.weekday, seat.starts))


def _seat(row: Seat, option: Option) -> SeatInfo:
    return SeatInfo(
        group_id=row.group_id,
        option_key=option.key,
        course_key=option.course_key,
        title=option.title,
        weekday=option.weekday,
        starts=option.starts,
        ends=option.ends,
        room=option.room,
        since_date=local_day(row.since_at),
    )
