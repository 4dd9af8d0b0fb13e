"""The one byte form of a value, so that equal content has equal hashes in any implementation."""

from __future__ import annotations

import json
from hashlib import sha256


def canonical(value: object) -> bytes:
    """JSON in UTF-8 without spaces, keys in order of code points, whole numbers only.

    Raises TypeError for what JSON cannot hold, and for floating point.
    """
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(value: object) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return sha256(canonical(value)).hexdigest()


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("a canonical form holds whole numbers only")
    if isinstance(value, dict):
        for part in value.values():
            _refuse_floats(part)
    elif isinstance(value, list | tuple):
        for part in value:
            _refuse_floats(part)
