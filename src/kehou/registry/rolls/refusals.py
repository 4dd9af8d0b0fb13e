"""The refusal of a whole file, before any row is judged."""

from __future__ import annotations

from kehou.kernel.verdict import Modality, UnableTo, Verdict


class UnableToReadRoll(UnableTo):
    """A file cannot be read as a roll. The reason codes are worded in ``wording.FILE_REASONS``."""


def unreadable(reason: str, **facts: object) -> UnableToReadRoll:
    """The error for a file that is refused: who is on the roll decides who may be served (A3.3)."""
    return UnableToReadRoll(
        [Verdict("A3.3", reason, met=False, modality=Modality.MUST, subject="file", facts=facts)]
    )
