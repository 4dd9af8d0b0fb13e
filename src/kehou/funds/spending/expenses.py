"""Other expenses: only of the whitelist, linked to a course, after allowances are secured (A9.20, A9.28)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.funds.access import APPROVE_PAYMENT, ASK_EXPENSE, PAY_OUT
from kehou.funds.book import Paper, ledger_of, person_key, post
from kehou.funds.models import Expense
from kehou.funds.spending.moving import (
    UnableToSpend,
    approve_voucher,
    locked,
    mark_paid,
    purse_for,
    refuse_voucher,
    tell,
)
from kehou.funds.spending.standing import Standing, standing_of
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import refusal, stops
from kehou.ledger.accounts import Spending
from kehou.ledger.recipes import expense_approved, expense_paid
from kehou.plans.public import approved_plan
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import subject_of
from kehou.registry.public import school_info
from kehou.rulebook.facts.payments import ExpenseFacts, Payee
from kehou.rulebook.hunan_2024.art09_spending import free_for_other_spending

ACCOUNTS = {
    "equipment_upkeep": Spending.EQUIPMENT,
    "activity": Spending.ACTIVITIES,
    "consumables": Spending.CONSUMABLES,
    "utilities": Spending.UTILITIES,
}


@transaction.atomic
def ask_expense(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    category: str,
    amount: Fen,
    course_key: str,
    purpose: str,
    payee_kind: str,
    payee: str,
) -> Expense:
    """Ask for an expense; every rule is asked before it is written down. Raises UnableToSpend."""
    require(ASK_EXPENSE, actor, place)
    ledger = ledger_of(place.school, term_id)
    if ledger is None:
        raise UnableToSpend([refusal("A9.22", "ledger_missing", subject="expense")])
    today = local_day(now)
    link = _link(place, term_id, course_key)
    facts = _facts(category, amount, link, payee_kind, standing_of(ledger, on=today))
    verdicts = judge_at(place, facts, on=today)
    refused = stops(verdicts)
    if refused:
        raise UnableToSpend(refused)
    row = Expense.objects.create(
        county_code=place.code,
        school_id=place.school,
        ledger=ledger,
        category=category,
        amount_fen=amount.amount,
        course_key=course_key,
        purpose=purpose,
        payee_kind=payee_kind,
        payee=payee,
        free_fen=free_for_other_spending(facts).amount,
        warnings=[verdict.reason for verdict in verdicts if verdict.warns],
        asked_by=actor.person,
        asked_at=now,
    )
    tell("asked", row, actor, now)
    return row


@transaction.atomic
def approve_expense(*, actor: Actor, now: datetime, expense_id: UUID) -> Expense:
    """Approve what somebody else asked for, if allowances are still secured. Raises UnableToSpend."""
    row = locked(Expense, expense_id)
    require(APPROVE_PAYMENT, actor, row.place)
    today = local_day(now)
    standing = standing_of(row.ledger, on=today)
    facts = _facts(row.category, Fen(row.amount_fen), row.course_key, row.payee_kind, standing)
    approve_voucher(row, actor, now, faults=stops(judge_at(row.place, facts, on=today)))
    draft = expense_approved(ACCOUNTS[row.category], _at_point(row), payee=_payee_key(row))
    post(ledger=row.ledger, draft=draft, paper=_paper(row), actor=actor, now=now, prepared_by=row.asked_by)
    return row


@transaction.atomic
def refuse_expense(*, actor: Actor, now: datetime, expense_id: UUID, reason: str) -> Expense:
    """Turn an expense down. Raises UnableToSpend."""
    row = locked(Expense, expense_id)
    require(APPROVE_PAYMENT, actor, row.place)
    refuse_voucher(row, actor, now, reason=reason)
    return row


@transaction.atomic
def pay_expense(*, actor: Actor, now: datetime, expense_id: UUID, purse_code: str) -> Expense:
    """Pay an approved expense from a registered account. Raises UnableToSpend."""
    row = locked(Expense, expense_id)
    require(PAY_OUT, actor, row.place)
    purse = purse_for(row, purse_code)
    mark_paid(row, actor, now)
    draft = expense_paid(_at_point(row), purse=purse, payee=_payee_key(row))
    post(ledger=row.ledger, draft=draft, paper=_paper(row), actor=actor, now=now, prepared_by=row.asked_by)
    return row


def _facts(category: str, amount: Fen, link: str, payee_kind: str, standing: Standing) -> ExpenseFacts:
    return ExpenseFacts(
        category=category,
        amount=amount,
        link=link,
        payee=Payee(payee_kind),
        cash=standing.cash,
        unpaid_allowances=standing.unpaid,
        projected=standing.projected,
        open_refunds=standing.open_refunds,
        days_to_term_end=standing.days_to_term_end,
    )


def _link(place: Place, term_id: UUID, course_key: str) -> str:
    """The course that causes an expense; empty unless the approved plan has it (A9.20, A9.34)."""
    plan = approved_plan(place.school, term_id)
    return course_key if plan and plan.content.course(course_key) else ""


def _at_point(row: Expense) -> dict[str, Fen]:
    return {school_info(row.school_id).short_code: Fen(row.amount_fen)}


def _payee_key(row: Expense) -> str:
    return person_key(row.ledger_id, row.id)


def _paper(row: Expense) -> Paper:
    return Paper(subject_of("expense", row.id))
