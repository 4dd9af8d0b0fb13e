"""By when a refund has to be paid (A9.12)."""

from __future__ import annotations

from datetime import date, datetime

from kehou.authority.public import parameters_for
from kehou.kernel.moments import UndeterminedDay, local_day
from kehou.platform.database.rows import SchoolRow
from kehou.registry.public import holiday_calendar


def due_date(row: SchoolRow, now: datetime) -> date | None:
    """The day by which a refund granted now at a row's school is due; None past the calendars (A9.12)."""
    count = parameters_for(row.place, on=local_day(now)).count("refund_days")
    try:
        return holiday_calendar().add_working_days(local_day(now), count)
    except UndeterminedDay:
        return None
