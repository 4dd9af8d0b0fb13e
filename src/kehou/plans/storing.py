"""Verdicts as they are kept beside a decision, and read again."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from kehou.kernel.fen import Fen
from kehou.kernel.verdict import Effect, Modality, Verdict


def verdicts_to_json(verdicts: Iterable[Verdict]) -> list[dict[str, Any]]:
    """Verdicts as plain JSON. Facts become what a page would show of them."""
    return [
        {
            "clause": verdict.clause,
            "reason": verdict.reason,
            "met": verdict.met,
            "modality": verdict.modality.value,
            "effect": verdict.effect.value,
            "subject": verdict.subject,
            "facts": {name: _plain(value) for name, value in verdict.facts.items()},
        }
        for verdict in verdicts
    ]


def verdicts_from_json(rows: Iterable[dict[str, Any]]) -> tuple[Verdict, ...]:
    """Stored verdicts again."""
    return tuple(
        Verdict(
            clause=row["clause"],
            reason=row["reason"],
            met=row["met"],
            modality=Modality(row["modality"]),
            effect=Effect(row["effect"]),
            subject=row["subject"],
            facts=row["facts"],
        )
        for row in rows
    )


def _plain(value: object) -> object:
    if isinstance(value, Fen):
        return f"{value.in_yuan()}元"
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, frozenset | tuple | list):
        return [_plain(item) for item in value]
    return str(value)
