"""Duties as a desk lists them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kehou.platform.duties.models import Duty
from kehou.platform.ui.wording import rest_of_working_days
from kehou.registry.public import holiday_calendar

PAGES = {
    "accept_case": "cases",
    "answer_brief": "corrections",
    "answer_findings": "corrections",
    "answer_objection": "notices",
    "answer_signal": "signals",
    "confirm_list": "providers",
    "correct_violation": "corrections",
    "decide_case": "cases",
    "decide_person": "person-requests",
    "decide_use": "person-requests",
    "explain_signal": "own-indicators",
    "report_year": "years",
    "review_policy": "policies",
}


@dataclass(frozen=True, slots=True)
class DutyRow:
    """Open duties of one kind and day; ``rest`` counts working days left, None for an unknown calendar."""

    kind: str
    clause: str
    due_date: date | None
    rest: int | None
    count: int

    @property
    def page(self) -> str:
        """The name of the page on which it is discharged, where that is one page."""
        return PAGES.get(self.kind, "")


def duty_rows(duties: Iterable[Duty], *, today: date) -> list[DutyRow]:
    """Open duties with the days left, alike ones together; templates name their kinds with ``labelled``."""
    counted = Counter((duty.kind, duty.clause, duty.due_date) for duty in duties)
    return [DutyRow(*key, _rest(key[2], today), count) for key, count in counted.items()]


def _rest(due: date | None, today: date) -> int | None:
    return rest_of_working_days(today, due, holiday_calendar()) if due else None
