"""Deadlines in working days that a place's parameters set."""

from __future__ import annotations

from datetime import date

from kehou.authority.public.judging import parameters_for
from kehou.kernel.places import Place
from kehou.registry.public import working_days_after


def due_in(name: str, *, place: Place, start: date) -> date | None:
    """The deadline that a parameter of working days sets from a day on; None past the known calendars."""
    return working_days_after(start, parameters_for(place, on=start).count(name))
