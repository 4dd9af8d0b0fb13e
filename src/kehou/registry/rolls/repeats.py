"""What only the whole file shows: a pupil on two rows, and a column of numbers whose ends were lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kehou.registry.rolls.pupils import IdKind, PupilIdentity, RollRow
from kehou.registry.rolls.view import RowView

# A spreadsheet keeps 15 digits, so a whole column ends in 000 afterwards; one in eleven still passes the
# check digit. Where order codes start at a hundred, a few in a hundred rightly end so.
_LOST_ENDING = "000"
_LEAST_LOST = 3
_LOST_ONE_IN = 4
_COLUMNS = {"id": "id_number", "roll": "roll_number", "who": "name"}


@dataclass(slots=True)
class Judged:
    """A row after it was judged by itself: ``alone`` is what it would be accepted as, or None."""

    view: RowView
    identity: PupilIdentity
    alone: RollRow | None


def refuse_truncated_column(judged: Sequence[Judged]) -> None:
    """Refuse identity numbers that end in 000 where so many in one file do that the column lost its ends."""
    numbered = [entry for entry in judged if entry.identity.id_number and _is_card(entry)]
    ending = [entry for entry in numbered if entry.identity.id_number.endswith(_LOST_ENDING)]
    if len(ending) < _LEAST_LOST or len(ending) * _LOST_ONE_IN < len(numbered):
        return
    for entry in ending:
        entry.view.refuse("id_number", "id_column_lost_digits", count=len(ending))


def _is_card(entry: Judged) -> bool:
    return entry.identity.id_kind is IdKind.IDENTITY_CARD


def refuse_repeats(judged: Sequence[Judged]) -> None:
    """Keep the first of rows that say the same of one pupil; refuse all rows that differ about one."""
    by_key: dict[str, list[Judged]] = defaultdict(list)
    for entry in judged:
        for key in entry.alone.match_keys() if entry.alone else entry.identity.match_keys():
            by_key[key].append(entry)
    reported: set[int] = set()
    for key, entries in by_key.items():
        if len(entries) > 1 and not reported.issuperset(entry.view.row for entry in entries):
            _refuse(_COLUMNS[key.partition(":")[0]], entries)
            reported.update(entry.view.row for entry in entries)


def _refuse(column: str, entries: list[Judged]) -> None:
    said = {(entry.alone.identity, entry.alone.pupil) if entry.alone else None for entry in entries}
    same = len(said) == 1 and None not in said
    first, second = entries[0], entries[1]
    for entry in entries[1:] if same else entries:
        other = second if entry is first else first
        entry.view.refuse(column, "repeats_row" if same else "contradicts_row", other_row=other.view.row)
