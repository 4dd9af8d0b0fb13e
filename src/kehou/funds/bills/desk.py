"""Reading for the accountant's desk: the bills of a school's term, page by page, and as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from kehou.funds.bills.facts import Standing
from kehou.funds.bills.rules import state_of
from kehou.funds.bills.standing import AskedStandings
from kehou.funds.family.reading import code_of
from kehou.funds.family.wording import BILL_STATES
from kehou.funds.models import Bill
from kehou.kernel.fen import Fen
from kehou.platform.database.questions import together
from kehou.platform.paper.sheets import Cell, CellKind, Column, Sheet, print_workbook
from kehou.platform.ui.pieces import Tone
from kehou.registry.public import SchoolInfo, TermInfo, asked_names, asked_pupils

A_PAGE = 50
COLUMNS = (
    Column("账单号", CellKind.COUNT),
    Column("班级"),
    Column("姓名"),
    Column("缴费编号"),
    Column("课时", CellKind.COUNT),
    Column("应收", CellKind.MONEY),
    Column("减免", CellKind.MONEY),
    Column("应缴", CellKind.MONEY),
    Column("已缴", CellKind.MONEY),
    Column("退费", CellKind.MONEY),
    Column("待缴", CellKind.MONEY),
    Column("状态"),
)


@dataclass(frozen=True, slots=True)
class BillRow:
    """One bill as desks show it."""

    bill: Bill
    name: str
    class_name: str
    pay_code: str
    standing: Standing
    state: str
    tone: Tone


def bills_of(school_id: UUID, term_id: UUID) -> QuerySet[Bill]:
    """The live bills of a school's term by number."""
    return Bill.objects.filter(school_id=school_id, term_id=term_id, cancelled_at=None).order_by("number")


def bill_page(bills: QuerySet[Bill], number: str | None) -> Page[Bill]:
    """One page of some bills."""
    return Paginator(bills.defer("lines"), A_PAGE).get_page(number)


def bill_rows(bills: Iterable[Bill], term: TermInfo) -> list[BillRow]:
    """Bills with names and standing; a fixed number of queries."""
    rows = list(bills)
    if not rows:
        return []
    pupils = [row.pupil_id for row in rows]
    standing, named = AskedStandings.of(row.id for row in rows), asked_names(pupils)
    on_roll = asked_pupils(rows[0].school_id, pupils)
    together(*standing.questions, named, on_roll)
    found, names = standing.of_bills(rows), named.answer
    classes = {pupil.id: pupil.class_name for pupil in on_roll.answer}
    return [_row(row, names, classes, found[row.id], term) for row in rows]


def bill_workbook(school: SchoolInfo, term: TermInfo, *, at: datetime) -> bytes:
    """All bills of a term as a workbook."""
    rows = bill_rows(bills_of(school.id, term.id), term)
    sheet = Sheet("账单", f"{school.name} {term.label}课后服务费账单", COLUMNS, tuple(map(_cells, rows)))
    return print_workbook([sheet], author=school.name, at=at)


def bill_numbered(school_id: UUID, term_id: UUID, numbers: Sequence[int]) -> Bill | None:
    """The live bill of the first of some numbers that has one."""
    return bills_of(school_id, term_id).filter(number__in=list(numbers)).first()


def _row(
    bill: Bill, names: dict[UUID, str], classes: dict[UUID, str], standing: Standing, term: TermInfo
) -> BillRow:
    state, tone = BILL_STATES[state_of(standing)]
    return BillRow(
        bill=bill,
        name=names.get(bill.pupil_id, "已离校学生"),
        class_name=classes.get(bill.pupil_id, ""),
        pay_code=code_of(bill, term),
        standing=standing,
        state=state,
        tone=tone,
    )


def _cells(row: BillRow) -> tuple[Cell, ...]:
    bill, standing = row.bill, row.standing
    return (
        bill.number,
        row.class_name,
        row.name,
        row.pay_code,
        bill.units,
        Fen(bill.gross_fen),
        Fen(bill.waived_fen),
        standing.net,
        standing.settled,
        standing.granted,
        standing.open,
        row.state,
    )
