"""By when a refund has to be paid (A9.12)."""

from __future__ import annotations

from datetime import date, datetime

from kehou.authority.public import due_in
from kehou.kernel.moments import local_day
from kehou.platform.database.rows import SchoolRow


def due_date(row: SchoolRow, now: datetime) -> date | None:
    """The day by which a refund granted now at a row's school is due; None past the calendars (A9.12)."""
    return due_in("refund_days", place=row.place, start=local_day(now))
