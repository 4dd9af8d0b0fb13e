"""Amounts in capitals, as they stand on a signed sheet."""

from __future__ import annotations

from datetime import date

import pytest

from kehou.funds.allowances.capitals import in_capitals
from kehou.funds.allowances.months import month_name, month_of, past_month
from kehou.kernel.fen import Fen


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (55, "伍角伍分"),
        (100, "壹元整"),
        (105, "壹元零伍分"),
        (150, "壹元伍角整"),
        (1_000, "壹拾元整"),
        (10_100, "壹佰零壹元整"),
        (100_100, "壹仟零壹元整"),
        (120_000, "壹仟贰佰元整"),
        (123_456, "壹仟贰佰叁拾肆元伍角陆分"),
        (1_000_000, "壹万元整"),
        (1_000_100, "壹万零壹元整"),
        (1_010_000, "壹万零壹佰元整"),
        (10_000_000, "壹拾万元整"),
        (10_203_040, "壹拾万贰仟零叁拾元肆角整"),
        (10_000_000_000, "壹亿元整"),
        (10_000_000_100, "壹亿零壹元整"),
        (10_010_000_000, "壹亿零壹拾万元整"),
    ],
)
def test_an_amount_in_capitals(fen: int, said: str) -> None:
    assert in_capitals(Fen(fen)) == said


def test_a_negative_amount_has_no_capitals() -> None:
    with pytest.raises(ValueError):
        in_capitals(Fen(-1))


def test_months_follow_each_other() -> None:
    assert month_of(date(2026, 5, 31)) == date(2026, 5, 1)
    assert past_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert past_month(date(2026, 5, 1)) == date(2026, 6, 1)
    assert month_name(date(2026, 5, 1)) == "2026年5月"
