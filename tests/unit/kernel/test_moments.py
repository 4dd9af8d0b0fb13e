"""Days and working days, and the honest answer past the known calendars."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kehou.kernel.moments import (
    SHANGHAI,
    HolidayCalendar,
    NaiveMoment,
    SchoolCalendar,
    UndeterminedDay,
    days,
    local_day,
)

MONDAY = date(2026, 3, 2)
FRIDAY = date(2026, 3, 6)
SATURDAY = date(2026, 3, 7)
CALENDAR = HolidayCalendar(
    years=frozenset({2026}),
    holidays=frozenset({date(2026, 3, 4)}),
    working_weekends=frozenset({SATURDAY}),
)


def test_a_day_is_the_day_in_shanghai() -> None:
    assert local_day(datetime(2026, 3, 1, 16, 0, tzinfo=UTC)) == MONDAY
    assert local_day(datetime(2026, 3, 2, 23, 59, tzinfo=SHANGHAI)) == MONDAY


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveMoment):
        local_day(datetime(2026, 3, 2))  # noqa: DTZ001


def test_a_range_of_days_leaves_its_end_out() -> None:
    assert list(days(MONDAY, date(2026, 3, 4))) == [MONDAY, date(2026, 3, 3)]
    assert list(days(MONDAY, MONDAY)) == []


@pytest.mark.parametrize(
    ("day", "works"),
    [(MONDAY, True), (date(2026, 3, 4), False), (SATURDAY, True), (date(2026, 3, 8), False)],
)
def test_offices_work_on_weekdays_and_made_up_weekends(day: date, works: bool) -> None:
    assert CALENDAR.is_working_day(day) is works


@pytest.mark.parametrize(
    ("count", "last"),
    [(0, MONDAY), (1, date(2026, 3, 3)), (2, date(2026, 3, 5)), (4, SATURDAY), (5, date(2026, 3, 9))],
)
def test_a_period_starts_the_day_after(count: int, last: date) -> None:
    assert CALENDAR.deadline(MONDAY, count) == last


def test_counting_is_the_reverse_of_adding() -> None:
    for count in range(15):
        end = CALENDAR.deadline(MONDAY, count)
        assert end
        assert CALENDAR.working_days_between(MONDAY, end) == count


@pytest.mark.clause("A4.2")
@pytest.mark.parametrize(
    ("last", "rest"),
    [
        (MONDAY, 0),
        (date(2026, 3, 3), 1),
        (FRIDAY, 3),  # the fourth is a holiday
        (date(2026, 3, 9), 5),  # the seventh is made up
        (date(2026, 2, 27), -1),
        (date(2027, 1, 8), None),
    ],
)
def test_what_is_left_is_counted_in_working_days(last: date, rest: int | None) -> None:
    assert CALENDAR.rest(MONDAY, last) == rest


def test_past_the_known_years_nobody_can_say() -> None:
    with pytest.raises(UndeterminedDay) as unknown:
        CALENDAR.working_days_between(date(2026, 12, 31), date(2027, 1, 1))
    assert unknown.value.day == date(2027, 1, 1)
    assert CALENDAR.deadline(date(2026, 12, 31), 1) is None
    with pytest.raises(UndeterminedDay):
        CALENDAR.is_holiday(date(2025, 12, 31))


@pytest.mark.clause("A4.2")
@pytest.mark.parametrize(
    ("day", "taught"),
    [
        (MONDAY, True),
        (date(2026, 3, 3), False),  # closed by the school
        (date(2026, 3, 4), False),  # a holiday
        (SATURDAY, False),  # a working weekend to which the school gives no timetable
        (date(2026, 3, 1), False),  # before the term
    ],
)
def test_a_school_teaches_on_its_own_days(day: date, taught: bool) -> None:
    school = SchoolCalendar(MONDAY, SATURDAY, CALENDAR, closed=frozenset({date(2026, 3, 3)}))
    assert school.is_school_day(day) is taught


@pytest.mark.clause("A4.2")
def test_a_working_weekend_teaches_with_a_timetable() -> None:
    school = SchoolCalendar(MONDAY, SATURDAY, CALENDAR, timetabled_weekends=frozenset({SATURDAY}))
    assert list(school.school_days()) == [MONDAY, date(2026, 3, 3), date(2026, 3, 5), FRIDAY, SATURDAY]


@pytest.mark.clause("A4.2")
def test_past_the_known_years_the_school_days_end_and_no_day_is_guessed() -> None:
    school = SchoolCalendar(date(2026, 12, 28), date(2027, 1, 15), CALENDAR)
    assert list(school.known_school_days()) == [date(2026, 12, day) for day in (28, 29, 30, 31)]
    assert (school.teaches(date(2026, 12, 31)), school.teaches(date(2027, 1, 4))) == (True, None)
    with pytest.raises(UndeterminedDay):
        list(school.school_days())
