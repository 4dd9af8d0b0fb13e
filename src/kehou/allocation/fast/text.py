"""Text of many rows at once: pieces of fixed width side by side, then the padding struck out.

A zero byte is padding. No code holds one (``kehou.allocation.checking``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from kehou.allocation.canonical import canonical

Pieces = npt.NDArray[np.bytes_]


def pieces(texts: Iterable[str]) -> Pieces:
    """Texts as one column, each padded to the longest."""
    found = np.array([text.encode() for text in texts], np.bytes_)
    return found if len(found) else np.empty(0, "S1")


def side_by_side(parts: Sequence[Pieces | bytes], rows: int) -> bytes:
    """The text of all rows, one after the other. A part is a column or what every row has there."""
    columns = [np.full(rows, part, f"S{len(part)}") if isinstance(part, bytes) else part for part in parts]
    table = np.zeros(rows, [(f"{place}", column.dtype) for place, column in enumerate(columns)])
    for place, column in enumerate(columns):
        table[f"{place}"] = column
    return table.tobytes().translate(None, b"\0")


def quoted(codes: Sequence[str]) -> list[str]:
    """Codes as JSON text. No code has control signs, so only quotes and backslashes are escaped."""
    every = "".join(codes)
    if '"' in every or "\\" in every:
        return [canonical(code).decode() for code in codes]
    return [f'"{code}"' for code in codes]
