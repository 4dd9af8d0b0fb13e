"""Who may hold which roles together, which classes one sees, and which days a school may mark."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from kehou.kernel.actor import Actor, Grant, Role
from kehou.kernel.moments import HolidayCalendar
from kehou.kernel.places import Place
from kehou.registry.rules import classes_in_sight, kept_apart, why_not_marked

SCHOOL = Place("430102", UUID(int=1))
OTHER = Place("430102", UUID(int=2))
MONDAY, SATURDAY, SUNDAY, HOLIDAY = date(2026, 3, 2), date(2026, 3, 7), date(2026, 3, 8), date(2026, 4, 6)
HOLIDAYS = HolidayCalendar(frozenset({2026}), frozenset({HOLIDAY}), frozenset({SATURDAY}))


@pytest.mark.clause("A3.2")
def test_who_pays_keeps_no_books() -> None:
    cashier, accountant = Role.SCHOOL_CASHIER, Role.SCHOOL_ACCOUNTANT
    assert kept_apart(cashier, [Role.TEACHER, accountant]) is accountant
    assert kept_apart(accountant, [cashier]) is cashier


@pytest.mark.clause("A3.2")
def test_other_roles_may_meet_in_one_person() -> None:
    assert kept_apart(Role.SCHOOL_CASHIER, [Role.TEACHER, Role.SCHOOL_CASHIER]) is None
    assert kept_apart(Role.TEACHER, [Role.SCHOOL_CASHIER, Role.SCHOOL_ACCOUNTANT]) is None
    assert kept_apart(Role.SCHOOL_ACCOUNTANT, []) is None


def _actor(*grants: Grant) -> Actor:
    return Actor(UUID(int=9), grants)


def test_the_office_sees_the_whole_school_and_no_other() -> None:
    office = _actor(Grant(Role.SCHOOL_TEACHING, SCHOOL))
    assert classes_in_sight(office, SCHOOL) is None
    assert classes_in_sight(office, OTHER) == frozenset()


def test_a_class_teacher_sees_the_own_classes() -> None:
    teacher = _actor(
        Grant(Role.CLASS_TEACHER, SCHOOL, "101"),
        Grant(Role.CLASS_TEACHER, SCHOOL, "102"),
        Grant(Role.CLASS_TEACHER, OTHER, "301"),
        Grant(Role.CLASS_TEACHER, SCHOOL),
        Grant(Role.TEACHER, SCHOOL, "401"),
    )
    assert classes_in_sight(teacher, SCHOOL) == {"101", "102"}


def test_a_stranger_sees_no_class() -> None:
    assert classes_in_sight(_actor(), SCHOOL) == frozenset()


@pytest.mark.clause("A4.2")
@pytest.mark.parametrize(
    ("kind", "day", "reason"),
    [
        ("timetabled", SATURDAY, None),
        ("timetabled", SUNDAY, "day_is_free"),
        ("timetabled", HOLIDAY, "day_is_free"),
        ("timetabled", MONDAY, "day_taught_anyway"),
        ("closed", MONDAY, None),
        ("closed", SATURDAY, None),
        ("closed", SUNDAY, "day_closed_anyway"),
        ("closed", HOLIDAY, "day_closed_anyway"),
        ("timetabled", date(2027, 3, 6), "day_undetermined"),
        ("closed", date(2027, 3, 1), "day_undetermined"),
    ],
)
def test_only_a_working_weekend_is_timetabled_and_only_a_taught_day_closed(
    kind: str, day: date, reason: str | None
) -> None:
    assert why_not_marked(kind, day, HOLIDAYS, in_term=True) == reason


@pytest.mark.clause("A4.2")
def test_no_day_outside_of_the_term_is_marked() -> None:
    assert why_not_marked("closed", MONDAY, HOLIDAYS, in_term=False) == "day_outside_term"
