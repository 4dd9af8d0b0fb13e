"""Deadlines in working days of the holiday calendar. Past the years it knows, a day is undetermined: None."""

from __future__ import annotations

from datetime import date

from kehou.registry.data import holiday_calendar


def working_days_after(start: date, count: int) -> date | None:
    """The last day of a period of working days that starts the day after ``start``."""
    return holiday_calendar().deadline(start, count)


def rest_until(due: date | None, today: date) -> int | None:
    """Working days left until a deadline, where there is one; negative once it has passed."""
    return holiday_calendar().rest(today, due) if due else None
