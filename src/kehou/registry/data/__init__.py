"""Outside facts that the registry stands on, as packaged data with their sources.

``divisions()`` is the tree of Hunan's administrative divisions, ``holiday_calendar()`` the State
Council's holidays and working weekends.
"""

from kehou.registry.data.divisions import Division, Divisions, divisions
from kehou.registry.data.holidays import HolidayNotice, holiday_calendar, holiday_notices

__all__ = [
    "Division",
    "Divisions",
    "HolidayNotice",
    "divisions",
    "holiday_calendar",
    "holiday_notices",
]
