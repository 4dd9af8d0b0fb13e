"""Class lists: who is where each day for a class teacher, who comes for a course teacher (A7.8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from django.http import Http404

from kehou.enrolment.access import SEE_ALL_LISTS, SEE_LISTS
from kehou.enrolment.public import GroupInfo, groups_of
from kehou.enrolment.wording import DAYS
from kehou.kernel.actor import Actor, Role
from kehou.kernel.places import Place
from kehou.platform.ui.wording import time_range
from kehou.providers.public import key_of, leaders_of
from kehou.registry.public import (
    ClassInfo,
    PupilInfo,
    TermInfo,
    calendar_of,
    classes_of,
    names_of,
    pupils_of,
)

SCHOOL_DAYS = 5


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A pupil of a class: the courses of each weekday, and how it goes home where the roll says so."""

    name: str
    days: tuple[str, ...]
    way_home: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A pupil of a group and its class."""

    name: str
    class_name: str


def school_of(actor: Actor) -> Place:
    """The school at whose lists the actor may look. Raises Http404."""
    places = [place for place in actor.places(SEE_LISTS.roles) if place.school_id]
    if not places:
        raise Http404
    return places[0]


def visible_classes(actor: Actor, place: Place) -> list[ClassInfo]:
    """All classes for those who lead the school's teaching, a class teacher's own."""
    classes = classes_of(place.school)
    if SEE_ALL_LISTS.permits(actor, place):
        return classes
    own = {
        grant.detail for grant in actor.grants if grant.role is Role.CLASS_TEACHER and grant.place == place
    }
    return [each for each in classes if each.code in own]


def visible_groups(
    actor: Actor, place: Place, term: TermInfo, *, among: Collection[UUID] | None = None
) -> list[GroupInfo]:
    """All groups for those who lead the school's teaching, a teacher's own; ``among`` as in ``groups_of``."""
    groups = groups_of(place.school, term.id, among=among)
    if SEE_ALL_LISTS.permits(actor, place):
        return groups
    key = key_of(place.school, actor.person)
    return [group for group in groups if group.leader_key == key]


def class_lines(place: Place, each: ClassInfo, term: TermInfo) -> list[ClassLine]:
    """The list of a class, everyone on the roll, with rooms. On an empty day the pupil goes home."""
    pupils = pupils_of(place.school, class_id=each.id)
    names = names_of(pupil.id for pupil in pupils)
    where: dict[tuple[UUID, int], list[str]] = defaultdict(list)
    for group in groups_of(place.school, term.id, among=names):
        for pupil in group.pupil_ids:
            where[pupil, group.weekday].append(_where(group))
    return [
        ClassLine(
            names.get(pupil.id, ""),
            tuple("\n".join(where[pupil.id, day]) for day in range(SCHOOL_DAYS)),
            _way_home(pupil),
        )
        for pupil in pupils
    ]


def group_lines(place: Place, group: GroupInfo) -> list[GroupLine]:
    """The roll of a group by class and seat."""
    pupils = pupils_of(place.school, pupils=group.pupil_ids)
    names = names_of(pupil.id for pupil in pupils)
    return [GroupLine(names.get(pupil.id, ""), pupil.class_name) for pupil in pupils]


def leader_names(place: Place, groups: Iterable[GroupInfo]) -> dict[UUID, str]:
    """Who leads each group, by name; a group whose leader is not named yet is left out."""
    named = {leader.key: leader.name for leader in leaders_of(place.school)}
    return {group.id: named[key] for group in groups if (key := group.leader_key) and key in named}


def group_time(group: GroupInfo) -> str:
    """A group's time: 周二 17:10–17:50."""
    return f"{DAYS[group.weekday]} {time_range(group.starts, group.ends)}"


def next_sessions(place: Place, term: TermInfo, group: GroupInfo, *, on: date, count: int = 8) -> list[date]:
    """The next days on which a group meets."""
    known = calendar_of(place.school, term).known_school_days()
    return list(islice((day for day in known if day >= on and day.weekday() == group.weekday), count))


def _where(group: GroupInfo) -> str:
    return f"{group.title}（{group.room}）" if group.room else group.title


def _way_home(pupil: PupilInfo) -> str:
    if pupil.boards:
        return "住校"
    return "校车" if pupil.rides_bus else ""
