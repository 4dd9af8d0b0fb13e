"""The children of a large school's gate, one grade at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kehou.delivery.facts import ChildDay
from kehou.platform.ui.pieces import Link
from kehou.platform.ui.wording import grade_label
from kehou.registry.public import PupilInfo

MOST_AT_ONCE = 200
Waiting = tuple[PupilInfo, ChildDay]


def one_grade(waiting: Sequence[Waiting], asked: str) -> tuple[list[Waiting], list[Link]]:
    """The children of the grade that was asked for, else of the first one; and the way to each grade.

    Where all of them fit on the small screen, all of them and no ways.
    """
    if len(waiting) <= MOST_AT_ONCE:
        return list(waiting), []
    counts = Counter(pupil.grade for pupil, _ in waiting)
    chosen = int(asked) if asked.isdecimal() and int(asked) in counts else min(counts)
    links = [
        Link(grade_label(grade), f"?grade={grade}", current=grade == chosen, count=counts[grade])
        for grade in sorted(counts)
    ]
    return [row for row in waiting if row[0].grade == chosen], links
