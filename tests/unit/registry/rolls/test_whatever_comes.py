"""Whatever stands in the cells, checking ends in accepted and refused rows that add up."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories.roll_files import checked, good_row, new_pupil, table_of
from kehou.registry.rolls import RollCheck, RollKind, write_refused
from kehou.registry.rolls.wording import say

headings = sorted({*good_row(), "学籍号", "年级", "父亲姓名", "父亲电话", "是否住校"})
garbage = st.one_of(
    st.text(max_size=30),
    st.integers(),
    st.floats(),
    st.sampled_from(
        ["", "#REF!", "=1+1", "-", "０", "4.3E+17", "NaN", "\x00", "1", "否", "向禾苗", "202302"]
    ),
)
rows = st.dictionaries(st.sampled_from(headings), garbage, max_size=len(headings))


def adds_up(check: RollCheck, count: int) -> bool:
    accepted = {row.row for row in check.accepted}
    refused = {refusal.row for refusal in check.refused}
    return not accepted & refused and len(accepted | refused) == count == check.counts.rows


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(rows, min_size=1, max_size=6))
def test_garbage_over_good_rows_never_raises_and_adds_up(dirt: list[dict[str, Any]]) -> None:
    table_rows = [dict.fromkeys(headings, "") | good_row() | {"姓名": "向禾苗"} | spoiled for spoiled in dirt]
    named = len(table_of(*table_rows).rows)
    check = checked(*table_rows)
    assert adds_up(check, named)
    assert all(say(note) for note in (*check.refused, *check.remarks))
    assert write_refused(check).startswith(b"PK")


@settings(max_examples=50, deadline=None)
@given(st.lists(rows, min_size=1, max_size=4))
def test_garbage_in_a_list_of_new_pupils(dirt: list[dict[str, Any]]) -> None:
    table_rows = [new_pupil() | {"姓名": "向禾苗"} | spoiled for spoiled in dirt]
    named = len(table_of(*table_rows, kind=RollKind.NEW_PUPILS).rows)
    assert adds_up(checked(*table_rows, kind=RollKind.NEW_PUPILS), named)


@pytest.mark.parametrize("kind", list(RollKind))
def test_missing_columns_are_told_and_no_row_is_judged(kind: RollKind) -> None:
    check = checked({"姓名": "向禾苗", "性别": "男", "出生日期": "20170512"}, kind=kind)
    assert check.missing
    assert (check.accepted, check.refused, check.counts.rows) == ((), (), 1)
