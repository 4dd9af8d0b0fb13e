"""The one byte form of a value, so that equal content has equal hashes in any implementation."""

from __future__ import annotations

import json
from hashlib import sha256


def canonical(value: object) -> bytes:
    """JSON in UTF-8 without spaces, keys in order of code points. Values hold whole numbers only."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(value: object) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return sha256(canonical(value)).hexdigest()
