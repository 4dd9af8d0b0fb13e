"""What the nation asks of every pack, and which statements of a pack carry it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from kehou.rulebook.engine.packaged import packaged_toml

NATION = "kehou.rulebook.nation"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One demand of a document of the nation, in our own words, from a day on."""

    key: str
    text: str
    source: str
    first_date: date


@cache
def requirements() -> tuple[Requirement, ...]:
    """All demands of the nation, in the order of their file."""
    rows = packaged_toml(NATION, "requirements.toml")
    return tuple(Requirement(key, row["text"], row["source"], row["first_date"]) for key, row in rows.items())


def carried_by(package: str) -> dict[str, tuple[str, ...]]:
    """By demand, the statements that a pack's ``nation.toml`` names for it."""
    return {key: tuple(clauses) for key, clauses in packaged_toml(package, "nation.toml").items()}
