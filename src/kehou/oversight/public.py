"""What the desk and the public site may ask of oversight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kehou.kernel.actor import Actor
from kehou.oversight.access import SEE_CASE
from kehou.oversight.queries.cases import case_rows

__all__ = ["CaseLoad", "case_load"]


@dataclass(frozen=True, slots=True)
class CaseLoad:
    """How many cases are open at a desk, and how many of their deadlines have passed."""

    count: int
    overdue_count: int

    @property
    def count_text(self) -> str:
        """How many are open."""
        return f"{self.count}件正在办理"

    @property
    def overdue_text(self) -> str:
        """How many are late."""
        return f"{self.overdue_count}件已超期"


def case_load(viewer: Actor, *, today: date) -> CaseLoad | None:
    """The open cases that the viewer works on; None for who works on none."""
    if not SEE_CASE.open_to(viewer):
        return None
    rows = case_rows(viewer)
    return CaseLoad(len(rows), sum(row.due_date is not None and row.due_date < today for row in rows))
