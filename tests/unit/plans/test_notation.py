"""What planners type in one field is read, and written back the way it is read."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehou.plans.forms.notation import (
    NotReadable,
    read_busy,
    read_numbers,
    read_spans,
    read_time,
    read_week,
    read_weekdays,
    write_busy,
    write_numbers,
    write_spans,
    write_week,
    write_weekdays,
)
from kehou.rulebook.facts.courses import BusyTime

DAYS = st.integers(0, 6)
TIMES = st.times().map(lambda moment: time(moment.hour, moment.minute))
WEEKS = st.dictionaries(DAYS, st.lists(TIMES, min_size=1, max_size=3).map(tuple), max_size=7)


@given(st.one_of(st.none(), st.frozensets(DAYS)))
def test_weekdays_come_back(days: frozenset[int] | None) -> None:
    assert read_weekdays(write_weekdays(days)) == days


@given(st.frozensets(st.integers(1, 30)))
def test_spans_come_back(numbers: frozenset[int]) -> None:
    assert read_spans(write_spans(numbers)) == numbers


@given(WEEKS)
def test_a_week_of_times_comes_back(week: dict[int, tuple[time, ...]]) -> None:
    assert read_week(write_week(week)) == week


@given(st.lists(st.integers(0, 200)).map(tuple))
def test_numbers_come_back(numbers: tuple[int, ...]) -> None:
    assert read_numbers(write_numbers(numbers)) == numbers


@given(st.lists(st.builds(BusyTime, DAYS, TIMES, TIMES), max_size=5).map(tuple))
def test_duties_come_back(busy: tuple[BusyTime, ...]) -> None:
    assert read_busy(write_busy(busy)) == busy


@pytest.mark.parametrize(
    ("text", "days"), [("一三五", {0, 2, 4}), ("周一、周三", {0, 2}), ("无", set()), (" 二 四 ", {1, 3})]
)
def test_weekdays_are_read_as_people_write_them(text: str, days: set[int]) -> None:
    assert read_weekdays(text) == days


def test_one_time_stands_for_the_five_school_days() -> None:
    assert read_week("16:00") == dict.fromkeys(range(5), (time(16),))
    assert read_week("一二四五16:00；三15:20")[2] == (time(15, 20),)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_time, "25:00"),
        (read_time, "四点"),
        (read_weekdays, "一三八"),
        (read_spans, "一到四"),
        (read_week, "一16:00；一17:00"),
        (read_week, "放学后"),
        (read_numbers, "十分钟"),
        (read_busy, "一16:00"),
    ],
)
def test_what_cannot_be_read_is_not_guessed(read, text: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotReadable):
        read(text)
