"""A bank account knows no terms: what two terms' books have on it adds up to what the bank says (A9.23)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from factories.closed import finish, give_back
from factories.crossing import ENDED, Crossing, a_crossing
from kehou.funds.book import balances
from kehou.funds.closing.gathering import bank_difference, purse_balances
from kehou.funds.closing.services.months import UnableToCloseMonth, close_month
from kehou.funds.models import MonthClose
from kehou.kernel.actor import Role
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.moments import SHANGHAI
from kehou.ledger.accounts import BANK
from kehou.platform.access.performing import perform

pytestmark = pytest.mark.django_db
FEBRUARY, MARCH = date(2026, 2, 1), datetime(2026, 3, 3, 9, tzinfo=SHANGHAI)


@pytest.fixture
def overlapping() -> Crossing:
    """The autumn's surplus is not back yet while the spring takes in its fees, on one account."""
    crossing = a_crossing()
    crossing.after.issue()
    crossing.after.pay(crossing.after.bill(1).net_fen, child=1)
    crossing.after.pay(crossing.after.bill(2).net_fen, child=2)
    return crossing


def held(crossing: Crossing) -> tuple[Fen, Fen]:
    """What each of the two books has in the bank."""
    with crossing.world.inside():
        before, after = (balances(book.id).of(BANK) for book in crossing.books())
    return before, after


def close(crossing: Crossing, said: Fen, *, now: datetime = MARCH) -> MonthClose:
    """The accountant closes February by a bank statement."""
    about = {"ledger_id": crossing.after.ledger.id, "month": FEBRUARY, "statements": {"B1": said}}
    return perform(close_month, actor=crossing.world[Role.SCHOOL_ACCOUNTANT], now=now, **about)


@pytest.mark.clause("A9.23", "A9.22")
def test_a_month_agrees_with_the_bank_while_the_last_terms_surplus_lies_beside(overlapping: Crossing) -> None:
    before, after = held(overlapping)
    assert before > ZERO
    assert after > ZERO
    for said in (after, before, before + after + Fen(1)):  # the control: one book alone, and a fen more
        with pytest.raises(UnableToCloseMonth) as refused:
            close(overlapping, said)
        (verdict,) = refused.value.verdicts
        off = before + after - said
        assert (verdict.clause, verdict.reason) == ("A9.23", "bank_differs")
        assert verdict.facts["found"] == max(off, -off)
    assert close(overlapping, before + after).statements == {"B1": (before + after).amount}


@pytest.mark.clause("A9.23", "A9.11")
def test_either_book_sees_the_whole_account_and_what_crosses_moves_nothing(overlapping: Crossing) -> None:
    whole = sum(held(overlapping), ZERO)

    def seen() -> list[dict[str, Fen]]:
        with overlapping.world.inside():
            return [purse_balances(book) for book in overlapping.books()]

    assert [found["B1"] for found in seen()] == [whole, whole]
    overlapping.carry(1)
    assert [found["B1"] for found in seen()] == [whole, whole]
    give_back(overlapping.before, now=ENDED)
    finish(overlapping.before, now=ENDED)
    left = held(overlapping)
    assert left[0] == ZERO
    assert [found["B1"] for found in seen()] == [left[1], left[1]]


@pytest.mark.clause("A9.23")
def test_what_came_in_after_the_month_is_not_on_its_statement(overlapping: Crossing) -> None:
    said = sum(held(overlapping), ZERO)
    overlapping.after.now = MARCH
    overlapping.after.pay(overlapping.after.bill(3).net_fen, child=3)
    later = sum(held(overlapping), ZERO)
    assert later > said
    with pytest.raises(UnableToCloseMonth):
        close(overlapping, later)
    close(overlapping, said)
    with overlapping.world.inside():
        assert bank_difference(overlapping.after.ledger, {"B1": later}) == ZERO
