"""The fee scheme of a demo plan: cost, fees and subsidy in balance."""

from __future__ import annotations

from collections.abc import Sequence

from kehou.kernel.fen import Fen
from kehou.kernel.moments import SchoolCalendar
from kehou.registry.public import TermInfo, holiday_calendar
from kehou.rulebook.facts.fees import (
    CostLine,
    FeeFacts,
    IncomeSource,
    SourceLine,
    StagePrice,
    WaiverFunding,
)
from kehou.rulebook.facts.school import Stage

WEEKDAYS = 5
ALLOWANCE = Fen(5_000)


def fees_of(
    term: TermInfo, stages: Sequence[Stage], weekly: int, price: Fen, joining: int, waived: int
) -> FeeFacts:
    """Cost, fees and subsidy balance to the fen: the subsidy bears the waived pupils (A9.4, A9.39)."""
    days = _school_days(term)
    share = joining // len(stages)
    prices = tuple(StagePrice(stage, price, days * 2, share - waived, waived) for stage in stages)
    income = sum((row.planned_income for row in prices), Fen(0))
    sessions = days * weekly // WEEKDAYS
    lines: tuple[CostLine, ...] = (
        CostLine("staff_allowance", sessions, ALLOWANCE, link="全部课程", evidence="课表"),
        CostLine("consumables", days, Fen(3_000), link="手工、科学", evidence="询价单"),
    )
    cost = sum((line.amount for line in lines), Fen(0))
    needed = income + sum((row.per_pupil * row.waived_count for row in prices), Fen(0))
    if cost < needed:
        more = CostLine("staff_allowance", 1, needed - cost, link="分班增加的课时", evidence="课表")
        lines, cost = (*lines, more), needed
    sources = [SourceLine(IncomeSource.SERVICE_FEE, income)]
    if cost > income:
        sources.append(SourceLine(IncomeSource.SUBSIDY, cost - income, "示财教〔2025〕30号"))
    return FeeFacts(
        prices=prices,
        cost_lines=lines,
        sources=tuple(sources),
        waiver_rule="孤儿、残疾学生和家庭经济困难学生按《示范县课后服务费减免办法》免费。",
        waiver_funding=WaiverFunding.SUBSIDY,
        refund_rule="因病、因事请假和学校停课的，按课时退费，15个工作日内办结。",
        surplus_rule="学期结束有结余的，30日内全额退给缴费学生。",
    )


def _school_days(term: TermInfo) -> int:
    calendar = SchoolCalendar(term.first_date, term.last_date, holiday_calendar())
    return sum(1 for _ in calendar.school_days())
