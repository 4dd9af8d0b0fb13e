"""From a table to accepted rows and refused ones, each refusal with its place and reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kehou.registry.rolls.circumstances import read_circumstances
from kehou.registry.rolls.class_names import ALL_GRADES
from kehou.registry.rolls.cleaning import compact
from kehou.registry.rolls.columns import missing_fields
from kehou.registry.rolls.context import RollContext
from kehou.registry.rolls.guardians import read_guardians
from kehou.registry.rolls.identity import Person, read_person
from kehou.registry.rolls.names import read_name
from kehou.registry.rolls.pupils import PupilContent, RollRow, Schooling
from kehou.registry.rolls.repeats import Judged, refuse_repeats, refuse_truncated_column
from kehou.registry.rolls.schooling import read_schooling
from kehou.registry.rolls.table import Cell, IgnoredColumn, RollColumn, RollKind, RollTable
from kehou.registry.rolls.view import RowRefusal, RowRemark, RowView


@dataclass(frozen=True, slots=True)
class RollCounts:
    """How many rows name a pupil, and what became of them."""

    rows: int
    accepted: int
    refused: int


@dataclass(frozen=True, slots=True)
class RollCheck:
    """The outcome of checking one file.

    Every row of the table is either in ``accepted`` or named by at least one of ``refused``, unless
    ``missing`` names required columns (choices of labels): then no row is judged. ``originals`` holds the
    cells of refused rows under ``headings``, for the list that goes back to the school; ``refused_keys`` the
    keys of their pupils where a number could be read, so that a refused pupil is not taken for a leaver.
    """

    kind: RollKind
    accepted: tuple[RollRow, ...]
    refused: tuple[RowRefusal, ...]
    remarks: tuple[RowRemark, ...]
    ignored_columns: tuple[IgnoredColumn, ...]
    missing: tuple[tuple[str, ...], ...]
    counts: RollCounts
    headings: tuple[str, ...]
    originals: Mapping[int, tuple[Cell, ...]]
    refused_keys: frozenset[str]


def check_roll(
    table: RollTable,
    *,
    school_code: str,
    term_first_day: date,
    grades: frozenset[int] = ALL_GRADES,
    extra_regions: frozenset[str] = frozenset(),
) -> RollCheck:
    """Judge every row of a table for one school and term (A3.3). Pure; never raises for what a file holds.

    ``school_code`` is the school's code in the register, ``grades`` those it runs, ``extra_regions``
    six-digit region codes that count beyond the national table.
    """
    missing = missing_fields(table.kind, table.layout.fields)
    context = RollContext(table.kind, school_code, term_first_day, grades, extra_regions)
    judged = [] if missing else list(_judged(table, context))
    refuse_truncated_column(judged)
    refuse_repeats(judged)
    accepted = tuple(entry.alone for entry in judged if entry.alone and not entry.view.refusals)
    refused = tuple(refusal for entry in judged for refusal in entry.view.refusals)
    refused_rows = {refusal.row for refusal in refused}
    accepted_rows = {row.row for row in accepted}
    return RollCheck(
        kind=table.kind,
        accepted=accepted,
        refused=refused,
        remarks=tuple(note for entry in judged for note in entry.view.remarks if note.row in accepted_rows),
        ignored_columns=table.layout.ignored,
        missing=missing,
        counts=RollCounts(len(table.rows), len(accepted), len(refused_rows)),
        headings=tuple(column.heading for column in table.layout.columns),
        originals={row.row: row.cells for row in table.rows if row.row in refused_rows},
        refused_keys=frozenset(
            key for entry in judged if entry.view.refusals for key in entry.identity.match_keys()
        ),
    )


def _judged(table: RollTable, context: RollContext) -> Iterator[Judged]:
    columns = _by_field(table.layout.columns)
    for row in table.rows:
        view = RowView(row, columns)
        person = read_person(view, context)
        yield Judged(view, person.identity, _row(view, context, row.row, person))


def _by_field(columns: tuple[RollColumn, ...]) -> dict[str, tuple[int, RollColumn]]:
    return {column.field: (place, column) for place, column in enumerate(columns)}


def _row(view: RowView, context: RollContext, number: int, person: Person) -> RollRow | None:
    _check_school(view, context)
    name = read_name(view, "name")
    if not name:
        view.refuse("name", "name_missing")
    schooling = read_schooling(view, context, person.birth_date)
    content = _content(view, name, person, schooling)
    return RollRow(number, person.identity, content) if content and not view.refusals else None


def _check_school(view: RowView, context: RollContext) -> None:
    if not view.has("school_code"):
        return
    code = compact(view.text("school_code"))
    if not code:
        view.refuse("school_code", "school_missing", school_code=context.school_code)
    elif code != context.school_code:
        view.refuse("school_code", "school_other", school_code=context.school_code)


def _content(view: RowView, name: str, person: Person, schooling: Schooling | None) -> PupilContent | None:
    circumstances = read_circumstances(view)
    guardians = read_guardians(view)
    if schooling is None or person.sex is None or person.birth_date is None:
        return None
    return PupilContent(name, person.sex, person.birth_date, schooling, circumstances, guardians)
