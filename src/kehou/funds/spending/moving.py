"""What all vouchers have in common: another person approves, and each step is taken once (A9.23)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from kehou.funds.book import purses_of
from kehou.funds.models import Expense, ProviderPayment
from kehou.kernel.actor import Actor
from kehou.kernel.verdict import UnableTo, Verdict, refusal
from kehou.ledger.recipes import Purse
from kehou.platform.audit.trail import record, subject_of

Voucher = TypeVar("Voucher", Expense, ProviderPayment)


class UnableToSpend(UnableTo):
    """The money may not be spent on this, not now, or not by whoever acts."""


def locked(kind: type[Voucher], voucher_id: UUID) -> Voucher:
    """A voucher, held until the transaction ends."""
    return kind.objects.select_for_update(of=("self",)).select_related("ledger").get(pk=voucher_id)


def approve_voucher(row: Voucher, actor: Actor, now: datetime, *, faults: Iterable[Verdict]) -> None:
    """Approve a voucher that somebody else asked for. Raises UnableToSpend."""
    found = list(faults)
    if row.approved_at or row.refused_at:
        found.append(refusal("A7.11", "voucher_decided", subject="voucher"))
    if row.asked_by == actor.person_id:
        found.append(refusal("A9.23", "maker_approves", subject="voucher"))
    if found:
        raise UnableToSpend(found)
    row.approved_by, row.approved_at = actor.person, now
    row.save(update_fields=["approved_by", "approved_at"])
    tell("approved", row, actor, now)


def refuse_voucher(row: Voucher, actor: Actor, now: datetime, *, reason: str) -> None:
    """Turn a voucher down, and say why. Raises UnableToSpend."""
    if row.approved_at or row.refused_at:
        raise UnableToSpend([refusal("A7.11", "voucher_decided", subject="voucher")])
    if not reason.strip():
        raise UnableToSpend([refusal("A9.23", "voucher_refused_without_reason", subject="voucher")])
    row.refused_at, row.refused_reason = now, reason.strip()
    row.save(update_fields=["refused_at", "refused_reason"])
    tell("refused", row, actor, now)


def purse_for(row: Voucher, code: str) -> Purse:
    """The registered account from which a voucher is to be paid. Raises UnableToSpend (A9.17)."""
    purse = purses_of(row.ledger.school_id).get(code)
    if purse is None:
        raise UnableToSpend([refusal("A9.17", "purse_unknown", subject="voucher")])
    return purse


def mark_paid(row: Voucher, actor: Actor, now: datetime) -> None:
    """Mark an approved voucher as paid, once, by another than its approver. Raises UnableToSpend."""
    if row.approved_at is None or row.paid_at:
        raise UnableToSpend([refusal("A7.11", "voucher_not_payable", subject="voucher")])
    if row.approved_by == actor.person_id:
        raise UnableToSpend([refusal("A9.23", "approver_pays", subject="voucher")])
    row.paid_by, row.paid_at = actor.person, now
    row.save(update_fields=["paid_by", "paid_at"])
    tell("paid", row, actor, now)


def tell(event: str, row: Expense | ProviderPayment, actor: Actor, now: datetime) -> None:
    """Leave the trace of one step of a voucher."""
    name = "expense" if isinstance(row, Expense) else "provider_payment"
    record(f"{name}.{event}", actor=actor, place=row.place, subject=subject_of(name, row.id), now=now)
