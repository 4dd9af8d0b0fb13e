"""SHA-256 over lines of text, so that anyone can repeat it with a command of their system."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

FORMAT = "kehou-draw/1"
BITS = 64  # a lottery number is the first 64 bits of a hash
MODULUS = 1 << BITS


def line_hash(*lines: str) -> str:
    """The hash, in hexadecimal, of the format's name and the lines, joined by line feeds."""
    return sha256("\n".join((FORMAT, *lines)).encode()).hexdigest()


def numbering(label: str, seed: str) -> Callable[[str], int]:
    """A function from a code to its lottery number, 0 up to MODULUS: the start of ``line_hash``."""
    start = sha256("\n".join((FORMAT, label, seed, "")).encode())

    def number(code: str) -> int:
        state = start.copy()
        state.update(code.encode())
        return int.from_bytes(state.digest()[: BITS // 8], "big")

    return number
