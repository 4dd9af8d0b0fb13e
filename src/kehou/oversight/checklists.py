"""What a visit looks at: what the school's open signals point to, then what is always looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from kehou.rulebook.hunan_2024.register import REGISTER

ALWAYS = ("A2.2", "A5.11", "A7.10", "A9.13", "A9.25", "A10.6", "A10.8", "A11.8", "A12.1")


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of a checklist: a statement in our own words, and the signal that points to it."""

    clause: str
    text: str
    signal: str = ""


def checklist(signals: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Lines for a visit from (clause, signal) pairs and the statements that are always looked at.

    Each statement is looked at once, however many signals point to it; the first one is named.
    """
    pointed: dict[str, str] = {}
    for clause, signal in signals:
        pointed.setdefault(clause, signal)
    lines = [_line(clause, signal) for clause, signal in pointed.items()]
    lines += [_line(clause, "") for clause in ALWAYS if clause not in pointed]
    return [asdict(line) for line in lines]


def _line(clause: str, signal: str) -> CheckLine:
    return CheckLine(clause, REGISTER[clause].text, signal)
