"""Duties as a desk lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kehou.platform.duties.models import Duty
from kehou.platform.ui.wording import rest_of_working_days
from kehou.registry.public import holiday_calendar


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One open duty; ``rest`` counts working days left, None where the calendar is not known."""

    kind: str
    clause: str
    due_date: date | None
    rest: int | None


def duty_rows(duties: Iterable[Duty], *, today: date) -> list[DutyRow]:
    """Open duties with the days left; templates name their kinds with ``labelled``."""
    return [DutyRow(duty.kind, duty.clause, duty.due_date, _rest(duty.due_date, today)) for duty in duties]


def _rest(due: date | None, today: date) -> int | None:
    return rest_of_working_days(today, due, holiday_calendar()) if due else None
