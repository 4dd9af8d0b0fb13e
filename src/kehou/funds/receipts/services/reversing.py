"""Taking a receipt back in red: the cashier asks on paper, the accountant confirms (A9.22, A9.23)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.funds.bills.standing import locked, standing_of
from kehou.funds.book import Paper, reverse
from kehou.funds.models import BankLine, Receipt, ReceiptReversal, Refund
from kehou.funds.receipts.access import ASK_REVERSAL, CONFIRM_REVERSAL, DROP_REVERSAL
from kehou.funds.receipts.judging import UnableToRecord, another_hand
from kehou.kernel.actor import Actor, Role
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import Verdict, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.duties.owing import discharge, owe
from kehou.platform.messages.notifying import notify
from kehou.registry.public import families_of

REVERSAL = "receipt.reversal"
TEXT = "课后服务费的一笔缴费记错了，已经更正，账单以更正后的为准。有疑问请问学校。"


class UnableToReverse(UnableToRecord):
    """A receipt cannot be taken back, or not by whoever acts."""


@transaction.atomic
def ask_reversal(
    *, actor: Actor, now: datetime, receipt_id: UUID, cause: str, paper_number: str
) -> ReceiptReversal:
    """The cashier asks that a receipt be taken back, with the number of the paper. Raises UnableToReverse."""
    receipt = _held(receipt_id)
    require(ASK_REVERSAL, actor, receipt.place)
    refused = list(against(receipt))
    if not paper_number.strip():
        refused.append(refusal("A9.23", "reversal_without_paper", subject="receipt"))
    if _asked(receipt) is not None:
        refused.append(refusal("A9.22", "reversal_asked_before", subject="receipt"))
    if refused:
        raise UnableToReverse(refused)
    row = ReceiptReversal.objects.create(
        county_code=receipt.county_code,
        school_id=receipt.school_id,
        receipt=receipt,
        cause=ReceiptReversal.Cause(cause).value,
        paper_number=paper_number.strip(),
        asked_by=actor.person,
        asked_at=now,
    )
    owe(
        REVERSAL,
        place=receipt.place,
        clause="A9.23",
        owner=Role.SCHOOL_ACCOUNTANT,
        subject=subject_of("reversal", row.id),
        due=local_day(now),
        now=now,
    )
    _record("receipt.reversal_asked", receipt, actor, now)
    return row


@transaction.atomic
def drop_reversal(*, actor: Actor, now: datetime, receipt_id: UUID) -> Receipt:
    """Whoever asked takes it back, or the accountant does not confirm it. Raises UnableToReverse."""
    receipt = _held(receipt_id)
    require(DROP_REVERSAL, actor, receipt.place)
    row = _waiting(receipt)
    row.dropped_by, row.dropped_at = actor.person, now
    row.save(update_fields=["dropped_by", "dropped_at"])
    discharge(REVERSAL, subject=subject_of("reversal", row.id), actor=actor, now=now)
    _record("receipt.reversal_dropped", receipt, actor, now)
    return receipt


@transaction.atomic
def reverse_receipt(*, actor: Actor, now: datetime, receipt_id: UUID) -> Receipt:
    """The accountant takes a receipt back in red; the bill is owed again. Raises UnableToReverse.

    A bank's row of which it was made waits again for the bill that it pays.
    """
    receipt = _held(receipt_id)
    require(CONFIRM_REVERSAL, actor, receipt.place)
    if refused := list(against(receipt)):
        raise UnableToReverse(refused)
    row = _waiting(receipt)
    if hands := another_hand([row.asked_by], actor=actor, place=receipt.place, on=local_day(now)):
        raise UnableToReverse(hands)
    _book(receipt, row, actor, now)
    Refund.objects.filter(receipt=receipt).update(
        state=Refund.State.REFUSED, amount_fen=0, cash_fen=0, decided_by=actor.person, decided_at=now
    )
    BankLine.objects.filter(receipt=receipt).update(receipt=None, outcome=BankLine.Outcome.UNMATCHED)
    receipt.reversed_by, receipt.reversed_at = actor.person, now
    receipt.save(update_fields=["reversed_by", "reversed_at"])
    row.confirmed_by, row.confirmed_at = actor.person, now
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    discharge(REVERSAL, subject=subject_of("reversal", row.id), actor=actor, now=now)
    _tell(receipt, now)
    _record("receipt.reversed", receipt, actor, now)
    return receipt


def _held(receipt_id: UUID) -> Receipt:
    """The bill before the receipt, as payments take them."""
    bill_id = Receipt.objects.values_list("bill_id", flat=True).get(pk=receipt_id)
    if bill_id:
        locked(bill_id)
    return Receipt.objects.select_for_update(of=("self",)).get(pk=receipt_id)


def against(receipt: Receipt) -> Iterator[Verdict]:
    """What keeps a receipt from being taken back as it stands now."""
    if receipt.channel in (Receipt.Channel.WALLET, Receipt.Channel.SET_OFF):
        yield refusal("A9.22", "receipt_of_another_book", subject="receipt")
    moved = Refund.objects.filter(receipt=receipt).exclude(state=Refund.State.DECIDED).exists()
    if receipt.bill and not moved and receipt.reversed_at is None:
        standing = standing_of(receipt.bill)
        moved = standing.settled - Fen(receipt.settled_fen) < standing.granted
    if receipt.reversed_at is not None or moved:
        yield refusal("A7.11", "receipt_has_moved", subject="receipt")


def _asked(receipt: Receipt) -> ReceiptReversal | None:
    return receipt.reversals.filter(dropped_at=None).first()


def _waiting(receipt: Receipt) -> ReceiptReversal:
    row = receipt.reversals.filter(dropped_at=None, confirmed_at=None).first()
    if row is None:
        raise UnableToReverse([refusal("A9.23", "no_reversal_asked", subject="receipt")])
    return row


def _book(receipt: Receipt, row: ReceiptReversal, actor: Actor, now: datetime) -> None:
    document = f"{subject_of('receipt', receipt.id)}/reversal"
    for entry in (receipt.entry, receipt.excess_entry):
        if entry is not None:
            paper = Paper(f"{document}/{entry.number}")
            reverse(entry=entry, paper=paper, actor=actor, now=now, prepared_by=row.asked_by)


def _tell(receipt: Receipt, now: datetime) -> None:
    """Tell those who sign for the child; what the money was, the message leaves out."""
    if receipt.bill is None:
        return
    links = families_of(receipt.school_id, on=local_day(now), pupils=[receipt.bill.pupil_id])
    people = sorted({link.guardian_id for link in links if link.may_sign})
    notify(people, place=receipt.place, kind="receipt_reversed", text=TEXT, now=now, link="/family/")


def _record(action: str, receipt: Receipt, actor: Actor, now: datetime) -> None:
    record(action, actor=actor, place=receipt.place, subject=subject_of("receipt", receipt.id), now=now)
