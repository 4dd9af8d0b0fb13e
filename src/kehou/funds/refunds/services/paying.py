"""Paying refunds out: approved by one, paid by another, by the way the money came (A9.12, A9.23)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.funds.book import Paper, post, purse_of
from kehou.funds.models import Refund
from kehou.funds.receipts.access import APPROVE_REFUND, PAY_REFUND
from kehou.funds.refunds.naming import item_of_refund, ledger_of_refund
from kehou.funds.refunds.services.deciding import UnableToRefund
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import refusal, stops
from kehou.ledger.accounts import OVERPAID, REFUNDS_DUE
from kehou.ledger.recipes import overpayment_returned, payment_bounced, refund_paid
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.rulebook.facts.receipts import HandsFacts

PAYABLE = (
    Refund.State.APPROVED,
    Refund.State.SENT,
    Refund.State.AWAITING,
    Refund.State.FAILED,
    Refund.State.PARKED,
)
MAX_ATTEMPTS = 3


@transaction.atomic
def approve_refunds(*, actor: Actor, now: datetime, refunds: Sequence[UUID]) -> int:
    """Approve decided refunds for payment; how many. Raises UnableToRefund."""
    rows = list(Refund.objects.select_for_update(of=("self",)).filter(pk__in=refunds))
    for row in rows:
        require(APPROVE_REFUND, actor, row.place)
        if row.state != Refund.State.DECIDED:
            raise UnableToRefund([refusal("A9.12", "refund_not_decided", subject="refund")])
        row.state, row.approved_by, row.approved_at = Refund.State.APPROVED, actor.person, now
        row.save(update_fields=["state", "approved_by", "approved_at"])
        record("refund.approved", actor=actor, place=row.place, subject=subject_of("refund", row.id), now=now)
    return len(rows)


@transaction.atomic
def pay_refund(
    *, actor: Actor, now: datetime, refund_id: UUID, account_id: UUID, reference: str, way: str = "bank"
) -> Refund:
    """Record that an approved refund was paid out of a registered account. Raises UnableToRefund.

    Out of the treasury it is a treasury return (退付): ``await_treasury`` comes first.
    """
    refund = _payable(refund_id)
    require(PAY_REFUND, actor, refund.place)
    if refund.approved_by is None:
        raise UnableToRefund([refusal("A9.23", "refund_not_approved", subject="refund")])
    stopped = stops(judge_at(refund.place, HandsFacts(actor.person, refund.approved_by), on=local_day(now)))
    if stopped:
        raise UnableToRefund(stopped)
    return settle(refund, actor=actor, now=now, account_id=account_id, reference=reference, way=way)


def settle(
    refund: Refund, *, actor: Actor, now: datetime, account_id: UUID, reference: str, way: str
) -> Refund:
    """Book a refund that reached the family. Who approved it and who paid it both stand in the book.

    Raises UnableToRefund.
    """
    purse = purse_of(account_id)
    if purse is None:
        raise UnableToRefund([refusal("A9.17", "account_not_registered", subject="refund")])
    ledger = ledger_of_refund(refund)
    items = [item_of_refund(refund, ledger)]
    recipe = overpayment_returned if refund.receipt_id else refund_paid
    post(
        ledger=ledger,
        draft=recipe(items, purse=purse),
        paper=Paper(_document(refund)),
        actor=actor,
        now=now,
        prepared_by=refund.approved_by,
    )
    refund.state, refund.paid_by, refund.paid_at = Refund.State.PAID, actor.person_id, now
    refund.account_id, refund.way, refund.reference, refund.failure = account_id, way, reference, ""
    refund.save()
    record("refund.paid", actor=actor, place=refund.place, subject=subject_of("refund", refund.id), now=now)
    return refund


@transaction.atomic
def await_treasury(*, actor: Actor, now: datetime, refund_id: UUID) -> Refund:
    """Ask the treasury to give a refund back (退付); it is paid once the money has left the treasury."""
    refund = _payable(refund_id)
    require(PAY_REFUND, actor, refund.place)
    refund.state = Refund.State.AWAITING
    refund.save(update_fields=["state"])
    record(
        "refund.at_treasury",
        actor=actor,
        place=refund.place,
        subject=subject_of("refund", refund.id),
        now=now,
    )
    return refund


@transaction.atomic
def fail_refund(*, actor: Actor, now: datetime, refund_id: UUID, failure: str) -> Refund:
    """A payment failed, or came back after it was booked: it is owed again, and tried again.

    After the last attempt it is parked for the family to fetch, and shown as such. Raises UnableToRefund.
    """
    refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
    require(PAY_REFUND, actor, refund.place)
    if refund.state not in (*PAYABLE, Refund.State.PAID) or not refund.cash_fen:
        raise UnableToRefund([refusal("A9.12", "refund_not_payable", subject="refund")])
    if refund.state == Refund.State.PAID:
        _bounce(refund, actor, now)
    refund.attempts += 1
    refund.failure = failure
    refund.state = Refund.State.PARKED if refund.attempts >= MAX_ATTEMPTS else Refund.State.FAILED
    refund.paid_at = refund.paid_by = None
    refund.save()
    record("refund.failed", actor=actor, place=refund.place, subject=subject_of("refund", refund.id), now=now)
    return refund


def _bounce(refund: Refund, actor: Actor, now: datetime) -> None:
    purse = purse_of(refund.account_id) if refund.account_id else None
    if purse is None:
        raise UnableToRefund([refusal("A9.17", "account_not_registered", subject="refund")])
    ledger = ledger_of_refund(refund)
    account = OVERPAID if refund.receipt_id else REFUNDS_DUE
    draft = payment_bounced(account, [item_of_refund(refund, ledger)], purse=purse)
    post(ledger=ledger, draft=draft, paper=Paper(_document(refund)), actor=actor, now=now)


def _payable(refund_id: UUID) -> Refund:
    refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
    if refund.state not in PAYABLE:
        raise UnableToRefund([refusal("A9.12", "refund_not_payable", subject="refund")])
    return refund


def _document(refund: Refund) -> str:
    """What the entry stands on: another paper for each attempt."""
    subject = subject_of("refund", refund.id)
    return f"{subject}/{refund.attempts}" if refund.attempts else subject
