"""Where a bill stands, from its sums (A9.11, A9.12)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kehou.funds.bills.facts import Standing
from kehou.funds.bills.rules import BillState, state_of
from kehou.kernel.fen import ZERO, Fen

ONE, FULL = Fen(1), Fen(30_000)
OPEN = Standing(FULL)


@pytest.mark.clause("A9.11")
@pytest.mark.parametrize(
    ("settled", "state"),
    [
        (ZERO, BillState.ISSUED),
        (ONE, BillState.PART_PAID),
        (FULL - ONE, BillState.PART_PAID),
        (FULL, BillState.PAID),
    ],
)
def test_the_last_fen_makes_it_paid(settled: Fen, state: BillState) -> None:
    assert state_of(replace(OPEN, settled=settled)) is state


@pytest.mark.clause("A9.39")
def test_a_bill_of_nothing_is_paid_from_the_start() -> None:
    assert state_of(Standing(ZERO)) is BillState.PAID


@pytest.mark.clause("A9.12")
@pytest.mark.parametrize(
    ("granted", "state"),
    [(ONE, BillState.REFUNDED_PART), (FULL - ONE, BillState.REFUNDED_PART), (FULL, BillState.REFUNDED)],
)
def test_only_a_full_refund_leaves_nothing_kept(granted: Fen, state: BillState) -> None:
    assert state_of(replace(OPEN, settled=FULL, granted=granted)) is state


@pytest.mark.clause("A9.12")
def test_what_comes_off_an_open_bill_is_no_refund() -> None:
    assert state_of(replace(OPEN, offset=ONE)) is BillState.ISSUED
    assert state_of(replace(OPEN, offset=ONE, settled=FULL - ONE)) is BillState.PAID


def test_a_cancelled_bill_stays_cancelled_whatever_was_paid() -> None:
    for settled in (ZERO, ONE, FULL):
        assert state_of(replace(OPEN, settled=settled, is_cancelled=True)) is BillState.CANCELLED
