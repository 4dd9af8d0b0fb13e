"""The side navigation of a desk: it follows the procedure, and shows what the actor may open."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from kehou.agreements.access import KEY_PAPER
from kehou.authority.access import (
    KEEP_RECORD,
    KEEP_RESOURCES,
    SEE_AUTHORITY,
    SEE_DEPARTURES,
    SEE_POLICY,
    SET_PARAMETER,
)
from kehou.consultation.access import FOLLOW_CLASS, SEE_CONSULTATION
from kehou.delivery.access import (
    ANSWER_LEAVE,
    HAND_OVER,
    KEEP_GATE,
    LEAD_SESSION,
    REPORT_INCIDENT,
    SEE_BOARD,
    SEE_LOG,
)
from kehou.enrolment.access import SEE_CHOICE, SEE_LISTS
from kehou.funds.access import SEE_ALLOWANCES, SEE_BILLS, SEE_LEDGER, SEE_PUBLISHED_SHEET
from kehou.kernel.actor import Actor
from kehou.notices.access import SEE_NOTICES
from kehou.oversight.access import (
    NOTE_SIGNAL,
    PLAN_INSPECTION,
    RUN_SURVEY,
    SEE_CASE,
    SEE_CORRECTION,
    SEE_COUNTY_BOARD,
    SEE_ERASURES,
    SEE_INDICATORS,
    SEE_PROVINCE_BOARD,
    SEE_STATEMENT,
)
from kehou.plans.access import REVIEW_PLAN, SEE_PLAN
from kehou.platform.access.actions import Action
from kehou.platform.ui.pieces import Link
from kehou.platform.ui.shell import NavSection
from kehou.providers.access import SEE_CONTRACTS, SEE_OWN_DESK, SEE_PEOPLE, SEE_PROVIDERS, SEE_REQUESTS
from kehou.registry.access import (
    IMPORT_ROLL,
    KEEP_SCHOOLS,
    KEEP_TERMS,
    SEE_CALENDAR,
    SEE_PUPILS,
    SEE_STAFF,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One link: its label, the name of its address, and the action that it needs."""

    label: str
    name: str
    action: Action


SECTIONS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "政策与标准",
        (
            Entry("收费标准", "tariffs", SEE_AUTHORITY),
            Entry("县级政策和减免", "policies", SEE_POLICY),
            Entry("补贴和部门工作", "county-records", KEEP_RECORD),
            Entry("课程资源", "resources", KEEP_RESOURCES),
            Entry("参数", "parameters", SET_PARAMETER),
            Entry("准予例外", "departures", SEE_DEPARTURES),
        ),
    ),
    (
        "学校和人员",
        (
            Entry("学校", "schools", KEEP_SCHOOLS),
            Entry("学期", "terms", KEEP_TERMS),
            Entry("校历", "calendars", SEE_CALENDAR),
            Entry("导入名册", "rolls", IMPORT_ROLL),
            Entry("学生与家长", "pupils", SEE_PUPILS),
            Entry("教职工与岗位", "staff", SEE_STAFF),
            Entry("离校学生信息", "erasures", SEE_ERASURES),
        ),
    ),
    (
        "准入和机构",
        (
            Entry("人员准入", "people", SEE_PEOPLE),
            Entry("人员和机构报批", "person-requests", SEE_REQUESTS),
            Entry("第三方机构", "providers", SEE_PROVIDERS),
            Entry("引进机构和合同", "contracts", SEE_CONTRACTS),
            Entry("我的合同", "provider-desk", SEE_OWN_DESK),
            Entry("我的课次", "provider-sessions", SEE_OWN_DESK),
        ),
    ),
    (
        "征求意见",
        (
            Entry("征求家长意见", "consultations", SEE_CONSULTATION),
            Entry("本班答复", "consultation-class", FOLLOW_CLASS),
        ),
    ),
    ("实施方案", (Entry("实施方案", "plans", SEE_PLAN), Entry("方案审批", "reviews", REVIEW_PLAN))),
    ("公示", (Entry("公示办理", "notices", SEE_NOTICES),)),
    ("协议", (Entry("纸质协议", "sheets", KEY_PAPER),)),
    ("选课", (Entry("选课和派位", "choices", SEE_CHOICE), Entry("名册", "lists", SEE_LISTS))),
    (
        "经费",
        (
            Entry("收费和退费", "bills", SEE_BILLS),
            Entry("补助发放", "pay-sheets", SEE_PUBLISHED_SHEET),
            Entry("其他支出和机构结算", "spending", SEE_ALLOWANCES),
            Entry("专款台账", "ledgers", SEE_LEDGER),
        ),
    ),
    (
        "放学以后",
        (
            Entry("今天的课", "afternoon", LEAD_SESSION),
            Entry("班级交接", "classes", HAND_OVER),
            Entry("学生去向", "custody-board", SEE_BOARD),
            Entry("校门口", "gate", KEEP_GATE),
            Entry("请假", "leaves", ANSWER_LEAVE),
            Entry("工作台账", "service-log", SEE_LOG),
            Entry("安全事件", "incidents", REPORT_INCIDENT),
        ),
    ),
    (
        "监督",
        (
            Entry("课后服务监测", "board", SEE_COUNTY_BOARD),
            Entry("各县汇总", "province-board", SEE_PROVINCE_BOARD),
            Entry("本校指标", "own-indicators", NOTE_SIGNAL),
            Entry("指标提示", "signals", SEE_INDICATORS),
            Entry("投诉举报", "cases", SEE_CASE),
            Entry("检查", "inspections", PLAN_INSPECTION),
            Entry("核查与整改", "corrections", SEE_CORRECTION),
            Entry("满意度和家长意见", "surveys", RUN_SURVEY),
            Entry("年度报告", "years", RUN_SURVEY),
            Entry("我的课后服务", "statement", SEE_STATEMENT),
        ),
    ),
)


def sections_for(actor: Actor, *, path: str) -> list[NavSection]:
    """The sections with at least one link that the actor may open; the one at hand is marked."""
    found = []
    for title, entries in SECTIONS:
        links = [_link(entry, path) for entry in entries if entry.action.open_to(actor)]
        if links:
            found.append(NavSection(title, links))
    return found


def _link(entry: Entry, path: str) -> Link:
    url = reverse(entry.name)
    return Link(entry.label, url, current=path.startswith(url))
