"""Writing a receipt: what is open on the bill is settled, what is more goes back; booked in the same act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kehou.funds.bills.standing import locked, standing_of
from kehou.funds.book import Paper, post
from kehou.funds.booking import item_of, ledger_for
from kehou.funds.models import Bill, MoneyAccount, Receipt, Refund
from kehou.funds.refunds.dates import due_date
from kehou.kernel.actor import Actor
from kehou.kernel.fen import ZERO, Fen
from kehou.ledger.recipes import Purse, overpayment_recorded, receipt_recorded
from kehou.platform.audit.trail import record, subject_of
from kehou.rulebook.facts.refunds import RefundCause


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came in for a bill. ``reference`` is the bank's, the channel's or the paper's number."""

    channel: str
    amount: Fen
    paid_date: date
    reference: str
    paper_kind: str = ""
    paper_number: str = ""


def store_receipt(
    bill: Bill, account: MoneyAccount, payment: Payment, *, actor: Actor, now: datetime
) -> Receipt:
    """Record a payment on a bill once for its reference; a second call returns the first.

    What exceeds the bill is owed back at once (清退). The amount has to be positive.
    """
    bill = locked(bill.id)
    known = Receipt.objects.filter(account=account, reference=payment.reference, reversed_at=None).first()
    if known is not None:
        return known
    settled = min(payment.amount, max(standing_of(bill).open, ZERO))
    excess = payment.amount - settled
    receipt = Receipt.objects.create(
        county_code=bill.county_code,
        school_id=bill.school_id,
        bill=bill,
        account=account,
        term_id=bill.term_id,
        channel=payment.channel,
        amount_fen=payment.amount.amount,
        settled_fen=settled.amount,
        excess_fen=excess.amount,
        paid_date=payment.paid_date,
        paper_kind=payment.paper_kind,
        paper_number=payment.paper_number,
        reference=payment.reference,
        recorded_by=actor.person_id,
        recorded_at=now,
    )
    _book(receipt, bill, account, settled, excess, actor, now)
    if excess:
        _owe_back(receipt, bill, excess, now)
    record(
        "receipt.recorded", actor=actor, place=bill.place, subject=subject_of("receipt", receipt.id), now=now
    )
    return receipt


def _book(
    receipt: Receipt,
    bill: Bill,
    account: MoneyAccount,
    settled: Fen,
    excess: Fen,
    actor: Actor,
    now: datetime,
) -> None:
    ledger = ledger_for(bill)
    purse = Purse(account.code, account.kind == MoneyAccount.Kind.TREASURY)
    paper = Paper(subject_of("receipt", receipt.id))
    on = receipt.paid_date
    if settled:
        draft = receipt_recorded([item_of(bill, ledger, settled)], purse=purse)
        receipt.entry = post(ledger=ledger, draft=draft, paper=paper, actor=actor, now=now, on=on)
    if excess:
        draft = overpayment_recorded([item_of(bill, ledger, excess)], purse=purse)
        receipt.excess_entry = post(ledger=ledger, draft=draft, paper=paper, actor=actor, now=now, on=on)
    receipt.save(update_fields=["entry", "excess_entry"])


def _owe_back(receipt: Receipt, bill: Bill, excess: Fen, now: datetime) -> None:
    Refund.objects.create(
        county_code=bill.county_code,
        school_id=bill.school_id,
        bill=bill,
        receipt=receipt,
        pupil_id=bill.pupil_id,
        term_id=bill.term_id,
        cause=RefundCause.OVERCHARGE.value,
        source=subject_of("receipt", receipt.id),
        units=0,
        amount_fen=excess.amount,
        offset_fen=0,
        cash_fen=excess.amount,
        state=Refund.State.DECIDED,
        due_date=due_date(bill, now),
        requested_at=now,
        decided_at=now,
    )
