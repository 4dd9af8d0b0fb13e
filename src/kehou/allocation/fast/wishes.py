"""All choices of all pupils in one slot, as rows in order of pupil and preference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kehou.allocation.fast.people import Flags, Ints, People
from kehou.allocation.model import PRIORITY, TierMode

PART = 1 << 32  # ranked wishes, then any suitable course, then the rooms
Numbered = Mapping[str, int]
Rows = tuple[Ints, Ints, Ints]  # pupil, section, rank


@dataclass(frozen=True)
class Choices:
    """Rows of pupil and section, a pupil's together and best first.

    ``section`` counts in ``Draw.placed_in``; the smaller ``key`` goes first at the section;
    ``guarantee`` marks the room that a priority pupil has when no other is left to it.
    """

    pupil: Ints
    section: Ints
    key: Ints
    guarantee: Flags

    def only(self, kept: Flags) -> Choices:
        """The rows that are kept."""
        return Choices(self.pupil[kept], self.section[kept], self.key[kept], self.guarantee[kept])


def choices(people: People, slot: str) -> Choices:
    """Every row of a slot, before caps across slots."""
    here = people.draw.placed_in[slot]
    number = {section.id: place for place, section in enumerate(here)}
    admitted = np.array([people.admitted(section) for section in here]).reshape(-1, len(people.pupils))
    ranked = _ranked(people, slot, number)
    wished = np.zeros_like(admitted)
    wished[ranked[1], ranked[0]] = True
    parts = [ranked, _tail(people, slot, number, admitted & ~wished), _rooms(people, slot, number, wished)]
    pupil, section, rank = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((rank, pupil))
    order = order[admitted[section[order], pupil[order]]]
    pupil, section, guarantee = _guaranteed(people, slot, pupil[order], section[order])
    return Choices(pupil, section, _keys(people, slot, pupil, section), guarantee)


def _ranked(people: People, slot: str, number: Numbered) -> Rows:
    """The ranked wishes for what is placed in this slot."""
    rows = [
        (place, number[code], rank)
        for place, pupil in enumerate(people.pupils)
        for rank, code in enumerate(pupil.wishes.get(slot, ()))
        if code in number
    ]
    table = np.array(rows, np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def _tail(people: People, slot: str, number: Numbered, possible: Flags) -> Rows:
    """Any suitable course, in a circle from the pupil's own number."""
    plain = np.array([number[section.id] for section in people.draw.plain[slot]], np.int64)
    opted = np.flatnonzero([slot in pupil.any_suitable for pupil in people.pupils])
    suitable = possible[np.ix_(plain, opted)]
    count = np.maximum(suitable.sum(axis=0), 1)
    course, column = np.nonzero(suitable)
    start = (people.own[opted] % count.astype(np.uint64)).astype(np.int64)
    place = np.cumsum(suitable, axis=0)[course, column] - 1
    return opted[column], plain[course], (place - start[column]) % count[column] + PART


def _rooms(people: People, slot: str, number: Numbered, wished: Flags) -> Rows:
    """The rooms that were not ranked, at the end of those who attend."""
    rooms = np.array([number[room.id] for room in people.draw.rooms[slot]], np.int64)
    place, pupil = np.nonzero(people.attending(slot) & ~wished[rooms])
    return pupil, rooms[place], place + 2 * PART


def _guaranteed(people: People, slot: str, pupil: Ints, section: Ints) -> tuple[Ints, Ints, Flags]:
    """The same rows, and after them each priority pupil's first room once more."""
    is_room = np.array([section.fallback for section in people.draw.placed_in[slot]], np.bool_)
    rows = np.flatnonzero(is_room[section] & (people.tier[pupil] == PRIORITY))
    _, first = np.unique(pupil[rows], return_index=True)
    again = rows[first]
    order = np.argsort(np.concatenate((pupil, pupil[again])), kind="stable")
    added = np.concatenate((np.zeros(len(pupil), np.bool_), np.ones(len(again), np.bool_)))
    return (
        np.concatenate((pupil, pupil[again]))[order],
        np.concatenate((section, section[again]))[order],
        added[order],
    )


def _keys(people: People, slot: str, pupil: Ints, section: Ints) -> Ints:
    """Tier, course class and lottery folded into one number."""
    policy, count = people.draw.instance.policy, len(people.pupils)
    classes = 1 + max((len(names) for names in policy.course_class.values()), default=0)
    key = people.order(slot)[pupil]
    if policy.tier_mode is TierMode.ABSOLUTE_TIERS:
        key = key + people.tier[pupil] * classes * count
    for place, offered in enumerate(people.draw.placed_in[slot]):
        names = policy.course_class.get(offered.id, ())
        if names:
            rows = np.flatnonzero(section == place)
            key[rows] += people.course_class(names)[pupil[rows]] * count
    return key
