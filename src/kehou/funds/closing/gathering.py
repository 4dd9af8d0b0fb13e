"""What a term's end looks like, gathered when somebody acts: sessions, refunds, allowances, bank, costs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, QuerySet, Sum

from kehou.authority.public import asked_departures, parameters_for
from kehou.delivery.public import asked_open_sessions
from kehou.funds.allowances.asking import AskedUnsettled
from kehou.funds.book.reading import asked_balances
from kehou.funds.closing.facts import Held, means_of, spent_of
from kehou.funds.models import LedgerLine, SetOff, TermLedger
from kehou.funds.refunds.asking import asked_undecided
from kehou.kernel.fen import ZERO, Fen, total
from kehou.ledger.accounts import MONEY, OVERPAID
from kehou.platform.database.questions import Asked, question, together
from kehou.platform.database.scope import Scope, scoped
from kehou.registry.public import term_info
from kehou.rulebook.engine import Parameters
from kehou.rulebook.facts.closing import Settlement, TermEnd
from kehou.rulebook.hunan_2024.art09_surplus import settlement


def term_end(ledger: TermLedger, statements: Mapping[str, Fen] | None, *, today: date) -> TermEnd:
    """What is still open in a ledger's term on a day; ``statements`` are what the banks say, by account.

    Without any the banks are taken to say what the book says.
    """
    term, points = term_info(ledger.term_id), [UUID(point) for point in ledger.points.values()]
    booked, pay = asked_balances(ledger.id), AskedUnsettled.of(ledger)
    sessions = [asked_open_sessions(point, term.id, on=term.last_date) for point in points]
    refunds, leaves = asked_undecided(ledger), asked_departures(ledger.school_id, on=today)
    unknown, waiting = asked_unmatched(ledger.id), _waiting(ledger_id=ledger.id)
    together(booked, *pay.questions, *sessions, refunds, leaves, unknown, waiting)
    held = booked.answer.by_place
    spent = spent_of(held)
    settled = settlements(held, tuple(ledger.points), parameters_for(ledger.place, on=today))
    return TermEnd(
        last_date=term.last_date,
        today=today,
        sessions_open=sum(asked.answer for asked in sessions),
        refunds_undecided=refunds.answer,
        allowances_unsettled=len(pay.words),
        receipts_unmatched=unknown.answer,
        bank_difference=ZERO if statements is None else bank_difference(ledger, statements),
        shortfalls={point: found.shortfall for point, found in settled.items()},
        allowances=spent.allowances,
        spent=spent.total,
        set_offs_waiting=sum(count for _, count in waiting.answer),
        share_departure=any(leave.clause == "A9.25" for leave in leaves.answer),
    )


def settlements(held: Held, points: tuple[str, ...], parameters: Parameters) -> dict[str, Settlement]:
    """What is left at each point, and whose it is."""
    return {point: settlement(means_of(held, point), parameters) for point in points}


def purse_balances(ledger: TermLedger, *, past: date | None = None) -> dict[str, Fen]:
    """What lies in each registered account of a ledger's legal person by its books, before a day or now.

    A bank knows no terms: what an earlier term has not given back yet lies beside what this one took in, so
    the books of all terms on an account add up.
    """
    books = TermLedger.objects.filter(school_id=ledger.school_id)
    points = {UUID(point) for book in books for point in book.points.values()}
    sight = Scope(schools=frozenset({ledger.school_id, *points}), counties=frozenset({ledger.county_code}))
    lines = LedgerLine.objects.filter(ledger__in=books, account__in=MONEY)
    lines = lines.filter(entry_date__lt=past) if past else lines
    with scoped(sight):
        rows = list(lines.values_list("bank_code").annotate(held=Sum("amount_fen")))
    return {code: Fen(int(held)) for code, held in rows}


def bank_difference(ledger: TermLedger, statements: Mapping[str, Fen], *, past: date | None = None) -> Fen:
    """How far books and statements are apart, over all accounts, as an amount that is never negative.

    ``past`` is the day after the statements' last one, where they do not tell of now.
    """
    booked = purse_balances(ledger, past=past)
    apart = (booked.get(code, ZERO) - statements.get(code, ZERO) for code in sorted({*booked, *statements}))
    return total(max(gap, -gap) for gap in apart)


def unmatched(ledger: TermLedger) -> int:
    """How many points hold money of which nobody knows who paid it."""
    return asked_unmatched(ledger.id).answer


def asked_unmatched(ledger_id: UUID) -> Asked[int]:
    """How many points hold such money, to be asked together with other things."""
    return _unmatched(ledger_id=ledger_id).then(len)


@question
def _unmatched(ledger_id: UUID) -> QuerySet[LedgerLine, Any]:
    rows = LedgerLine.objects.filter(ledger_id=ledger_id, account=OVERPAID.code, pupil_key="")
    return rows.values_list("point_code").annotate(held=Sum("amount_fen")).exclude(held=0)


@question
def _waiting(ledger_id: UUID) -> QuerySet[SetOff, Any]:
    """How many shares of the last surplus neither paid a bill of this term nor are owed in money."""
    settled = F("applied_fen") + F("released_fen") + F("undone_fen")
    rows = SetOff.objects.filter(ledger_id=ledger_id, amount_fen__gt=settled)
    return rows.order_by().values_list("ledger_id").annotate(Count("id"))
