"""Reading a roll from an Excel workbook, in a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import kehou
from kehou.kernel.limits import (
    SHEET_READER_BASE_BYTES,
    SHEET_READER_MAX_BYTES,
    SHEET_READER_WALL_SECONDS,
)
from kehou.registry.rolls.refusals import unreadable
from kehou.registry.rolls.table import (
    IgnoredColumn,
    Layout,
    RollColumn,
    RollKind,
    RollTable,
    SheetRow,
    WhyIgnored,
)

_PROCESS = "kehou.registry.rolls.sheet_process"
_LONGEST_SHARED_TEXT = 12


def memory_for(unpacked_bytes: int) -> int:
    """The address space that reading a workbook of a claimed size is given."""
    return min(SHEET_READER_BASE_BYTES + 5 * unpacked_bytes // 2, SHEET_READER_MAX_BYTES)


def read_workbook(data: bytes, kind: RollKind, *, memory_bytes: int) -> RollTable:
    """The table in a workbook, read within an amount of memory.

    Raises UnableToReadRoll, also where the reader crashed or ran out of memory or time.
    """
    command = [sys.executable, "-X", "utf8", "-m", _PROCESS, kind.value, str(memory_bytes)]
    with subprocess.Popen(  # noqa: S603  (our own interpreter and module, no shell)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    ) as process:
        watch = threading.Timer(SHEET_READER_WALL_SECONDS, process.kill)
        watch.start()
        try:
            return _converse(process, data, kind)
        finally:
            watch.cancel()
            process.kill()


def _environment() -> dict[str, str]:
    """As little as the reader needs: nothing of the site's settings and secrets goes along."""
    package_root = str(Path(kehou.__file__).resolve().parents[1])
    return {"PYTHONPATH": package_root, "PATH": os.defpath}


def _converse(process: subprocess.Popen[bytes], data: bytes, kind: RollKind) -> RollTable:
    if process.stdin is None or process.stdout is None:
        raise unreadable("reader_failed")
    _send(process.stdin, data)
    lines = _lines(process.stdout)
    layout = _layout(next(lines, None))
    return RollTable(kind, layout, tuple(received_rows(lines, len(layout.columns))))


def _send(stdin: IO[bytes], data: bytes) -> None:
    """Hand the file over; a reader that is gone already shows by its silence."""
    with contextlib.suppress(BrokenPipeError):
        try:
            stdin.write(data)
        finally:
            stdin.close()


def _lines(stdout: IO[bytes]) -> Iterator[Any]:
    try:
        yield from map(json.loads, stdout)
    except ValueError:
        raise unreadable("reader_failed") from None


def _layout(heading: dict[str, Any] | None) -> Layout:
    if heading is None:
        raise unreadable("reader_failed")
    if "refused" in heading:
        raise unreadable(heading["refused"], **heading["facts"])
    return Layout(
        heading["heading_row"],
        tuple(RollColumn(*column) for column in heading["columns"]),
        tuple(IgnoredColumn(text, WhyIgnored(why)) for text, why in heading["ignored"]),
    )


def received_rows(lines: Iterator[Any], width: int) -> Iterator[SheetRow]:
    """The rows that the reader prints, short texts shared.

    Raises UnableToReadRoll where the stream breaks off: it is a failure, never a shorter roll.
    """
    shared: dict[str, str] = {}
    for count, line in enumerate(lines):
        if isinstance(line, dict):
            _check_end(line, count)
            return
        yield SheetRow(line[0], tuple(_shared(cell, shared) for cell in line[1 : width + 1]))
    raise unreadable("reader_failed")


def _check_end(line: dict[str, Any], count: int) -> None:
    if "refused" in line:
        raise unreadable(line["refused"], **line["facts"])
    if line.get("rows") != count:
        raise unreadable("reader_failed")


def _shared(cell: Any, shared: dict[str, str]) -> Any:
    if isinstance(cell, str) and len(cell) <= _LONGEST_SHARED_TEXT:
        return shared.setdefault(cell, cell)
    return cell
