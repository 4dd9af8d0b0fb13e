"""Registered accounts: the only ones that fees may come into and leave from (A9.17)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kehou.funds.access import CONFIRM_ACCOUNT, REGISTER_ACCOUNT
from kehou.funds.models import MoneyAccount
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.ledger.recipes import Purse
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of


class UnableToRegister(UnableTo):
    """An account cannot be registered or confirmed."""


def register_account(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    kind: str,
    code: str,
    holder: str,
    bank: str,
    account_text: str,
) -> MoneyAccount:
    """Name an account of the legal person, its central school or the treasury; the county confirms it.

    There is no kind for a private person, a parents' committee or a provider. Raises UnableToRegister.
    """
    require(REGISTER_ACCOUNT, actor, place)
    if kind not in MoneyAccount.Kind.values:
        raise UnableToRegister([refusal("A9.17", "account_kind_unknown", subject="account", found=kind)])
    row = MoneyAccount.objects.create(
        county_code=place.code,
        school_id=place.school,
        kind=kind,
        code=code,
        holder=holder,
        bank=bank,
        account_text=account_text,
        registered_by=actor.person,
        registered_at=now,
    )
    _record("money_account.registered", row, actor, now)
    return row


def confirm_account(*, actor: Actor, now: datetime, account_id: UUID) -> MoneyAccount:
    """The county confirms that an account is what the school says; then money may pass it."""
    row = MoneyAccount.objects.select_for_update().get(pk=account_id)
    require(CONFIRM_ACCOUNT, actor, row.place)
    row.confirmed_by, row.confirmed_at = actor.person, now
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    _record("money_account.confirmed", row, actor, now)
    return row


def purses_of(school_id: UUID) -> dict[str, Purse]:
    """The confirmed accounts of a legal person by their code in the book."""
    rows = MoneyAccount.objects.filter(school_id=school_id, ended_at=None).exclude(confirmed_at=None)
    return {row.code: Purse(row.code, row.kind == MoneyAccount.Kind.TREASURY) for row in rows}


def purse_of(account_id: UUID) -> Purse | None:
    """One registered account as the recipes need it; None where it is not confirmed or has ended."""
    row = MoneyAccount.objects.filter(pk=account_id, ended_at=None).exclude(confirmed_at=None).first()
    return Purse(row.code, row.kind == MoneyAccount.Kind.TREASURY) if row else None


def _record(action: str, row: MoneyAccount, actor: Actor, now: datetime) -> None:
    record(action, actor=actor, place=row.place, subject=subject_of("money_account", row.id), now=now)
