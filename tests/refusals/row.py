"""One line of a refusal table.

A process has one module here, ``process_NN.py``, whose ``ROWS`` list what it turns away, in the order of
its steps. ``tests/house/test_refusals.py`` holds that each proof exists, goes through a service or a page,
and that the proofs of a row together cite all its clauses.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """What happens to the attempt."""

    REFUSED = "R"
    WARNED = "W"
    CASE = "C"


@dataclass(frozen=True, slots=True)
class Row:
    """What is attempted, how it is met, the statements it is met with, and the tests that prove it.

    A proof is written as pytest names it, from the top folder: ``tests/db/plans/test_x.py::test_y``, and for
    one case of a parametrised test ``::test_y[case]``. ``awaits`` names the folder of ``src/kehou`` that will
    prove a row that has no proof yet.
    """

    attempt: str
    levels: frozenset[Level]
    clauses: tuple[str, ...]
    proofs: tuple[str, ...] = ()
    awaits: str = ""


def row(attempt: str, levels: str, clauses: str, *proofs: str, awaits: str = "") -> Row:
    """A row with its levels as letters (``"R"``, ``"RC"``) and its clauses parted by blanks."""
    return Row(attempt, frozenset(map(Level, levels)), tuple(clauses.split()), proofs, awaits)
