"""Taking money at the counter, and confirming it by another person (A9.17, A9.23)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.funds.models import Bill, Receipt
from kehou.funds.receipts.access import MATCH_RECEIPTS, TAKE_MONEY
from kehou.funds.receipts.judging import Payee, UnableToRecord, another_hand, receiving_account
from kehou.funds.receipts.storing import Payment, store_receipt
from kehou.kernel.actor import Actor
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of


@transaction.atomic
def take_at_counter(
    *,
    actor: Actor,
    now: datetime,
    bill_id: UUID,
    amount: Fen,
    payee: Payee,
    paper_kind: str,
    paper_number: str,
    paid: date | None = None,
) -> Receipt:
    """Record money paid at the counter, with the number of the paper receipt. Raises UnableToRecord."""
    bill = Bill.objects.get(pk=bill_id)
    require(TAKE_MONEY, actor, bill.place)
    on = local_day(now)
    matter = subject_of("bill", bill.id)
    account = receiving_account(payee, place=bill.place, actor=actor, on=on, matter=matter)
    refused = []
    if amount <= ZERO:
        refused.append(refusal("A9.22", "amount_not_positive", subject="receipt", found=amount))
    if not paper_number.strip():
        refused.append(refusal("A9.23", "paper_number_missing", subject="receipt"))
    if bill.cancelled_at is not None:
        refused.append(refusal("A7.11", "bill_is_cancelled", subject="receipt"))
    if Receipt.objects.filter(account=account, reference=f"{paper_kind}/{paper_number}").exists():
        refused.append(refusal("A9.22", "paper_number_used", subject="receipt", found=paper_number))
    if refused:
        raise UnableToRecord(refused)
    payment = Payment(
        channel=Receipt.Channel.COUNTER,
        amount=amount,
        paid_date=paid or on,
        reference=f"{paper_kind}/{paper_number}",
        paper_kind=paper_kind,
        paper_number=paper_number,
    )
    return store_receipt(bill, account, payment, actor=actor, now=now)


@transaction.atomic
def match_receipts(*, actor: Actor, now: datetime, receipts: Sequence[UUID]) -> int:
    """Confirm that money that was recorded lies in the account; how many (A9.23). Raises UnableToRecord."""
    rows = list(Receipt.objects.select_for_update(of=("self",)).filter(pk__in=receipts, matched_at=None))
    for place in {row.place for row in rows}:
        require(MATCH_RECEIPTS, actor, place)
        makers = [row.recorded_by for row in rows if row.place == place]
        refused = another_hand(makers, actor=actor, place=place, on=local_day(now))
        if refused:
            raise UnableToRecord(refused)
    for row in rows:
        row.matched_by, row.matched_at = actor.person, now
        record(
            "receipt.matched", actor=actor, place=row.place, subject=subject_of("receipt", row.id), now=now
        )
    Receipt.objects.bulk_update(rows, ["matched_by", "matched_at"])
    return len(rows)
