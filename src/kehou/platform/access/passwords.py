"""First passwords: made at random, shown once, handed over in person, never kept."""

from __future__ import annotations

import secrets

# Without signs that are read wrongly from paper.
_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 12


def first_password() -> str:
    """A password for somebody who changes it at once."""
    return "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
