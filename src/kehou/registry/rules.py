"""Who keeps which part of the registry, and who may be given which role."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import HolidayCalendar, UndeterminedDay
from kehou.kernel.places import Place

SCHOOL_HEADS = frozenset({Role.SCHOOL_HEAD})
OFFICE = frozenset({Role.SCHOOL_HEAD, Role.SCHOOL_TEACHING})
CLASS_TEACHERS = frozenset({Role.CLASS_TEACHER})
COUNTY_CLERKS = frozenset({Role.COUNTY_OFFICER})
GIVEN_BY_HEADS = (
    Role.SCHOOL_PLAN,
    Role.SCHOOL_TEACHING,
    Role.SCHOOL_SAFETY,
    Role.SCHOOL_CASHIER,
    Role.SCHOOL_ACCOUNTANT,
    Role.CLASS_TEACHER,
    Role.TEACHER,
)
"""Roles that a head gives at the own school. Heads themselves are named from above."""

_SATURDAY = 5
_APART = (frozenset({Role.SCHOOL_CASHIER, Role.SCHOOL_ACCOUNTANT}),)


def kept_apart(role: Role, held: Iterable[Role]) -> Role | None:
    """A role already held that may not meet this one in one person: who pays keeps no books (A3.2)."""
    others = {other for pair in _APART if role in pair for other in pair - {role}}
    return next((other for other in held if other in others), None)


def classes_in_sight(actor: Actor, place: Place) -> frozenset[str] | None:
    """Codes of the classes whose children an actor may see at a school; None for the whole school.

    A class teacher's role names the own class; without one it opens none (DP3).
    """
    if actor.holds_any(OFFICE, place):
        return None
    mine = (grant for grant in actor.grants if grant.role in CLASS_TEACHERS and grant.place.contains(place))
    return frozenset(grant.detail for grant in mine if grant.detail)


def why_not_marked(kind: str, day: date, holidays: HolidayCalendar, *, in_term: bool) -> str | None:
    """Why a school may not mark a day as ``closed`` or ``timetabled`` (A4.2); None where it may.

    Only a working weekend may be given a timetable; only a day that would be taught may be closed.
    """
    if not in_term:
        return "day_outside_term"
    try:
        works = holidays.is_working_day(day)
    except UndeterminedDay:
        return "day_undetermined"
    if kind == "timetabled":
        if not works:
            return "day_is_free"
        return "day_taught_anyway" if day.weekday() < _SATURDAY else None
    return None if works else "day_closed_anyway"
