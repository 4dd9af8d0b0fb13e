"""From what was asked in order of arrival to the closed list of a draw that keeps this order.

Who asked within the protected time of its turn comes where the turn was called; the others where they came.
The number in this order becomes the pupil's class at the course, which goes before every drawn
number. What a child was refused for want of seats is ranked before what it took instead: it wanted it more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from kehou.allocation.model import Policy, Pupil, Section, TierMode


@dataclass(frozen=True, slots=True)
class Asked:
    """One course that a pupil has or waits for; ``number`` is 0 where seats have no limit."""

    section: str
    number: int = 0

    @property
    def mark(self) -> str:
        """What stands for this place in the order of arrival."""
        return f"{self.section} {self.number}"


def numbered(asked: Mapping[str, Sequence[tuple[Asked, datetime]]]) -> dict[str, tuple[Asked, ...]]:
    """What each pupil asked for, numbered anew at each course by the moment from which it counts."""
    rows = sorted(
        (each.section, counts_at, each.number, pupil)
        for pupil, given in asked.items()
        for each, counts_at in given
        if each.number
    )
    found: dict[tuple[str, str], int] = {}
    for section, group in groupby(rows, key=lambda row: row[0]):
        found |= {(section, row[3]): number for number, row in enumerate(group, start=1)}
    return {
        pupil: tuple(replace(each, number=found.get((each.section, pupil), 0)) for each, _ in given)
        for pupil, given in asked.items()
    }


def arrival_policy(policy: Policy, asked: Iterable[Asked]) -> Policy:
    """The policy under which the order of arrival decides, and nothing tells who comes first (A3.4)."""
    numbers: dict[str, list[Asked]] = defaultdict(list)
    for each in asked:
        if each.number:
            numbers[each.section].append(each)
    classes = {
        section: tuple(each.mark for each in sorted(rows, key=lambda each: each.number))
        for section, rows in sorted(numbers.items())
    }
    return replace(policy, tier_mode=TierMode.SERVICE_PLACE, course_class=classes)


def closed_pupils(
    pupils: Iterable[Pupil], asked: Mapping[str, Sequence[Asked]], sections: Mapping[str, Section]
) -> tuple[Pupil, ...]:
    """The pupils with wishes and marks from what each asked for, in the order in which it asked.

    The course that a pupil has at a time comes last of those it asked for at that time.
    """
    return tuple(_closed(pupil, asked.get(pupil.id, ()), sections) for pupil in pupils)


def _closed(pupil: Pupil, asked: Sequence[Asked], sections: Mapping[str, Section]) -> Pupil:
    wishes: dict[str, tuple[str, ...]] = {}
    for each in asked:
        for slot in sections[each.section].slots:
            wishes[slot] = (*wishes.get(slot, ()), each.section)
    marks = frozenset(each.mark for each in asked if each.number)
    return replace(pupil, wishes=wishes, qualifications=pupil.qualifications | marks)
