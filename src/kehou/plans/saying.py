"""Differences between two contents in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass

from kehou.kernel.fen import Fen
from kehou.plans.differences import Difference
from kehou.plans.facts import PlanContent
from kehou.plans.names import (
    BASIS_NAMES,
    CATEGORY_NAMES,
    CONTENT_NAMES,
    COST_NAMES,
    DOMAIN_NAMES,
    FIVE_MANAGEMENT,
    KIND_NAMES,
    LEADER_NAMES,
    MODE_NAMES,
    ONLINE_NAMES,
    SOURCE_NAMES,
    STAGE_NAMES,
    WAIVER_NAMES,
)
from kehou.platform.ui.pieces import Change
from kehou.platform.ui.wording import WEEKDAYS, grade_label, grades_text, time_range, yuan
from kehou.rulebook.engine.written import written
from kehou.rulebook.facts.courses import CourseFacts, SlotFacts
from kehou.rulebook.facts.fees import CostLine

FIELD_NAMES: Mapping[str, str] = {
    "goals": "服务目标",
    "five_management": "五项管理",
    "third_party_need": "引进第三方机构的理由",
    "flexible_hours_rule": "弹性上下班办法",
    "boarders": "住校生安排",
    "pupil_count": "学生人数",
    "classes": "班级",
    "schedule": "作息",
    "baseline": "原作息",
    "weekly_lessons": "课表周课时",
    "prescribed_lessons": "课程标准周课时",
    "title": "名称",
    "kind": "类别",
    "mode": "组织形式",
    "content": "辅导内容",
    "domain": "领域",
    "category": "时段性质",
    "leader_kind": "带班人员",
    "provider_key": "机构",
    "description": "介绍",
    "outline": "课程内容",
    "materials": "教材和材料",
    "why_here": "适合本校的理由",
    "capacity": "名额",
    "minimum": "开班人数",
    "by_class": "按行政班进行",
    "requires_course": "须先参加的课程",
    "is_outdoor": "主要在户外",
    "written_homework": "有书面作业",
    "online": "线上资源",
    "resource_price": "线上资源收费",
    "parts": "辅导和拓展的分钟数",
    "course_key": "课程",
    "weekday": "星期",
    "starts": "开始",
    "ends": "结束",
    "grades": "年级",
    "break_minutes": "中间休息",
    "weeks": "周次",
    "skipped_dates": "不开展的日期",
    "extra_dates": "增加的日期",
    "leader_key": "带班教师",
    "supervisor_key": "看护教师",
    "room": "地点",
    "willing": "本人意愿",
    "cleared_until": "准入核查有效至",
    "county_approved": "县教育局批准",
    "regular_lessons": "周课时",
    "busy": "有课或值班的时间",
    "departures": "开出时间",
    "riders": "乘车人数",
    "reason": "原因",
    "has_collector": "已约定由谁来接",
    "price": "价格",
    "planned_units": "每人计划课时",
    "paying_count": "缴费学生",
    "waived_count": "减免学生",
    "care_units": "延时照看每人计划课时",
    "care_paying_count": "延时照看缴费学生",
    "care_waived_count": "延时照看减免学生",
    "amount": "金额",
    "document_number": "依据文号",
    "item": "收费项目",
    "billing_basis": "收费方式",
    "waiver_rule": "减免办法",
    "waiver_funding": "减免由谁承担",
    "refund_rule": "退费办法",
    "surplus_rule": "结余办法",
    "extended_care_price": "延时照看价格",
    "bundled_items": "一并收取的其他项目",
    "safety_rules_date": "安全管理制度",
    "emergency_plan_date": "应急预案",
    "insurance": "校方责任保险",
    "duty_sheets_missing": "未签安全责任书人数",
    "open_serious_hazards": "未消除的重大隐患",
}
_LABELS: Mapping[str, str] = {
    str(value): name
    for names in (
        BASIS_NAMES,
        CATEGORY_NAMES,
        CONTENT_NAMES,
        COST_NAMES,
        DOMAIN_NAMES,
        dict(FIVE_MANAGEMENT),
        LEADER_NAMES,
        MODE_NAMES,
        ONLINE_NAMES,
        SOURCE_NAMES,
        STAGE_NAMES,
        WAIVER_NAMES,
        KIND_NAMES,
    )
    for value, name in names.items()
}
_WEEKDAY_FIELDS = frozenset({"weekday"})
_PEOPLE = frozenset({"leader_key", "supervisor_key"})


class Sayer:
    """Says differences between two contents; ``names`` are the people's by key."""

    def __init__(self, before: PlanContent, after: PlanContent, names: Mapping[str, str]) -> None:
        self._names = names
        both = (*before.courses, *after.courses)
        self._courses = {course.key: course.title for course in both}
        self._slots = {slot.key: slot for slot in (*before.slots, *after.slots)}

    def say(self, found: Iterable[Difference]) -> list[Change]:
        """Each difference as what was and what is."""
        return [
            Change(self._part(row), self._value(row.field, row.before), self._value(row.field, row.after))
            for row in found
        ]

    def _part(self, row: Difference) -> str:
        kind, _, key = row.part.partition("/")
        where = self._where(kind, key)
        field = FIELD_NAMES.get(row.field, "")
        return "　".join(filter(None, (where, field)))

    def _where(self, kind: str, key: str) -> str:
        match kind:
            case "course":
                return f"课程《{self._courses.get(key, key)}》"
            case "slot":
                return f"课表《{self._slot(key)}》"
            case "grade" | "bell":
                return f"{grade_label(int(key))}{'作息' if kind == 'bell' else ''}"
            case "leader":
                return f"人员 {self._names.get(key, key)}"
        return _KINDS.get(kind, "").format(_LABELS.get(key, key))

    def _slot(self, key: str) -> str:
        slot = self._slots[key]
        return f"{self._courses.get(slot.course_key, '')} {WEEKDAYS[slot.weekday]}"

    def _value(self, field: str, value: object) -> str:
        if value is None and field:
            return "未填写"
        if value is None:
            return ""
        if field in _PEOPLE:
            return self._names.get(str(value), str(value))
        if field == "course_key":
            return self._courses.get(str(value), str(value))
        if field in _WEEKDAY_FIELDS and isinstance(value, int):
            return WEEKDAYS[value]
        return said(value)


