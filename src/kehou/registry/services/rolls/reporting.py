"""The report of an examination, which the preview shows. It names pupils: it lies sealed and expires."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from kehou.registry.rolls import Change, IncomingRow, RollCheck
from kehou.registry.rolls.columns import headings_for
from kehou.registry.rolls.view import RowNote
from kehou.registry.rolls.wording import say, say_ignored, say_missing
from kehou.registry.services.rolls.classes import class_name
from kehou.registry.services.rolls.examining import Examination

MOST_SHOWN = 500
_NOT_SHOWN = "（不显示）"
_GROUP_FIELDS = frozenset(
    {"left_behind", "migrant", "disability", "inclusive", "orphan", "aid", "circumstances"}
)
_FIELD_LABELS = {
    "name": "姓名",
    "sex": "性别",
    "birth_date": "出生日期",
    "schooling.grade": "年级",
    "schooling.class_label": "班级",
    "circumstances.boarding": "就读方式",
    "circumstances.bus": "乘坐校车",
    "circumstances.travel": "上下学方式",
    "guardians": "家庭成员",
}
_OTHER_FIELD = "优先情形"


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One thing about one row of the file: where, what stands there, and the sentence about it."""

    row: int
    column: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PupilLine:
    """One row of the file by its pupil; ``detail`` is the class or what changes."""

    row: int
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class RollReport:
    """What came of examining a file. Lists hold at most ``MOST_SHOWN`` lines; ``counts`` are whole.

    ``leavers`` are ids: their names are opened when the page is shown.
    """

    counts: dict[str, int]
    missing: str
    ignored: tuple[str, ...]
    refused: tuple[NoteLine, ...]
    remarks: tuple[NoteLine, ...]
    new: tuple[PupilLine, ...]
    changed: tuple[PupilLine, ...]
    returned: tuple[PupilLine, ...]
    elsewhere: tuple[PupilLine, ...]
    unclear: tuple[PupilLine, ...]
    leavers: tuple[str, ...]
    shared_phone_rows: tuple[int, ...]
    staff_phone_rows: tuple[int, ...]


def report_of(found: Examination) -> RollReport:
    """The report of an examination."""
    check, proposal = found.check, found.proposal
    return RollReport(
        counts=counts_of(found),
        missing=say_missing(check.missing) if check.missing else "",
        ignored=tuple(map(say_ignored, check.ignored_columns)),
        refused=_notes(check, check.refused),
        remarks=_notes(check, check.remarks),
        new=_pupils(found, proposal.new),
        changed=_changes(proposal.changed),
        returned=_pupils(found, (change.incoming for change in proposal.returned)),
        elsewhere=_pupils(found, proposal.elsewhere),
        unclear=_pupils(found, proposal.unclear),
        leavers=tuple(map(str, proposal.leavers_proposed[:MOST_SHOWN])),
        shared_phone_rows=tuple(
            sorted({row for shared in found.families.shared_phones for row in shared.rows})
        )[:MOST_SHOWN],
        staff_phone_rows=found.families.staff_phone_rows[:MOST_SHOWN],
    )


def counts_of(found: Examination) -> dict[str, int]:
    """How many rows and pupils of each kind."""
    proposal = found.proposal
    return {
        "rows": found.check.counts.rows,
        "accepted": found.check.counts.accepted,
        "refused": found.check.counts.refused,
        "new": len(proposal.new),
        "changed": len(proposal.changed),
        "same": len(proposal.same),
        "returned": len(proposal.returned),
        "elsewhere": len(proposal.elsewhere),
        "unclear": len(proposal.unclear),
        "leavers": len(proposal.leavers_proposed),
    }


def written(report: RollReport) -> bytes:
    """A report as it is stored."""
    return json.dumps(asdict(report), ensure_ascii=False).encode()


def read(content: bytes) -> RollReport:
    """A stored report."""
    said: dict[str, Any] = json.loads(content)
    kinds = {"refused": NoteLine, "remarks": NoteLine} | dict.fromkeys(
        ("new", "changed", "returned", "elsewhere", "unclear"), PupilLine
    )
    lines = {name: tuple(kind(**line) for line in said[name]) for name, kind in kinds.items()}
    plain = ("ignored", "leavers", "shared_phone_rows", "staff_phone_rows")
    return RollReport(**(said | lines | {name: tuple(said[name]) for name in plain}))


def _notes(check: RollCheck, notes: Iterable[RowNote]) -> tuple[NoteLine, ...]:
    field_of = headings_for(check.kind).field_of
    shown = (
        replace(note, value_shown=_NOT_SHOWN) if field_of(note.column) in _GROUP_FIELDS else note
        for note in list(notes)[:MOST_SHOWN]
    )
    return tuple(NoteLine(note.row, note.column, note.value_shown, say(note)) for note in shown)


def _pupils(found: Examination, arrivals: Iterable[IncomingRow]) -> tuple[PupilLine, ...]:
    rows = [found.rows[arrival.row.row] for arrival in arrivals][:MOST_SHOWN]
    return tuple(PupilLine(row.row, row.pupil.name, class_name(row.pupil.schooling)) for row in rows)


def _changes(changes: Iterable[Change]) -> tuple[PupilLine, ...]:
    return tuple(
        PupilLine(change.incoming.row.row, change.incoming.row.pupil.name, _fields(change.fields))
        for change in list(changes)[:MOST_SHOWN]
    )


def _fields(fields: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(_FIELD_LABELS.get(field, _OTHER_FIELD) for field in fields))
