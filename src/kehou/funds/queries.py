"""Reading ledgers; each read starts from what the viewer may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from kehou.funds.access import OPEN_LEDGER, SEE_LEDGER
from kehou.funds.book.reading import balances
from kehou.funds.models import LedgerEntry, LedgerLine, MoneyAccount, TermLedger
from kehou.kernel.actor import Actor
from kehou.kernel.fen import ZERO, Fen, total
from kehou.ledger.accounts import CHART
from kehou.ledger.events import EVENTS, EventKind
from kehou.registry.public import SchoolInfo, TermInfo, current_term, schools_under


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account of the chart with what it holds, a debit on the left, a credit on the right."""

    code: str
    name: str
    kind: str
    debit: Fen | None
    credit: Fen | None


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of an entry as the ledger table draws it."""

    account: str
    point: str
    debit: Fen | None
    credit: Fen | None
    count: int


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry with its lines put together by account, so that no line about a child is shown."""

    entry: LedgerEntry
    name: str
    lines: tuple[LineRow, ...]


def visible_ledgers(viewer: Actor) -> QuerySet[TermLedger]:
    """The ledgers that a school keeps or an authority supervises, newest first."""
    return TermLedger.objects.filter(SEE_LEDGER.rows_for(viewer)).order_by("-opened_at")


def unopened(viewer: Actor, *, on: date) -> list[tuple[SchoolInfo, TermInfo]]:
    """The viewer's own legal persons that have no book yet for the term at hand."""
    found = []
    for school in schools_under(viewer.places(OPEN_LEDGER.roles)):
        term = current_term(school.county_code, on=on)
        if term is None or school.is_point:
            continue
        if not TermLedger.objects.filter(school_id=school.id, term_id=term.id).exists():
            found.append((school, term))
    return found


def trial_balance(ledger: TermLedger) -> tuple[AccountRow, ...]:
    """Every account that was moved, with its balance; both columns add up to the same."""
    held: dict[str, Fen] = {}
    for (code, _, _), amount in balances(ledger.id).by_place.items():
        held[code] = held.get(code, ZERO) + amount
    return tuple(
        AccountRow(code, CHART[code].name, CHART[code].kind.value, *_sides(held[code]))
        for code in CHART
        if code in held
    )


def column_sum(rows: Sequence[AccountRow]) -> Fen:
    """What the debit column adds up to."""
    return total(row.debit for row in rows if row.debit)


def entry_rows(entries: Sequence[LedgerEntry]) -> tuple[EntryRow, ...]:
    """Some entries with their lines by account and point; two queries however many there are."""
    together: dict[UUID, dict[tuple[str, str], tuple[Fen, int]]] = {entry.id: {} for entry in entries}
    lines = LedgerLine.objects.filter(entry__in=[entry.id for entry in entries]).order_by("position")
    for entry_id, account, point, fen in lines.values_list("entry_id", "account", "point_code", "amount_fen"):
        held, count = together[entry_id].get((account, point), (ZERO, 0))
        together[entry_id][account, point] = (held + Fen(fen), count + 1)
    return tuple(
        EntryRow(
            entry,
            EVENTS[EventKind(entry.event)].name,
            tuple(
                LineRow(CHART[account].name, point, *_sides(held), count)
                for (account, point), (held, count) in together[entry.id].items()
            ),
        )
        for entry in entries
    )


def confirmed_accounts(ledger: TermLedger) -> list[MoneyAccount]:
    """The registered accounts of a ledger's legal person that the county confirmed."""
    rows = MoneyAccount.objects.filter(school_id=ledger.school_id, ended_at=None)
    return list(rows.exclude(confirmed_at=None).order_by("code"))


def _sides(amount: Fen) -> tuple[Fen | None, Fen | None]:
    return (amount, None) if amount >= ZERO else (None, -amount)
