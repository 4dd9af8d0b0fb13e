"""The chapter of a visit: planned by risk, findings proved, the school heard, put right (A11.2, A11.3)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from kehou.demo.rolls import COUNTY_CODE
from kehou.demo.story.bureau import COUNTY, Desk, as_officer, put_right
from kehou.demo.story.teller import Teller
from kehou.oversight.models import Inspection
from kehou.oversight.services.correcting import (
    Demand,
)
from kehou.oversight.services.inspecting import (
    begin_inspection,
    close_inspection,
    decide_inspection,
    order_from_inspection,
    reply_to_findings,
    send_findings,
    write_finding,
)
from kehou.oversight.services.planning import plan_inspections
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped


def tell_visit(teller: Teller, desk: Desk) -> None:
    """From the county's plan to a visit that is closed."""
    teller.chapter("检查")
    teller.refusal("一学期一所学校也不检查", "A11.2", lambda: _plan(desk, {}))
    schools = {school.id: False for school in desk.county.schools.values()}
    teller.step("按风险确定检查计划", lambda: _plan(desk, schools))
    visit = _visit_to(desk)
    teller.step("开始检查，生成检查表", lambda: as_officer(desk, begin_inspection, inspection_id=visit))
    teller.refusal("没有证据的问题", "A11.3", lambda: _find(desk, visit, ()))
    teller.step("记录问题，写明依据和证据", lambda: _find(desk, visit, ("公示栏照片2张",)))
    sheet = perform(send_findings, actor=desk.officer, now=desk.now, inspection_id=visit)
    teller.refusal("没有听取学校意见就决定", "A11.2", lambda: _settle(desk, visit))
    if sheet is None:
        raise AssertionError("something was found, and no sheet was sent")
    teller.step("学校陈述意见", lambda: _say(desk, sheet.id))
    teller.step("作出决定", lambda: _settle(desk, visit))
    teller.refusal(
        "没有整改就结束", "A11.16", lambda: as_officer(desk, close_inspection, inspection_id=visit)
    )
    teller.step("下达整改通知，复查通过", lambda: _correct_visit(desk, visit))
    teller.step("检查结束", lambda: as_officer(desk, close_inspection, inspection_id=visit))


def _plan(desk: Desk, chosen: dict[UUID, bool]) -> object:
    term_id = desk.county.term.id
    return as_officer(desk, plan_inspections, county_code=COUNTY_CODE, term_id=term_id, chosen=chosen)


def _visit_to(desk: Desk) -> UUID:
    with scoped(at(COUNTY)):
        return Inspection.objects.get(concerned_school_id=desk.place.school).id


def _find(desk: Desk, visit: UUID, evidence: Sequence[str]) -> object:
    text = "公示栏内容不是现行方案"
    return as_officer(desk, write_finding, inspection_id=visit, clause="A12.1", text=text, evidence=evidence)


def _say(desk: Desk, sheet_id: UUID) -> object:
    text = "公示栏已更新"
    return perform(reply_to_findings, actor=desk.head, now=desk.now, sheet_id=sheet_id, text=text)


def _settle(desk: Desk, visit: UUID) -> object:
    return perform(
        decide_inspection, actor=desk.approver, now=desk.now, inspection_id=visit, text="责令更新公示栏"
    )


def _correct_visit(desk: Desk, visit: UUID) -> None:
    demand = Demand("公示栏内容不是现行方案", "更新公示栏", "A12.1")
    order = perform(
        order_from_inspection, actor=desk.approver, now=desk.now, inspection_id=visit, demand=demand
    )
    put_right(desk, order.id, "已更新")
