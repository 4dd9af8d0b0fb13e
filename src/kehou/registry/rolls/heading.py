"""Finding the heading of a roll among the first rows of a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from kehou.kernel.limits import MAX_ROLL_COLUMNS
from kehou.registry.rolls.cleaning import plain
from kehou.registry.rolls.columns import Headings, headings_for, normal_heading
from kehou.registry.rolls.refusals import unreadable
from kehou.registry.rolls.table import Cell, IgnoredColumn, Layout, RollColumn, RollKind, WhyIgnored

HEADING_SEARCHED_ROWS = 20
_LEAST_KNOWN_HEADINGS = 3
_LONGEST_HEADING = 60


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [plain(cell)[:_LONGEST_HEADING] for cell in cells]


def _filled(cells: Sequence[str]) -> list[str]:
    """A merged row of group headings, each group's words carried to its right."""
    filled: list[str] = []
    for cell in cells:
        filled.append(cell or (filled[-1] if filled else ""))
    return filled


def _with_groups(headings: list[str], above: Sequence[str], known: Headings) -> list[str]:
    """Headings joined with the group above them where only the two together are known (成员1 + 姓名)."""
    groups = _filled(above)
    joined = []
    for place, heading in enumerate(headings):
        both = groups[place] + heading if place < len(groups) else ""
        joined.append(both if both and known.is_known(both) else heading)
    return joined


def _score(headings: list[str], known: Headings) -> int:
    if "name" not in map(known.field_of, headings):
        return 0
    return sum(known.is_known(heading) for heading in headings if heading)


def find_layout(rows: Sequence[Sequence[Cell]], kind: RollKind) -> Layout | None:
    """The layout of the row that looks most like a roll's heading among the first rows, or None.

    Title rows above it are skipped. Raises UnableToReadRoll where the heading is too wide.
    """
    known = headings_for(kind)
    best, best_score = None, _LEAST_KNOWN_HEADINGS - 1
    above: list[str] = []
    for number, cells in enumerate(rows[:HEADING_SEARCHED_ROWS], start=1):
        texts = _texts(cells)
        headings = _with_groups(texts, above, known)
        score = _score(headings, known)
        if score > best_score:
            best, best_score = (number, headings), score
        above = texts
    return _layout(*best, known) if best else None


def _layout(number: int, headings: list[str], known: Headings) -> Layout:
    if sum(map(bool, headings)) > MAX_ROLL_COLUMNS:
        raise unreadable("too_many_columns", limit=MAX_ROLL_COLUMNS)
    columns: dict[str, RollColumn] = {}
    ignored: list[IgnoredColumn] = []
    for place, heading in enumerate(headings):
        field = known.field_of(heading)
        if field is not None and field not in columns:
            columns[field] = RollColumn(field, heading, place)
        elif heading and normal_heading(heading) not in known.own:
            ignored.append(IgnoredColumn(heading, _why(heading, field, known)))
    return Layout(number, tuple(columns.values()), tuple(ignored))


def _why(heading: str, field: str | None, known: Headings) -> WhyIgnored:
    if field is not None:
        return WhyIgnored.REPEATED
    return WhyIgnored.NOT_ALLOWED if known.is_known(heading) else WhyIgnored.UNKNOWN
