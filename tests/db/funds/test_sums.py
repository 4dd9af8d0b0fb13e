"""What a term's bills add up to in the database is what the bills say one by one."""

from __future__ import annotations

import pytest

from factories.billing import Billed, a_billed_world
from kehou.funds.bills.services.cancelling import cancel_bill
from kehou.funds.bills.standing import AskedSums, standings
from kehou.funds.models import Bill, Refund
from kehou.kernel.actor import Role
from kehou.kernel.fen import total
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id
from kehou.rulebook.facts.refunds import RefundCause

pytestmark = pytest.mark.django_db


def credit(bill: Bill, cause: RefundCause, state: str, offset: int, billed: Billed) -> Refund:
    return Refund(
        county_code=bill.county_code,
        school_id=bill.school_id,
        bill=bill,
        pupil_id=bill.pupil_id,
        term_id=bill.term_id,
        cause=cause.value,
        source=f"{cause}/{state}/{bill.id}",
        units=1,
        amount_fen=offset,
        offset_fen=offset,
        cash_fen=0,
        state=state,
        requested_at=billed.now,
    )


@pytest.mark.clause("A9.22")
def test_the_sums_of_bills() -> None:
    billed = a_billed_world()
    billed.pay(1_000, child=0)
    billed.pay(billed.standing(1).open.amount, child=1)
    with billed.world.inside():
        third, fourth = billed.bill(2), billed.bill(3)
        Refund.objects.bulk_create(
            [
                credit(third, RefundCause.SPECIAL, Refund.State.APPROVED, 300, billed),
                credit(third, RefundCause.WITHDRAWAL, Refund.State.REFUSED, 50, billed),
                credit(fourth, RefundCause.OVERCHARGE, Refund.State.APPROVED, 70, billed),
            ]
        )
    accountant = billed.world[Role.SCHOOL_ACCOUNTANT]
    perform(cancel_bill, actor=accountant, now=billed.now, bill_id=billed.bill(4).id)
    with billed.world.inside():
        school, term = billed.world.school.id, billed.world.term.id
        bills = Bill.objects.filter(school_id=school, term_id=term)
        found, live = AskedSums.of([school], term).sums, list(bills.filter(cancelled_at=None))
        one_by_one = standings(bills).values()
        assert found.bills == len(live) == bills.count() - 1
        assert found.gross.amount == sum(bill.gross_fen for bill in live)
        assert found.waived.amount == sum(bill.waived_fen for bill in live)
        assert found.settled == total(each.settled for each in one_by_one)
        assert found.open == total(each.open for each in one_by_one)
        assert found.offset.amount == 300
        assert AskedSums.of([school], new_id()).sums.open.amount == 0
    assert billed.totals().open == found.open.amount
