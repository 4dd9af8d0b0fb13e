"""One school one plan: courses, timetable, staffing, fee scheme, and the county's approval."""
