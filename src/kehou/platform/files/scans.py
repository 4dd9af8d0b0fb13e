"""Scans and photographs that people hand in as proof: told apart by content, never by name."""

from __future__ import annotations

from dataclasses import dataclass

_SIGNS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan or photograph as it was handed in."""

    content: bytes
    name: str

    @property
    def kind(self) -> str | None:
        """The media type of a PDF, JPEG or PNG; None for anything else."""
        return next((kind for sign, kind in _SIGNS.items() if self.content.startswith(sign)), None)
