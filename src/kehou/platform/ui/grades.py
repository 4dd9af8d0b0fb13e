"""The children of a large school on a page, one grade at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from kehou.platform.ui.pieces import Link
from kehou.platform.ui.wording import grade_label

MOST_AT_ONCE = 200
Row = TypeVar("Row")


def one_grade(
    rows: Sequence[Row], asked: str, *, grade_of: Callable[[Row], int]
) -> tuple[list[Row], list[Link]]:
    """The rows of the grade that was asked for, else of the first one; and the way to each grade.

    Where all of them fit on one page, all of them and no ways.
    """
    if len(rows) <= MOST_AT_ONCE:
        return list(rows), []
    counts = Counter(map(grade_of, rows))
    chosen = int(asked) if asked.isdecimal() and int(asked) in counts else min(counts)
    links = [
        Link(grade_label(grade), f"?grade={grade}", current=grade == chosen, count=counts[grade])
        for grade in sorted(counts)
    ]
    return [row for row in rows if grade_of(row) == chosen], links
