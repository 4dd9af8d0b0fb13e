"""How many children were present on a day, and how many left by the record (A10.8)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.delivery.facts import Attendance, Custody, Mark
from kehou.delivery.folding import fold_day
from kehou.delivery.models import StoredMark
from kehou.delivery.rolls import COLUMNS, mark_of


@dataclass(frozen=True, slots=True)
class GateCount:
    """One afternoon: the children whom a roll found present, and those of them who went home by a mark."""

    date: date
    present: int
    left: int


def gate_counts(school_id: UUID, term_id: UUID, *, first: date, past: date) -> tuple[GateCount, ...]:
    """The afternoons of some days on which anybody was present, with one query."""
    rows = StoredMark.objects.filter(
        school_id=school_id, term_id=term_id, day_date__gte=first, day_date__lt=past
    )
    marks: dict[date, list[Mark]] = defaultdict(list)
    for day, *columns in rows.values_list("day_date", *COLUMNS):
        marks[day].append(mark_of(tuple(columns)))
    counts = (_count(day, found) for day, found in sorted(marks.items()))
    return tuple(count for count in counts if count.present)


def _count(day: date, marks: list[Mark]) -> GateCount:
    fold = fold_day((), marks)
    present = {pupil for (_, pupil), state in fold.rolls.items() if state is Attendance.PRESENT}
    return GateCount(day, len(present), len(present & fold.in_state(Custody.HOME)))
