"""A price lowered within the term: bills follow, what was paid goes back, and it never rises (A9.10)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from factories.billing import Billed, a_billed_world
from factories.refused import reasons_of
from kehou.funds.bills.services.issuing import UnableToIssueBills
from kehou.funds.bills.services.lowering import lower_price
from kehou.funds.refunds.claiming import Claim
from kehou.funds.refunds.crediting import credit_bill, due_for
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.platform.access.performing import perform
from kehou.rulebook.facts.refunds import RefundCause

pytestmark = pytest.mark.django_db


def _lower(billed: Billed, price: int) -> int:
    return perform(
        lower_price,
        actor=billed.world[Role.SCHOOL_ACCOUNTANT],
        now=billed.now,
        place=billed.world.place,
        term_id=billed.world.term.id,
        price=Fen(price),
    )


@pytest.mark.clause("A9.10")
def test_the_difference_comes_off_every_bill_and_goes_back_where_it_was_paid() -> None:
    billed = a_billed_world(per_class=1)
    billed.pay(3_200)
    assert _lower(billed, 150) == 6
    (paid,) = billed.refunds(bill=billed.bill(0))
    assert (paid.cause, paid.cash_fen, paid.offset_fen) == ("price", 800, 0)
    assert billed.standing(1).open == Fen(2_400)
    assert billed.totals().holds
    assert _lower(billed, 150) == 6
    assert len(billed.refunds(cause="price")) == 6
    assert _lower(billed, 100) == 6
    assert billed.standing(0).kept == Fen(1_600)
    assert billed.totals().holds


@pytest.mark.clause("A9.10")
def test_a_price_that_rises_or_stays_is_refused() -> None:
    billed = a_billed_world(per_class=1)
    for price in (200, 201):
        with pytest.raises(UnableToIssueBills) as refusal:
            _lower(billed, price)
        assert reasons_of(refusal) == {"price_not_lower"}
        assert refusal.value.clauses == ("A9.10",)
    assert billed.refunds() == []


@pytest.mark.clause("A9.10", "A9.12")
def test_what_is_missed_after_the_price_fell_is_worth_the_new_price() -> None:
    billed = a_billed_world(per_class=1)
    billed.pay(3_200)
    bill = billed.bill()
    with billed.world.inside():
        assert due_for(bill, 4) == Fen(800)
    _credit(billed, 4, 800)
    _lower(billed, 150)
    assert billed.refunds(cause="price", bill=bill)[0].amount_fen == 12 * 50
    with billed.world.inside():
        assert due_for(bill, 1) == Fen(150)
        assert due_for(bill, 12) == Fen(1_800)


def _credit(billed: Billed, periods: int, amount: int) -> None:
    """Some Mondays that the school did not hold."""
    days = [date(2026, 3, 2) + timedelta(weeks=week) for week in range(periods)]
    perform(
        credit_bill,
        actor=billed.world[Role.SCHOOL_ACCOUNTANT],
        now=billed.now,
        bill_id=billed.bill().id,
        cause=RefundCause.SCHOOL,
        source="session/0190",
        amount=Fen(amount),
        claims=[Claim("chess-0", day, 1) for day in days],
    )
