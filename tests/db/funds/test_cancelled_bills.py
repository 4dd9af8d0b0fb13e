"""A bill that was wrong is cancelled while nothing moved on it, and stays to be read (A7.11)."""

from __future__ import annotations

import pytest

from factories.billing import Billed, a_billed_world
from factories.refused import reasons_of
from kehou.funds.bills.services.cancelling import UnableToCancelBill, cancel_bill
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def billed() -> Billed:
    return a_billed_world(issued=False, per_class=1)


@pytest.mark.clause("A7.11")
def test_a_bill_on_which_nothing_moved_is_cancelled_and_written_anew(billed: Billed) -> None:
    billed.issue()
    first = billed.bill()
    accountant = billed.world[Role.SCHOOL_ACCOUNTANT]
    perform(cancel_bill, actor=accountant, now=billed.now, bill_id=first.id)
    assert billed.totals().holds
    billed.issue()
    second = billed.bill()
    assert second.number > first.number
    billed.pay(200)
    with pytest.raises(UnableToCancelBill) as refused:
        perform(cancel_bill, actor=accountant, now=billed.now, bill_id=second.id)
    assert reasons_of(refused) == {"bill_has_moved"}
    assert billed.totals().holds
