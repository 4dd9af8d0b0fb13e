"""Cancelling a bill that was wrong: what was paid goes back, the bill stays to be read (A7.11)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.funds.bills.standing import locked, standing_of
from kehou.funds.book import post
from kehou.funds.booking import item_of, ledger_for, paper_of
from kehou.funds.models import Bill
from kehou.funds.receipts.access import ISSUE_BILLS
from kehou.kernel.actor import Actor
from kehou.kernel.fen import ZERO
from kehou.kernel.verdict import UnableTo, refusal
from kehou.ledger.recipes import bill_cancelled
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of


class UnableToCancelBill(UnableTo):
    """The bill was cancelled before, or money has moved on it: then it is refunded, not cancelled."""


@transaction.atomic
def cancel_bill(*, actor: Actor, now: datetime, bill_id: UUID) -> Bill:
    """Take back a bill on which nothing was paid or credited yet; another may follow.

    Raises UnableToCancelBill.
    """
    bill = locked(bill_id)
    require(ISSUE_BILLS, actor, bill.place)
    standing = standing_of(bill)
    if standing.is_cancelled or standing.settled > ZERO or standing.offset > ZERO:
        raise UnableToCancelBill([refusal("A7.11", "bill_has_moved", subject="bill")])
    ledger = ledger_for(bill)
    bill.cancelled_by, bill.cancelled_at = actor.person, now
    bill.save(update_fields=["cancelled_by", "cancelled_at"])
    if standing.open > ZERO:
        draft = bill_cancelled([item_of(bill, ledger, standing.open)])
        post(ledger=ledger, draft=draft, paper=paper_of("bill", bill.id), actor=actor, now=now)
    record("bill.cancelled", actor=actor, place=bill.place, subject=subject_of("bill", bill.id), now=now)
    return bill
