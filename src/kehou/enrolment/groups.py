"""The groups of a term, and who is in them now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, QuerySet

from kehou.enrolment.facts import Offering, Option
from kehou.enrolment.models import ChoiceWindow, Group, Seat
from kehou.enrolment.offering import offering_at
from kehou.platform.database.questions import question


@dataclass(frozen=True, slots=True)
class GroupInfo:
    """Pupils who are led together at one weekly time. ``option_key`` is the slot's key in the plan."""

    id: UUID
    option_key: str
    course_key: str
    title: str
    number: int
    version_id: UUID
    weekday: int
    starts: time
    ends: time
    leader_key: str | None
    room: str
    grades: frozenset[int]
    pupil_ids: frozenset[UUID]


def groups_of(
    school_id: UUID,
    term_id: UUID,
    *,
    among: Collection[UUID] | None = None,
    offering: Offering | None = None,
) -> list[GroupInfo]:
    """The groups of a school's term with who is in them now, in order of the week.

    ``among`` names the only pupils of interest: a class list reads its class's seats, not the school's.
    ``offering`` is the one that the choice stands on, where it was read already.
    """
    window = next(iter(_window_of(school_id=school_id, term_id=term_id).answer), None)
    if window is None:
        return []
    offering = offering or offering_at(window.version_id)
    seats = Seat.objects.filter(school_id=window.school_id, term_id=window.term_id, ended_at=None)
    if among is not None:
        seats = seats.filter(pupil_id__in=among)
    members = (
        _by_group(_gathered(seats))
        if among is None or among
        else defaultdict[UUID, frozenset[UUID]](frozenset)
    )
    options = {option.key: option for option in offering.options}
    groups = [
        _group(group_id, number, option, members[group_id], window.version_id)
        for group_id, key, number in _formed(window_id=window.id).answer
        if (option := options.get(key))
    ]
    return sorted(groups, key=lambda group: (group.weekday, group.starts, group.title, group.number))


@question
def _window_of(school_id: UUID, term_id: UUID) -> QuerySet[ChoiceWindow]:
    return ChoiceWindow.objects.filter(school_id=school_id, term_id=term_id).order_by("id")[:1]


@question
def _formed(window_id: UUID) -> QuerySet[Group, Any]:
    rows = Group.objects.filter(run__closing__window_id=window_id)
    return rows.values_list("id", "option_key", "number")


def members_of(groups: Iterable[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """Who is in each of some groups now; nobody in one that is not in sight."""
    return _by_group(_inside(groups=list(groups)).answer)


def sizes_of(groups: Iterable[UUID]) -> Mapping[UUID, int]:
    """How many pupils are in each of some groups now."""
    return defaultdict(int, _sizes(groups=list(groups)).answer)


@question
def _inside(groups: list[UUID]) -> QuerySet[Seat, Any]:
    return _gathered(Seat.objects.filter(group_id__among=groups, ended_at=None))


@question
def _sizes(groups: list[UUID]) -> QuerySet[Seat, Any]:
    rows = Seat.objects.filter(group_id__among=groups, ended_at=None).order_by().values_list("group_id")
    return rows.annotate(size=Count("pupil_id", distinct=True))


def _gathered(seats: QuerySet[Seat]) -> QuerySet[Seat, Any]:
    return seats.order_by().values_list("group_id").annotate(pupils=ArrayAgg("pupil_id"))


def _by_group(rows: Iterable[tuple[UUID, list[UUID]]]) -> Mapping[UUID, frozenset[UUID]]:
    return defaultdict(frozenset, {group: frozenset(pupils) for group, pupils in rows})


def _group(
    group_id: UUID, number: int, option: Option, pupils: frozenset[UUID], version_id: UUID
) -> GroupInfo:
    return GroupInfo(
        id=group_id,
        option_key=option.key,
        course_key=option.course_key,
        title=option.title,
        number=number,
        version_id=version_id,
        weekday=option.weekday,
        starts=option.starts,
        ends=option.ends,
        leader_key=option.leader_key,
        room=option.room,
        grades=option.grades,
        pupil_ids=pupils,
    )