_KINDS = {
    "transport": "线路 {}",
    "care": "延时照看申请",
    "price": "{}价格",
    "source": "来源 {}",
    "cost": "成本测算第{}行",
    "fees": "收费方案",
    "safety": "安全",
}


def said(value: object) -> str:
    """A value of a plan in words."""
    match value:
        case Fen():
            return yuan(value)
        case SlotFacts():
            times = time_range(value.starts, value.ends)
            return f"{WEEKDAYS[value.weekday]} {times} {grades_text(value.grades)}"
        case CourseFacts():
            area = value.domain or value.content or value.kind
            return f"{_LABELS.get(str(area), str(area))} 名额{value.capacity}人"
        case CostLine():
            what = COST_NAMES.get(value.category, value.category)
            return f"{what} {value.quantity}×{value.unit_price.in_yuan()}={value.amount.in_yuan()}元"
        case tuple() | list():
            return "；".join(said(item) for item in value) or "无"
        case Mapping():
            return "；".join(f"{_key(key)} {said(item)}" for key, item in sorted(value.items())) or "无"
    if is_dataclass(value):
        return _row(value)
    return written(value, _LABELS)


def _row(value: object) -> str:
    shown = (
        said(getattr(value, field.name))  # each value in its own words, in the order of the fields
        for field in fields(value)  # type: ignore[arg-type]
        if getattr(value, field.name) not in (None, "", ())
    )
    return " ".join(shown)


def _key(key: object) -> str:
    return WEEKDAYS[key] if isinstance(key, int) and 0 <= key < 7 else str(key)
