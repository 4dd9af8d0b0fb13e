"""A refund that is not paid by its day is owed as a task, until it is paid (A9.12)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from factories.billing import Billed, a_billed_world
from kehou.funds.models import Refund
from kehou.funds.refunds.watching import LATE, watch_refunds
from kehou.kernel.moments import SHANGHAI
from kehou.platform.duties.models import Duty

pytestmark = pytest.mark.django_db


@pytest.mark.clause("A9.12")
def test_a_refund_past_its_day_is_owed_until_it_is_paid() -> None:
    billed = a_billed_world(per_class=1)
    billed.pay(billed.bill().net_fen + 3_000)
    (refund,) = billed.refunds()
    for days, late in ((0, 0), (1, 1), (2, 1)):
        assert _watch(billed, refund, days) == late
    with billed.world.inside():
        (duty,) = Duty.objects.filter(kind=LATE)
    assert (duty.clause, duty.owner_role, duty.due_date) == ("A9.12", "school_accountant", refund.due_date)
    assert duty.done_at is None
    billed.approve(refund)
    billed.pay_back(refund)
    assert _watch(billed, refund, 3) == 0
    with billed.world.inside():
        assert Duty.objects.get(kind=LATE).done_at


def _watch(billed: Billed, refund: Refund, days: int) -> int:
    """The round, so many days after the refund's own day."""
    assert refund.due_date
    due = datetime(refund.due_date.year, refund.due_date.month, refund.due_date.day, 9, tzinfo=SHANGHAI)
    with billed.world.inside():
        return watch_refunds(ledger=billed.ledger, now=due + timedelta(days=days))
