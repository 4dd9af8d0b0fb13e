"""The accounts of all schools of a county's term side by side, for finance and personnel (A9.35, A9.36)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Sum

from kehou.funds.closing.showing import STATE_NAMES
from kehou.funds.models import LedgerLine, TermLedger
from kehou.kernel.fen import ZERO, Fen, total
from kehou.ledger import accounts as a
from kehou.ledger.accounts import Account
from kehou.ledger.events import State
from kehou.platform.paper.sheets import CellKind, Column, Sheet, print_workbook
from kehou.registry.public import division_name, schools_by_id, term_info

STAFF = (a.TEACHERS, a.MANAGERS)
COLUMNS = (
    Column("学校"),
    Column("账簿状态"),
    Column("应收服务费（元）", CellKind.MONEY),
    Column("减免（元）", CellKind.MONEY),
    Column("退费（元）", CellKind.MONEY),
    Column("财政补助（元）", CellKind.MONEY),
    Column("参与教师补助（元）", CellKind.MONEY),
    Column("参与教师（人）", CellKind.COUNT),
    Column("管理人员补助（元）", CellKind.MONEY),
    Column("管理人员（人）", CellKind.COUNT),
    Column("绩效工资增量合计（元）", CellKind.MONEY),
    Column("校外劳务费（元）", CellKind.MONEY),
    Column("第三方服务费（元）", CellKind.MONEY),
    Column("其他服务支出（元）", CellKind.MONEY),
    Column("返还家长结余（元）", CellKind.MONEY),
)
Row = tuple[str | int | Fen, ...]


@dataclass(frozen=True, slots=True)
class SchoolTerm:
    """One school's term: what its accounts hold, a debit positive, and how many were paid."""

    ledger: TermLedger
    held: Mapping[str, Fen]
    people: Mapping[str, int]

    def of(self, *accounts: Account) -> Fen:
        """What some accounts hold together."""
        return total(self.held.get(account.code, ZERO) for account in accounts)

    @property
    def increment(self) -> Fen:
        """What the service added to the performance pay of own staff; outside people are left out."""
        return self.of(*STAFF)


def county_terms(county_code: str, term_id: UUID) -> list[SchoolTerm]:
    """Every school's term in a county, with three queries however many; within the scope in force."""
    ledgers = list(TermLedger.objects.filter(county_code=county_code, term_id=term_id))
    lines = LedgerLine.objects.filter(ledger__in=ledgers)
    held: dict[UUID, dict[str, Fen]] = {}
    for ledger_id, code, fen in lines.values_list("ledger_id", "account").annotate(held=Sum("amount_fen")):
        held.setdefault(ledger_id, {})[code] = Fen(int(fen))
    people: dict[UUID, dict[str, int]] = {}
    paid = lines.filter(account__in=[account.code for account in STAFF]).exclude(person_key="")
    counted = paid.values_list("ledger_id", "account").annotate(people=Count("person_key", distinct=True))
    for ledger_id, code, count in counted:
        people.setdefault(ledger_id, {})[code] = count
    return [SchoolTerm(row, held.get(row.id, {}), people.get(row.id, {})) for row in ledgers]


def county_workbook(county_code: str, term_id: UUID, *, at: datetime) -> bytes:
    """The county's term as ``.xlsx``, a row a school and the sum below."""
    heading = f"{division_name(county_code)}{term_info(term_id).label}课后服务收支与绩效工资增量"
    sheet = Sheet("收支汇总", heading, COLUMNS, tuple(_rows(county_terms(county_code, term_id))))
    return print_workbook([sheet], author=division_name(county_code), at=at)


def county_csv(county_code: str, term_id: UUID) -> bytes:
    """The same as comma-separated text with plain yuan, for other programs."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(column.title for column in COLUMNS)
    for row in _rows(county_terms(county_code, term_id)):
        writer.writerow(_plain(cell) for cell in row)
    return out.getvalue().encode("utf-8-sig")


def _rows(terms: Iterable[SchoolTerm]) -> list[Row]:
    known = list(terms)
    names = schools_by_id(term.ledger.school_id for term in known)
    rows = sorted(
        (_row(names[term.ledger.school_id].name, term) for term in known), key=lambda row: str(row[0])
    )
    return [*rows, _sum(rows)] if rows else []


def _row(name: str, term: SchoolTerm) -> Row:
    return (
        name,
        STATE_NAMES[State(term.ledger.state)],
        -term.of(a.FEES),
        term.of(a.WAIVED_BY_SUBSIDY, a.WAIVED_BY_SCHOOL),
        term.of(a.REFUNDED),
        -term.of(a.SUBSIDY),
        term.of(a.TEACHERS),
        term.people.get(a.TEACHERS.code, 0),
        term.of(a.MANAGERS),
        term.people.get(a.MANAGERS.code, 0),
        term.increment,
        term.of(a.LABOUR),
        term.of(a.PROVIDERS),
        total(term.held.get(code, ZERO) for code in a.Spending),
        term.of(a.SURPLUS),
    )


def _sum(rows: list[Row]) -> Row:
    """The sum of every column of numbers."""
    found: list[str | int | Fen] = ["合计", f"{len(rows)}所"]
    for column in list(zip(*rows, strict=True))[2:]:
        amounts = [cell for cell in column if isinstance(cell, Fen)]
        counts = [cell for cell in column if isinstance(cell, int)]
        found.append(total(amounts) if amounts else sum(counts))
    return tuple(found)


def _plain(cell: str | int | Fen) -> str:
    """A cell as text that a spreadsheet does not take for a formula."""
    if isinstance(cell, Fen):
        return cell.in_yuan().replace(",", "")
    text = str(cell)
    return f"'{text}" if text[:1] in "=+-@" else text
