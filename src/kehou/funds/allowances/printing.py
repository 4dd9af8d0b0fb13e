"""The signed sheet as a workbook, with what the government's accounting asks for (practice.md 11)."""

from __future__ import annotations

from datetime import datetime

from kehou.funds.allowances.capitals import in_capitals
from kehou.funds.allowances.queries import SheetPage
from kehou.funds.models import AllowanceLine
from kehou.kernel.fen import Fen
from kehou.platform.paper.sheets import CellKind, Column, Sheet, print_workbook

CLASSIFICATION = {
    AllowanceLine.Capacity.DIRECT: "30107 绩效工资",
    AllowanceLine.Capacity.MANAGEMENT: "30107 绩效工资",
    AllowanceLine.Capacity.LABOUR: "30226 劳务费",
}
ITEM = "课后服务补助"
_COLUMNS = (
    Column("序号", CellKind.COUNT),
    Column("姓名"),
    Column("身份"),
    Column("课时", CellKind.COUNT),
    Column("值班天数", CellKind.COUNT),
    Column("应发（元）", CellKind.MONEY),
    Column("代扣税（元）", CellKind.MONEY),
    Column("实发（元）", CellKind.MONEY),
    Column("大写"),
    Column("部门预算经济分类"),
    Column("工资项目"),
    Column("签名"),
)


def workbook_of(page: SheetPage, *, at: datetime) -> bytes:
    """The sheet as ``.xlsx``, one line a person, with amounts in capitals too."""
    rows = tuple(
        (
            number,
            row.name,
            row.line.get_capacity_display(),
            row.line.units,
            row.line.duty_days,
            Fen(row.line.amount_fen),
            Fen(row.line.tax_fen or 0),
            row.net,
            in_capitals(row.net),
            classification(row.line.capacity),
            ITEM if row.line.capacity != AllowanceLine.Capacity.LABOUR else "",
            "",
        )
        for number, row in enumerate(page.lines, start=1)
    )
    heading = f"{page.school}{page.row.title.replace('发放表', '课后服务补助发放表')}"
    return print_workbook([Sheet("补助发放表", heading, _COLUMNS, rows)], author=page.school, at=at)


def classification(capacity: str) -> str:
    """The economic classification of the department's budget for a capacity."""
    return CLASSIFICATION[AllowanceLine.Capacity(capacity)]
