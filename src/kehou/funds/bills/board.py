"""The school's row on its fee board (教育收费公示栏), with the numbers to report wrong charges to (A2.12)."""

from __future__ import annotations

from datetime import date, datetime

from kehou.authority.public import county_policy, receipt_kind, waiver_rule
from kehou.plans.public import ApprovedPlan, approved_facts
from kehou.platform.paper.documents.fee_board import FeeBoard, FeeBoardRow, print_fee_board
from kehou.platform.paper.documents.parts import Channel
from kehou.platform.ui.wording import grade_label, yuan
from kehou.registry.public import SchoolInfo, TermInfo
from kehou.rulebook.facts.fees import StagePrice

_STAGES = {"primary": "小学", "junior": "初中"}


def fee_board(plan: ApprovedPlan, school: SchoolInfo, term: TermInfo, *, at: datetime) -> bytes:
    """The board as PDF, one row for each stage that pays."""
    on = at.date()
    facts = approved_facts(plan.version_id)
    rows = tuple(
        _row(price, school, on, facts.fees.waiver_rule) for price in facts.fees.prices if price.price
    )
    board = FeeBoard(school.name, term.label, rows, _channels(school, on), on)
    return print_fee_board(board, at=at)


def _row(price: StagePrice, school: SchoolInfo, on: date, waiver: str) -> FeeBoardRow:
    tariff = price.tariff
    rule = waiver_rule(school.county_code, on=on)
    named = f"按《{rule.title}》（{rule.document_number}）减免" if rule else ""
    grades = "、".join(grade_label(grade) for grade in sorted(school.grades))
    return FeeBoardRow(
        item="课后服务费（服务性收费，自愿参加）",
        standard=f"{yuan(price.price)}",
        unit=f"每课时（{_STAGES[price.stage.value]}）",
        basis=tariff.document_number if tariff else "",
        payers=f"自愿参加课后服务并签订协议的学生（{grades}）",
        waiver=waiver or named or "按县里的减免办法执行",
        receipt=receipt_kind(school.county_code[:4], on=on) or "财政票据",
    )


def _channels(school: SchoolInfo, on: date) -> tuple[Channel, ...]:
    policy = county_policy(school.county_code, on=on)
    county = (
        (Channel("县教育局监督电话", policy.complaint_phone),) if policy and policy.complaint_phone else ()
    )
    return (*county, Channel("市场监管投诉举报", "12315"), Channel("政务服务便民热线", "12345"))
