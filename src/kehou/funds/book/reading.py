"""What the book says: balances by account, fund and point, and the lines of one pupil."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from kehou.funds.models import LedgerLine
from kehou.kernel.fen import ZERO, Fen, total
from kehou.ledger.accounts import Account
from kehou.ledger.events import EventKind
from kehou.ledger.lines import Fund
from kehou.platform.database.questions import Asked, Rows, question


@dataclass(frozen=True, slots=True)
class Balances:
    """Balances of a ledger, a debit positive. Absent means nothing was ever booked."""

    by_place: Mapping[tuple[str, Fund, str], Fen]

    def of(self, *accounts: Account, point: str | None = None, fund: Fund | None = None) -> Fen:
        """What some accounts hold together, at all points or one, of both funds or one."""
        codes = {account.code for account in accounts}
        return total(
            amount
            for (code, its_fund, its_point), amount in self.by_place.items()
            if code in codes and point in (None, its_point) and fund in (None, its_fund)
        )


@dataclass(frozen=True, slots=True)
class BookedLine:
    """A line about one pupil or person, as it was booked."""

    number: int
    date: date
    event: EventKind
    account: str
    amount: Fen


def balances(ledger_id: UUID) -> Balances:
    """The balances of a ledger, with one query."""
    return asked_balances(ledger_id).answer


def asked_balances(ledger_id: UUID) -> Asked[Balances]:
    """The balances of a ledger, to be asked together with other things."""
    return _held(ledger_id=ledger_id).then(_balances)


@question
def _held(ledger_id: UUID) -> QuerySet[LedgerLine, Any]:
    rows = LedgerLine.objects.filter(ledger_id=ledger_id).values_list("account", "fund", "point_code")
    return rows.annotate(held=Sum("amount_fen"))


def _balances(rows: Rows) -> Balances:
    return Balances({(code, Fund(fund), point): Fen(int(held)) for code, fund, point, held in rows})


def moved_by(ledger_id: UUID, events: Iterable[EventKind], *accounts: Account) -> Fen:
    """What all entries of some events moved on some accounts, a debit positive."""
    lines = LedgerLine.objects.filter(
        ledger_id=ledger_id,
        event__in=[event.value for event in events],
        account__in=[account.code for account in accounts],
    )
    return Fen(int(lines.aggregate(moved=Sum("amount_fen"))["moved"] or 0))


def lines_of_pupil(ledger_id: UUID, pupil_key: str) -> tuple[BookedLine, ...]:
    """Every line about one pupil, in the order of booking."""
    rows = LedgerLine.objects.filter(ledger_id=ledger_id, pupil_key=pupil_key).order_by("number", "position")
    return tuple(
        BookedLine(row.number, row.entry_date, EventKind(row.event), row.account, Fen(row.amount_fen))
        for row in rows
    )


def held_by_pupil(
    ledger_id: UUID, *accounts: Account, fund: Fund | None = None
) -> dict[tuple[str, str], Fen]:
    """What some accounts hold of each pupil at each point: ``(point, key) -> amount``, zeros left out."""
    return _held_by("pupil_key", ledger_id, accounts, fund)


def held_by_person(ledger_id: UUID, *accounts: Account) -> dict[tuple[str, str], Fen]:
    """What some accounts hold of each person who is paid at each point, zeros left out."""
    return _held_by("person_key", ledger_id, accounts, None)


def _held_by(
    column: str, ledger_id: UUID, accounts: tuple[Account, ...], fund: Fund | None
) -> dict[tuple[str, str], Fen]:
    lines = LedgerLine.objects.filter(ledger_id=ledger_id, account__in=[account.code for account in accounts])
    lines = lines.filter(fund=fund.value) if fund else lines
    rows = (
        lines.values_list("point_code", column)
        .annotate(held=Sum("amount_fen"))
        .order_by("point_code", column)
    )
    found = {(point, key): Fen(int(held)) for point, key, held in rows}
    return {where: amount for where, amount in found.items() if amount != ZERO}
