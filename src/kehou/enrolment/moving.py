"""Where pupils of a group that stays too small could go: suggestions, which each family takes or not. Pure.

A school merges groups of one course at one time by itself. Everything else is a course that a family did not
get or did not choose, so that it can only be told of it (A2.4).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from kehou.enrolment.facts import Option
from kehou.enrolment.reviewing import GroupNow, Places

MOST_WAYS = 3
Days = Mapping[UUID, Collection[int]]


@dataclass(frozen=True, slots=True)
class Way:
    """Another course with free seats: how many of the group could go, and how many of them had wished it."""

    option: Option
    free: int
    able: int
    wished: int
    is_same_course: bool


def ways(places: Places, group: GroupNow, days: Days) -> tuple[Way, ...]:
    """Courses at the same time, and the same course at another time, those most wished first.

    ``days`` are the weekdays for which each family signed: nobody is asked to come on another one.
    """
    free, found = places.free, []
    for option in places.offering.options:
        if option.key in free and _is_near(option, group.option):
            able = [pupil for pupil in group.pupils if _can_go(places, pupil, group.option, option, days)]
            wished = sum(_wished(places, pupil, option) for pupil in able)
            same = option.course_key == group.option.course_key
            if able:
                found.append(Way(option, free[option.key], min(len(able), free[option.key]), wished, same))
    found.sort(key=lambda way: (-way.wished, not way.is_same_course, -way.able, way.option.key))
    return tuple(found[:MOST_WAYS])


def _is_near(option: Option, mine: Option) -> bool:
    """Another course at exactly this time, or this course at another time."""
    if option.key == mine.key:
        return False
    return set(option.bands) == set(mine.bands) or option.course_key == mine.course_key


def _can_go(places: Places, pupil: UUID, mine: Option, option: Option, days: Days) -> bool:
    held = places.held.get(pupil, {})
    room = (held.get(band) in (None, mine.key) or _is_room(places, held[band]) for band in option.bands)
    return places.grades.get(pupil) in option.grades and option.weekday in days.get(pupil, ()) and all(room)


def _is_room(places: Places, key: str) -> bool:
    option = places.offering.option(key)
    return option is not None and option.fallback


def _wished(places: Places, pupil: UUID, option: Option) -> bool:
    wishes = places.wishes.get(pupil)
    return wishes is not None and any(option.key in keys for keys in wishes.ranked.values())
