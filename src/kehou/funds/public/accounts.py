"""The public account of a term, and the money as facts for indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kehou.funds.accounts.content import from_json
from kehou.funds.accounts.facts import AccountContent
from kehou.funds.accounts.reading import accounts_of, latest_account
from kehou.funds.book import ledger_of
from kehou.funds.book.reading import balances, held_by_person
from kehou.funds.closing.facts import means_of, spent_of
from kehou.funds.closing.returns import point_of
from kehou.kernel.fen import ZERO, Fen, total
from kehou.ledger import accounts as a
from kehou.ledger.accounts import Account
from kehou.ledger.events import State


@dataclass(frozen=True, slots=True)
class TermAccount:
    """The account of a term as it was last published. ``kind`` is preliminary or final."""

    id: UUID
    kind: str
    version: int
    published_at: datetime
    content: AccountContent
    earlier: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """What the money of a school's or teaching point's term came to, in fen, as the book stands now.

    ``managers`` and ``teachers`` are sums and head counts of who was paid (A9.26); ``others`` is the
    spending beside allowances, labour and providers.
    """

    state: State
    billed: Fen
    waived: Fen
    refunded: Fen
    arrears: Fen
    owed_by_families: Fen
    net_paid: Fen
    subsidy: Fen
    allowances: Fen
    teachers: Fen
    teacher_count: int
    managers: Fen
    manager_count: int
    outside: Fen
    providers: Fen
    others: Fen
    spent: Fen
    refunds_due: Fen
    pool: Fen
    returned: Fen
    parked: Fen
    head: str


def term_account(school_id: UUID, term_id: UUID) -> TermAccount | None:
    """The latest published account that tells of a school's money in a term, or None before there is one."""
    row = latest_account(school_id, term_id)
    if row is None:
        return None
    return TermAccount(
        id=row.id,
        kind=row.kind,
        version=row.version,
        published_at=row.published_at,
        content=from_json(row.content),
        earlier=tuple(other.id for other in accounts_of(row.ledger_id) if other.version < row.version),
    )


def money_facts(school_id: UUID, term_id: UUID) -> MoneyFacts | None:
    """The money of a school's term at its own point, or None before its ledger was opened."""
    ledger = ledger_of(school_id, term_id)
    point = point_of(ledger, school_id) if ledger else None
    if ledger is None or point is None:
        return None
    held = balances(ledger.id)
    here = {place: amount for place, amount in held.by_place.items() if place[2] == point}
    means, spent = means_of(here, point), spent_of(here)

    def of(*accounts: Account) -> Fen:
        return held.of(*accounts, point=point)

    def people(account: Account) -> int:
        paid = held_by_person(ledger.id, account)
        return sum(1 for (its_point, key), _ in paid.items() if its_point == point and key)

    due, parked = -of(a.SURPLUS_DUE), -of(a.SURPLUS_PARKED)
    others = total(of(a.CHART[code]) for code in a.Spending)
    return MoneyFacts(
        state=State(ledger.state),
        billed=-of(a.FEES),
        waived=of(a.WAIVED_BY_SUBSIDY, a.WAIVED_BY_SCHOOL),
        refunded=of(a.REFUNDED),
        arrears=of(a.ARREARS),
        owed_by_families=of(a.RECEIVABLE),
        net_paid=means.net_paid,
        subsidy=-of(a.SUBSIDY),
        allowances=spent.allowances,
        teachers=of(a.TEACHERS),
        teacher_count=people(a.TEACHERS),
        managers=of(a.MANAGERS),
        manager_count=people(a.MANAGERS),
        outside=of(a.LABOUR),
        providers=of(a.PROVIDERS),
        others=others,
        spent=spent.total,
        refunds_due=-of(a.REFUNDS_DUE),
        pool=of(a.SURPLUS),
        returned=max(ZERO, of(a.SURPLUS) - due - parked),
        parked=parked,
        head=ledger.head,
    )
