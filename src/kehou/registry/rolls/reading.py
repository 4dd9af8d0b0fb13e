"""From an uploaded file to a table of allowed columns."""

from __future__ import annotations

from kehou.registry.rolls.archive import unpacked_size
from kehou.registry.rolls.refusals import unreadable
from kehou.registry.rolls.sniffing import FileKind, sniff
from kehou.registry.rolls.table import RollKind, RollTable
from kehou.registry.rolls.text_file import read_text
from kehou.registry.rolls.workbook import memory_for, read_workbook

# The old format is not compressed; its reader keeps several copies.
_XLS_EXPANSION = 4


def read_roll(data: bytes, *, kind: RollKind) -> RollTable:
    """Read an uploaded roll: ``.xlsx``, ``.xls`` or separated text, told apart by content.

    Columns that may not be stored are dropped here and kept nowhere; ``layout.ignored`` names them.
    Raises UnableToReadRoll with one worded reason; hostile files end there too, never in a crash.
    """
    table = _read(data, kind)
    if not table.rows:
        raise unreadable("no_rows")
    return table


def _read(data: bytes, kind: RollKind) -> RollTable:
    match sniff(data):
        case FileKind.XLSX:
            return read_workbook(data, kind, memory_bytes=memory_for(unpacked_size(data)))
        case FileKind.XLS:
            return read_workbook(data, kind, memory_bytes=memory_for(_XLS_EXPANSION * len(data)))
        case FileKind.TEXT:
            return read_text(data, kind)
