"""Reading a roll from comma- or tab-separated text in UTF-8 or GB18030."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kehou.registry.rolls.picking import SheetRows
from kehou.registry.rolls.refusals import unreadable
from kehou.registry.rolls.table import RollKind, RollTable

_SEPARATORS = ",\t;|"
_ENCODINGS = ("utf-8-sig", "gb18030")


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8 (with or without its mark) or else GB18030. Raises UnableToReadRoll."""
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise unreadable("text_encoding")


def _separator(text: str) -> str:
    head = text[:8_000]
    return max(_SEPARATORS, key=head.count)


def _rows(text: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        yield from reader
    except csv.Error as error:
        raise unreadable("broken_text", line=reader.line_num) from error


def read_text(data: bytes, kind: RollKind) -> RollTable:
    """The table in a text file. Raises UnableToReadRoll."""
    sheet = SheetRows(_rows(decoded(data)), kind)
    if sheet.layout is None:
        raise unreadable("heading_not_found")
    return RollTable(kind, sheet.layout, tuple(sheet.pupils(sheet.layout)))
