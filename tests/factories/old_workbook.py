"""A workbook of the old format (.xls), as small as it can be: one sheet of texts and numbers."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import Any

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_LEAST_STREAM = 4096  # a shorter stream would live in another chain


def xls_of(cells: Iterable[Sequence[Any]]) -> bytes:
    """A compound file whose stream is a workbook of one sheet."""
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for line, row in enumerate(cells):
        sheet += b"".join(_cell(line, column, value) for column, value in enumerate(row) if value != "")
    sheet += _record(0x000A, b"")
    name = "名册".encode("utf-16-le")
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + _record(
        0x0042, struct.pack("<H", 1200)
    )
    bound = 4 + 8 + len(name)
    end = _record(0x000A, b"")
    offset = len(start) + bound + len(end)
    heading = _record(0x0085, struct.pack("<IBBBB", offset, 0, 0, 2, 1) + name)
    return _compound(start + heading + end + sheet)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _cell(row: int, column: int, value: str | int | float) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, (int, float)):
        return _record(0x0203, place + struct.pack("<d", value))
    text = value.encode("utf-16-le")
    return _record(0x0204, place + struct.pack("<HB", len(text) // 2, 1) + text)


def _compound(stream: bytes) -> bytes:
    stream = stream.ljust(_LEAST_STREAM, b"\x00")
    count = -(-len(stream) // _SECTOR)
    assert count + 2 <= _SECTOR // 4, "one table sector holds the chain"
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    chain = [_TABLE, _END, *range(3, count + 2), _END]
    table = b"".join(struct.pack("<I", link) for link in chain)
    directory = _entry("Root Entry", 5, _END, 0, child=1) + _entry("Workbook", 2, 2, len(stream))
    return (
        header
        + table.ljust(_SECTOR, b"\xff")
        + directory.ljust(_SECTOR, b"\x00")
        + stream.ljust(count * _SECTOR, b"\x00")
    )


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\x00\x00"
    entry = text.ljust(64, b"\x00") + struct.pack("<HBBIII", len(text), kind, 1, _FREE, _FREE, child)
    return entry + bytes(36) + struct.pack("<IQ", start, size)
