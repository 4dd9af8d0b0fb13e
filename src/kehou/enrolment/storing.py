"""Verdicts as they are kept beside a draw."""

from __future__ import annotations

from collections.abc import Iterable

from kehou.kernel.verdict import Verdict


def verdicts_to_json(verdicts: Iterable[Verdict]) -> list[dict[str, object]]:
    """Verdicts as plain JSON, without the parts judged: those would name pupils."""
    return [
        {"clause": each.clause, "reason": each.reason, "met": each.met, "effect": each.effect.value}
        for each in verdicts
    ]
