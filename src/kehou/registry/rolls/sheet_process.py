"""The process that opens an uploaded workbook, with little memory and time, and prints what it may keep.

Run as ``python -m kehou.registry.rolls.sheet_process KIND BYTES`` with the file on standard input. Prints
lines of JSON: the layout or a refusal first, then a list for each row, then the number of rows.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Sequence
from typing import TextIO

import python_calamine

from kehou.kernel.limits import MAX_SHEETS_SEARCHED, SHEET_READER_CPU_SECONDS
from kehou.registry.rolls.picking import SheetRows
from kehou.registry.rolls.refusals import UnableToReadRoll, unreadable
from kehou.registry.rolls.table import Layout, RollKind


def _limit(resource_kind: int, amount: int) -> None:
    resource.setrlimit(resource_kind, (amount, amount))


def confine(memory_bytes: int) -> None:
    """Bind this process: memory, processor time, no files written, no core dump."""
    _limit(resource.RLIMIT_AS, memory_bytes)
    _limit(resource.RLIMIT_CPU, SHEET_READER_CPU_SECONDS)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)


def _sheet_with_roll(data: bytes, kind: RollKind) -> tuple[SheetRows, Layout]:
    workbook = python_calamine.load_workbook(io.BytesIO(data))
    for name in workbook.sheet_names[:MAX_SHEETS_SEARCHED]:
        rows = SheetRows(workbook.get_sheet_by_name(name).iter_rows(), kind)
        if rows.layout is not None:
            return rows, rows.layout
    raise unreadable("heading_not_found")


def print_roll(data: bytes, kind: RollKind, out: TextIO) -> None:
    """Print the layout, the rows and their number. Raises UnableToReadRoll, also amid the rows."""
    sheet, layout = _sheet_with_roll(data, kind)
    columns = [[column.field, column.heading, column.place] for column in layout.columns]
    ignored = [[column.heading, column.why.value] for column in layout.ignored]
    heading = {"heading_row": layout.heading_row, "columns": columns, "ignored": ignored}
    out.write(json.dumps(heading) + "\n")
    count = 0
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
    for row in sheet.pupils(layout):
        out.write(encode([row.row, *row.cells]) + "\n")
        count += 1
    out.write(json.dumps({"rows": count}) + "\n")


def main(arguments: Sequence[str]) -> int:
    """Read one workbook from standard input within the given number of bytes of memory."""
    kind, memory_bytes = RollKind(arguments[0]), int(arguments[1])
    confine(memory_bytes)
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n")
    try:
        print_roll(sys.stdin.buffer.read(), kind, out)
    except UnableToReadRoll as error:
        verdict = error.verdicts[0]
        out.write(json.dumps({"refused": verdict.reason, "facts": dict(verdict.facts)}) + "\n")
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
