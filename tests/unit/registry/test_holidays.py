"""The packaged holidays and working weekends."""

from datetime import date

import pytest

from kehou.kernel.moments import UndeterminedDay
from kehou.registry.data import holiday_calendar, holiday_notices


@pytest.mark.clause("A4.2")
@pytest.mark.parametrize(("year", "holidays", "weekends"), [(2024, 28, 8), (2025, 28, 5), (2026, 33, 6)])
def test_each_year_has_its_notice_and_days(year: int, holidays: int, weekends: int) -> None:
    notice = next(notice for notice in holiday_notices() if notice.year == year)
    assert notice.document.startswith(f"国办发明电〔{year - 1}〕")
    assert notice.issued_date.year == year - 1
    assert (len(notice.holidays), len(notice.working_weekends)) == (holidays, weekends)
    assert {day.year for day in notice.holidays | notice.working_weekends} == {year}


@pytest.mark.clause("A4.2")
def test_working_weekends_are_weekend_days_outside_holidays() -> None:
    calendar = holiday_calendar()
    assert all(day.weekday() >= 5 for day in calendar.working_weekends)
    assert not calendar.holidays & calendar.working_weekends


@pytest.mark.clause("A4.2")
@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 13), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 15), False),
        (date(2026, 2, 23), False),
        (date(2026, 2, 28), True),
        (date(2026, 5, 4), False),
        (date(2026, 5, 9), True),
        (date(2026, 5, 10), False),
        (date(2024, 2, 9), True),
    ],
)
def test_working_days_follow_the_notices(day: date, works: bool) -> None:
    assert holiday_calendar().is_working_day(day) is works


@pytest.mark.clause("A4.2")
def test_years_without_a_notice_are_undetermined() -> None:
    assert holiday_calendar().deadline(date(2026, 12, 28), 5) is None
    with pytest.raises(UndeterminedDay):
        holiday_calendar().is_working_day(date(2027, 1, 4))
