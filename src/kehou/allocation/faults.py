"""What is wrong with an input, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the row (``pupils/K7``), the field (``wishes/mon``), a stable code and what was found."""

    row: str
    field: str
    code: str
    found: str = ""

    def __str__(self) -> str:
        place = f"{self.row} {self.field}".strip()
        return f"{place}: {self.code}" + (f" ({self.found})" if self.found else "")


class UnusableInput(ValueError):
    """The input cannot be drawn. Carries every fault that was found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(str(fault) for fault in self.faults))
