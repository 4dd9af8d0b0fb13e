"""Keys of courses, slots and other parts: given once, the same over all versions."""

from __future__ import annotations

import secrets


def new_key() -> str:
    """A short key that no other part of a plan has, but for a chance of one in billions."""
    return secrets.token_hex(5)
