"""Duties as a desk lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kehou.platform.duties.models import Duty
from kehou.platform.ui.wording import article_number
from kehou.registry.public import rest_until

PAGES = {
    "accept_case": "cases",
    "account_final": "ledgers",
    "account_preliminary": "ledgers",
    "answer_brief": "corrections",
    "answer_findings": "corrections",
    "answer_objection": "notices",
    "answer_signal": "signals",
    "closing.resume": "ledgers",
    "confirm_list": "providers",
    "correct_violation": "corrections",
    "decide_case": "cases",
    "decide_person": "person-requests",
    "decide_use": "person-requests",
    "erase_former_pupils": "erasures",
    "explain_signal": "own-indicators",
    "hear_parents": "surveys",
    "receipt.reversal": "bills",
    "refund.late": "bills",
    "report_year": "years",
    "review_policy": "policies",
    "safety_check": "incidents",
    "safety_drill": "incidents",
    "safety_lesson": "incidents",
    "surplus_return": "ledgers",
    "wallet.differs": "bills",
}


@dataclass(frozen=True, slots=True)
class DutyRow:
    """Open duties of one kind and day; ``rest`` counts working days left, None for an unknown calendar."""

    kind: str
    clauses: tuple[str, ...]
    due_date: date | None
    rest: int | None
    count: int

    @property
    def page(self) -> str:
        """The name of the page on which it is discharged, where that is one page."""
        return PAGES.get(self.kind, "")


def duty_rows(duties: Iterable[Duty], *, today: date) -> list[DutyRow]:
    """Open duties with the days left, alike ones together; templates name their kinds with ``labelled``."""
    alike: dict[tuple[str, date | None], list[str]] = {}
    for duty in duties:
        alike.setdefault((duty.kind, duty.due_date), []).append(duty.clause)
    return [
        DutyRow(
            kind, tuple(sorted(set(clauses), key=article_number)), due, rest_until(due, today), len(clauses)
        )
        for (kind, due), clauses in alike.items()
    ]
