"""Asking the rulebook about whose account took the money, and through whose hands (A9.17, A9.23)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.authority.public import judge_at
from kehou.funds.models import MoneyAccount
from kehou.kernel.actor import Actor, Role
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, stops
from kehou.platform.access.cases import case_left
from kehou.rulebook.facts.receipts import HandsFacts, PayeeKind, ReceiptFacts

_KINDS = {
    MoneyAccount.Kind.SCHOOL.value: PayeeKind.SCHOOL,
    MoneyAccount.Kind.CENTRAL.value: PayeeKind.CENTRAL_SCHOOL,
    MoneyAccount.Kind.TREASURY.value: PayeeKind.TREASURY,
}


class UnableToRecord(UnableTo):
    """Money may not be recorded as asked."""


class MoneyWentAstray(UnableToRecord):
    """Money went to an account that is not the school's: refused, and the county looks into it (A9.17)."""


@dataclass(frozen=True, slots=True)
class Payee:
    """The account that took the money: a registered one by id, or what is known of another."""

    account_id: UUID | None = None
    kind: PayeeKind = PayeeKind.UNKNOWN


def receiving_account(payee: Payee, *, place: Place, actor: Actor, on: date, matter: str) -> MoneyAccount:
    """The registered and confirmed account of a payee. Raises MoneyWentAstray, about ``matter``."""
    row = (
        MoneyAccount.objects.filter(pk=payee.account_id, ended_at=None).first() if payee.account_id else None
    )
    facts = ReceiptFacts(
        payee=_KINDS[row.kind] if row else payee.kind,
        payee_registered=row is not None and row.confirmed_at is not None,
        collector_is_finance=actor.person_id is None or actor.holds(Role.SCHOOL_CASHIER, place),
    )
    refused = stops(judge_at(place, facts, on=on))
    if refused or row is None:
        left = case_left(place, clause=refused[0].clause, kind="charge", matter=matter)
        raise MoneyWentAstray(refused, aftermath=[left])
    return row


def another_hand(
    made_by: Iterable[UUID | None], *, actor: Actor, place: Place, on: date
) -> tuple[Verdict, ...]:
    """What speaks against the actor's confirming what these people entered (A9.23)."""
    makers = {maker for maker in made_by if maker is not None}
    return tuple(
        verdict
        for maker in makers
        for verdict in stops(judge_at(place, HandsFacts(maker, actor.person), on=on))
    )
