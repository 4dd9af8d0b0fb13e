"""Deadlines in working days, by the county's parameters. A day past the known calendars is undetermined."""

from __future__ import annotations

from datetime import date

from kehou.authority.public import parameters_for
from kehou.kernel.moments import UndeterminedDay
from kehou.kernel.places import Place
from kehou.registry.public import holiday_calendar


def working_days_after(start: date, count: int) -> date | None:
    """The last day of a period of working days, or None where the calendar does not reach that far."""
    try:
        return holiday_calendar().add_working_days(start, count)
    except UndeterminedDay:
        return None


def due_in(name: str, *, place: Place, start: date) -> date | None:
    """The deadline that a county's parameter of working days sets from a day on."""
    return working_days_after(start, parameters_for(place, on=start).count(name))
