"""A provider's lump for a month: accepted sessions at the contract's price, nothing ahead (A9.30)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.delivery.public import ProvidedSession, provided_sessions
from kehou.funds.access import APPROVE_PAYMENT, ASK_EXPENSE, PAY_OUT
from kehou.funds.allowances.months import past_month
from kehou.funds.book import Paper, ledger_of, person_key, post
from kehou.funds.models import ProviderPayment, ProviderSession
from kehou.funds.spending.moving import (
    UnableToSpend,
    approve_voucher,
    locked,
    mark_paid,
    purse_for,
    refuse_voucher,
    tell,
)
from kehou.kernel.actor import Actor
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import Verdict, refusal, stops
from kehou.ledger.recipes import Item, provider_accepted, provider_paid
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import subject_of
from kehou.providers.public import ContractInfo, contracts_of
from kehou.registry.public import school_info
from kehou.rulebook.facts.payments import ProviderPay


@transaction.atomic
def ask_provider_payment(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    contract_id: UUID,
    month: date,
    claimed: Fen | None = None,
    extra: Fen = ZERO,
) -> ProviderPayment:
    """Ask to pay a contract's accepted sessions of a month; ``claimed`` is what the provider's bill says.

    ``extra`` is what its people would get beside the price. Raises UnableToSpend.
    """
    require(ASK_EXPENSE, actor, place)
    ledger, contract = ledger_of(place.school, term_id), contract_at(place.school, term_id, contract_id)
    if ledger is None or contract is None:
        raise UnableToSpend([refusal("A9.30", "contract_missing", subject="provider")])
    sessions = accepted_sessions(place.school, term_id, contract, month)
    amount = claimed if claimed is not None else contract.price * len(sessions)
    facts = ProviderPay(amount, len(sessions), contract.price, extra=extra)
    refused = [*stops(judge_at(place, facts, on=local_day(now))), *_nothing(amount)]
    if refused:
        raise UnableToSpend(refused)
    row = ProviderPayment.objects.create(
        county_code=place.code,
        school_id=place.school,
        ledger=ledger,
        contract_id=contract.contract_id,
        provider_id=contract.provider_id,
        month_date=month,
        session_count=len(sessions),
        price_fen=contract.price.amount,
        amount_fen=amount.amount,
        asked_by=actor.person,
        asked_at=now,
    )
    tell("asked", row, actor, now)
    return row


@transaction.atomic
def approve_provider_payment(*, actor: Actor, now: datetime, payment_id: UUID) -> ProviderPayment:
    """Approve a lump that somebody else asked for; its sessions count as paid. Raises UnableToSpend."""
    row = locked(ProviderPayment, payment_id)
    require(APPROVE_PAYMENT, actor, row.place)
    contract = contract_at(row.school_id, row.ledger.term_id, row.contract_id)
    sessions = (
        accepted_sessions(row.school_id, row.ledger.term_id, contract, row.month_date) if contract else []
    )
    facts = ProviderPay(Fen(row.amount_fen), len(sessions), Fen(row.price_fen))
    approve_voucher(row, actor, now, faults=stops(judge_at(row.place, facts, on=local_day(now))))
    ProviderSession.objects.bulk_create(
        ProviderSession(
            county_code=row.county_code, school_id=row.school_id, payment=row, session_id=session.id
        )
        for session in sessions
    )
    draft = provider_accepted([_item(row)])
    post(ledger=row.ledger, draft=draft, paper=_paper(row), actor=actor, now=now, prepared_by=row.asked_by)
    return row


@transaction.atomic
def refuse_provider_payment(*, actor: Actor, now: datetime, payment_id: UUID, reason: str) -> ProviderPayment:
    """Turn a provider's bill down; its sessions may be asked for again. Raises UnableToSpend."""
    row = locked(ProviderPayment, payment_id)
    require(APPROVE_PAYMENT, actor, row.place)
    refuse_voucher(row, actor, now, reason=reason)
    return row


@transaction.atomic
def pay_provider(*, actor: Actor, now: datetime, payment_id: UUID, purse_code: str) -> ProviderPayment:
    """Pay an approved lump from a registered account. Raises UnableToSpend."""
    row = locked(ProviderPayment, payment_id)
    require(PAY_OUT, actor, row.place)
    purse = purse_for(row, purse_code)
    mark_paid(row, actor, now)
    draft = provider_paid([_item(row)], purse=purse)
    post(ledger=row.ledger, draft=draft, paper=_paper(row), actor=actor, now=now, prepared_by=row.asked_by)
    return row


def accepted_sessions(
    school_id: UUID, term_id: UUID, contract: ContractInfo, month: date
) -> list[ProvidedSession]:
    """The contract's accepted sessions of a month that no payment covers, none of an own teacher."""
    return of_contract(unpaid_sessions(school_id, term_id, month), contract)


def unpaid_sessions(school_id: UUID, term_id: UUID, month: date) -> list[ProvidedSession]:
    """All providers' accepted sessions of a month that no payment covers, with two queries."""
    rows = provided_sessions(school_id, term_id, first=month, past=past_month(month))
    ids = [row.id for row in rows]
    paid = set(ProviderSession.objects.filter(session_id__in=ids).values_list("session_id", flat=True))
    return [row for row in rows if row.id not in paid]


def of_contract(sessions: Iterable[ProvidedSession], contract: ContractInfo) -> list[ProvidedSession]:
    """Those sessions that a contract pays for."""
    return [
        row
        for row in sessions
        if row.provider_id == contract.provider_id
        and row.course_key == contract.course_key
        and contract.starts_date <= row.date <= contract.ends_date
    ]


def contract_at(school_id: UUID, term_id: UUID, contract_id: UUID) -> ContractInfo | None:
    """An approved contract of a school's term by its id."""
    rows = contracts_of(school_id, term_id=term_id)
    return next((row for row in rows if row.contract_id == contract_id), None)


def _nothing(amount: Fen) -> list[Verdict]:
    return [] if amount > ZERO else [refusal("A9.30", "nothing_accepted", subject="provider")]


def _item(row: ProviderPayment) -> Item:
    point = school_info(row.school_id).short_code
    return Item(person_key(row.ledger_id, row.provider_id), point, Fen(row.amount_fen))


def _paper(row: ProviderPayment) -> Paper:
    return Paper(subject_of("provider_payment", row.id))
