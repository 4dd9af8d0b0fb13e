"""Days, times and numbers as they are written on Chinese paper."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from kehou.kernel.fen import Fen
from kehou.kernel.moments import NaiveMoment
from kehou.platform.paper.words import chinese_date, chinese_moment, clock, ordinal, yuan


def test_days_have_no_leading_zeros() -> None:
    assert chinese_date(date(2026, 3, 2)) == "2026年3月2日"


def test_moments_are_those_of_shanghai() -> None:
    assert chinese_moment(datetime(2026, 3, 1, 16, 5, tzinfo=UTC)) == "2026年3月2日 00:05"
    with pytest.raises(NaiveMoment):
        chinese_moment(datetime(2026, 3, 1, tzinfo=UTC).replace(tzinfo=None))


def test_money_and_clock() -> None:
    assert yuan(Fen(123450)) == "1,234.50元"
    assert clock(time(8, 5)) == "08:05"


@pytest.mark.parametrize(
    ("place", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九")]
)
def test_places_in_a_list(place: int, text: str) -> None:
    assert ordinal(place) == text


@pytest.mark.parametrize("place", [0, 100])
def test_places_beyond_are_refused(place: int) -> None:
    with pytest.raises(ValueError):
        ordinal(place)
