"""Each indicator: its name, statement, formula in words, period, and what it is held against. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kehou.rulebook.facts.indicators import Compared


class Period(StrEnum):
    """Over what time an indicator is computed."""

    WEEK = "week"
    TERM = "term"


class Shape(StrEnum):
    """How a reading is written."""

    SHARE = "share"
    FEN = "fen"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator. ``target`` is a parameter's name (``name/key``), a fraction, or None."""

    name: str
    title: str
    clause: str
    formula: str
    period: Period = Period.TERM
    compared: Compared = Compared.SHOWN
    target: str | Fraction | None = None
    shape: Shape = Shape.SHARE
    is_take_up: bool = False
    of_county: bool = False  # stored with the county: a school must not see what was reported of it


_ALL = Fraction(1)
_LEAST, _MORE, _MOST = Compared.AT_LEAST, Compared.MORE_THAN, Compared.AT_MOST
_WEEK = Period.WEEK

_LISTED = (
    Definition(
        "coverage",
        "学校覆盖率",
        "A3.7",
        "方案已批复的学校 ÷ 义务教育学校（家长没有申请的农村学校单列）",
        compared=_LEAST,
        target="coverage_target",
        of_county=True,
    ),
    Definition(
        "need_met",
        "需求满足率",
        "A3.7",
        "参加的学生 ÷ 家长希望参加的学生",
        is_take_up=True,
    ),
    Definition(
        "priority_need_met",
        "优先保障落实率",
        "A3.4",
        "优先保障的学生中有服务名额的 ÷ 希望参加的",
        compared=_LEAST,
        target=_ALL,
    ),
    Definition("first_choices", "第一志愿率", "A1.3", "排上第一志愿的名额 ÷ 全部名额"),
    Definition(
        "x_share_planned",
        "素质拓展占比（方案）",
        "A5.11",
        "每个年级每周：素质拓展分钟 ÷ 全部服务分钟",
        compared=_LEAST,
        target="x_share_min",
    ),
    Definition(
        "x_share_delivered",
        "素质拓展占比（实际）",
        "A5.11",
        "每个年级每周实际开展：素质拓展分钟 ÷ 全部服务分钟",
        _WEEK,
        _LEAST,
        "x_share_min",
    ),
    Definition(
        "x_share_low_grades",
        "一、二年级素质拓展占比（实际）",
        "A5.15",
        "一、二年级每周实际开展：素质拓展分钟 ÷ 全部服务分钟",
        _WEEK,
        _MORE,
        "x_share_g12",
    ),
    Definition(
        "exercise_days",
        "每天体育落实率",
        "A5.14",
        "有体育课或体育类服务的班级日 ÷ 有服务的班级日",
        _WEEK,
        _LEAST,
        _ALL,
    ),
    Definition("outdoor_time", "室外活动占比", "A5.12", "室外活动分钟 ÷ 全部服务分钟", _WEEK),
    Definition(
        "end_time_fit",
        "结束时间衔接率",
        "A4.4",
        "在下班时间前后范围内结束的年级日 ÷ 全部年级日",
        _WEEK,
        _LEAST,
        "end_fit_warn",
    ),
    Definition(
        "complete_records",
        "台账完整率",
        "A7.10",
        "有台账的场次 ÷ 开展的场次",
        _WEEK,
        _LEAST,
        "record_complete_warn",
    ),
    Definition("timely_records", "台账及时率", "A7.10", "按时记录的场次 ÷ 有台账的场次", _WEEK),
    Definition(
        "closed_departures",
        "离校闭环率",
        "A10.8",
        "有离校记录的学生 ÷ 到场的学生",
        _WEEK,
        _LEAST,
        _ALL,
    ),
    Definition("attendance", "出勤率", "A5.3", "到场人次 ÷ 应到人次", _WEEK, is_take_up=True),
    Definition(
        "third_party_time",
        "第三方占比",
        "A6.17",
        "第三方承担的服务分钟 ÷ 全部服务分钟",
        _WEEK,
        _MOST,
        "tp_share_warn",
    ),
    Definition(
        "provider_prices",
        "第三方价格比",
        "A6.12",
        "校内每生每分钟价格 ÷ 校外同类价格",
        compared=_MOST,
        target="tp_price_ratio_max",
    ),
    Definition("free_place_use", "免费社会资源使用率", "A6.19", "用到免费社会资源的场次 ÷ 全部场次", _WEEK),
    Definition(
        "platform_use", "智慧教育平台使用率", "A6.20", "用到国家和省级平台资源的场次 ÷ 全部场次", _WEEK
    ),
    Definition(
        "free_days", "非上课日开展", "A11.10", "非上课日开展的场次 ÷ 全部场次", _WEEK, _MOST, Fraction(0)
    ),
    Definition(
        "fee_burden",
        "收费与标准之比",
        "A9.6",
        "应缴（减免前）÷ 同样课时按最高收费标准计算的金额",
        compared=_MOST,
        target=_ALL,
    ),
    Definition("paid_per_period", "平均每课时缴费", "A9.6", "实收 ÷ 缴费课时", shape=Shape.FEN),
    Definition(
        "allowance_share",
        "教师补助占支出",
        "A9.25",
        "教师和相关人员补助 ÷ 全部支出",
        compared=_MORE,
        target="allowance_share_min",
    ),
    Definition(
        "manager_ratio",
        "管理人员补助与平均之比",
        "A9.26",
        "管理人员人均补助 ÷ 直接参与人员人均补助",
        compared=_MOST,
        target=_ALL,
    ),
    Definition(
        "timely_refunds", "退费及时率", "A9.12", "按时退清的 ÷ 到期应退的", compared=_LEAST, target=_ALL
    ),
    Definition(
        "surplus_returned",
        "结余返还率",
        "A9.11",
        "已返还 ÷ 应返还的结余",
        compared=_LEAST,
        target=_ALL,
    ),
    Definition(
        "timely_cases",
        "投诉按时办理率",
        "A11.15",
        "没有超期的 ÷ 全部投诉举报",
        compared=_LEAST,
        target=_ALL,
        of_county=True,
    ),
    Definition(
        "complaint_rate", "投诉率", "A11.15", "每千名学生的投诉举报件数", shape=Shape.COUNT, of_county=True
    ),
    Definition("upheld_cases", "投诉属实率", "A11.15", "属实和部分属实 ÷ 已决定", of_county=True),
    Definition(
        "collective_teaching",
        "集体教学线索",
        "A11.9",
        "反映集体上课、讲新课的 ÷ 全部投诉举报",
        compared=_MOST,
        target=Fraction(0),
        of_county=True,
    ),
    Definition(
        "hurried_classes",
        "强制参加线索",
        "A2.2",
        "全班在几十分钟内全部签完的班级 ÷ 班级（有家长会记录的除外）",
        compared=_MOST,
        target=Fraction(0),
    ),
    Definition("answered_families", "家长知晓率", "A12.2", "已答复（参加或不参加）的家庭 ÷ 全部家庭"),
    Definition(
        "satisfaction",
        "家长满意率",
        "A11.6",
        "满意和非常满意的 ÷ 作答的（5份以上才显示）",
        compared=_LEAST,
        target="satisfaction_warn",
    ),
    Definition("response", "满意度调查作答率", "A11.6", "作答的家庭 ÷ 邀请的家庭"),
)
DEFINITIONS: Mapping[str, Definition] = {row.name: row for row in _LISTED}
