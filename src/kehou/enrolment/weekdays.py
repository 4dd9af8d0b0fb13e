"""The groups of a large school, one weekday at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kehou.enrolment.public import GroupInfo
from kehou.enrolment.wording import DAYS
from kehou.platform.ui.pieces import Link

MOST_AT_ONCE = 40


def one_day(groups: Sequence[GroupInfo], asked: str) -> tuple[list[GroupInfo], list[Link]]:
    """The groups of the weekday that was asked for, else the first one; and the way to each weekday.

    Where all of them read at a glance, all of them and no ways.
    """
    if len(groups) <= MOST_AT_ONCE:
        return list(groups), []
    counts = Counter(group.weekday for group in groups)
    chosen = int(asked) if asked.isdecimal() and int(asked) in counts else min(counts)
    links = [
        Link(DAYS[day], f"?day={day}", current=day == chosen, count=counts[day]) for day in sorted(counts)
    ]
    return [group for group in groups if group.weekday == chosen], links
