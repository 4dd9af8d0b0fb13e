"""Many values as one text that PostgreSQL reads as an array: the cheapest way to hand it many rows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache


def array_of(values: Iterable[object]) -> str:
    """An array of numbers, ids or moments, whose text needs no quotes."""
    return f"{{{','.join(map(str, values))}}}"


def texts(values: Iterable[str]) -> str:
    """An array of texts, whatever stands in them."""
    return f"{{{','.join(map(_quoted, values))}}}"


@lru_cache(maxsize=4_096)
def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
