"""The program that anyone can check a draw with, and its hash, which is published before the draw."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

NAME = "verify_draw.py"


@cache
def verifier() -> bytes:
    """The stand-alone program, byte by byte as it is handed out."""
    return files(__package__).joinpath(NAME).read_bytes()


@cache
def code_hash() -> str:
    """Its SHA-256 in hexadecimal, for the lottery."""
    return sha256(verifier()).hexdigest()
