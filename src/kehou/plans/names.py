"""What the values of a plan are called on the screen and on paper."""

from __future__ import annotations

from kehou.rulebook.facts.courses import (
    Category,
    ContentType,
    CourseKind,
    LeaderKind,
    Mode,
    OnlineMode,
)
from kehou.rulebook.facts.fees import BillingBasis, FeeUnit, IncomeSource, WaiverFunding
from kehou.rulebook.facts.school import Stage

KIND_NAMES = {CourseKind.SUBJECT: "作业辅导", CourseKind.X: "素质拓展"}
DOMAIN_NAMES = {
    "moral": "德育",
    "pe": "体育",
    "arts": "美育",
    "labour": "劳动",
    "reading": "阅读",
    "science": "科学",
    "interest": "兴趣小组",
    "club": "社团",
}
CONTENT_NAMES = {
    ContentType.HOMEWORK: "作业辅导",
    ContentType.MARKING: "面批面改",
    ContentType.QA: "答疑",
    ContentType.EXTENSION: "学习拓展",
    ContentType.NEW_LESSON: "讲授新课",
    ContentType.OTHER: "其他",
}
MODE_NAMES = {
    Mode.SUPERVISE: "看护",
    Mode.INDIVIDUAL: "个别指导",
    Mode.SMALL_GROUP: "小组活动",
    Mode.LECTURE: "集中讲授",
}
CATEGORY_NAMES = {
    Category.ORDINARY: "课后服务",
    Category.EARLY_ARRIVAL: "早到校看管",
    Category.NOON: "午间看管",
    Category.EVENING_STUDY: "晚自习",
    Category.WEEKEND: "周末",
    Category.VACATION: "假期",
    Category.EXTENDED_CARE: "延时照看",
}
LEADER_NAMES = {
    LeaderKind.OWN: "本校教师",
    LeaderKind.SECONDED: "走教、选派教师",
    LeaderKind.OUTSIDE: "校外人员",
    LeaderKind.THIRD_PARTY: "第三方机构",
}
ONLINE_NAMES = {
    OnlineMode.NONE: "不用",
    OnlineMode.RESOURCE_WITH_TEACHER: "教师带着学生用",
    OnlineMode.VENDOR_LIVE: "机构线上直播",
}
STAGE_NAMES = {Stage.PRIMARY: "小学", Stage.JUNIOR: "初中"}
UNIT_NAMES = {FeeUnit.PERIOD: "课时", FeeUnit.DAY: "天", FeeUnit.MONTH: "月", FeeUnit.TERM: "学期"}
BASIS_NAMES = {BillingBasis.PLANNED: "按计划预收，期末结算", BillingBasis.ACTUAL: "按实际开展后收"}
SOURCE_NAMES = {
    IncomeSource.SUBSIDY: "财政补贴",
    IncomeSource.SERVICE_FEE: "服务性收费",
    IncomeSource.AGENCY_FEE: "代收费",
    IncomeSource.DONATION: "社会捐赠",
    IncomeSource.SCHOOL_FUNDS: "学校自有经费",
}
WAIVER_NAMES = {
    WaiverFunding.SUBSIDY: "财政补贴",
    WaiverFunding.SCHOOL: "学校经费",
    WaiverFunding.DONATION: "社会捐赠",
    WaiverFunding.OTHER_PUPILS: "其他学生",
}
COST_NAMES = {
    "staff_allowance": "教师补助",
    "outside_labour": "校外人员劳务费",
    "third_party_contract": "购买服务",
    "equipment_upkeep": "设备维护",
    "activity": "学生活动",
    "consumables": "耗材",
    "utilities": "水电",
}
FIVE_MANAGEMENT = [
    ("homework", "作业"),
    ("sleep", "睡眠"),
    ("phones", "手机"),
    ("reading", "读物"),
    ("fitness", "体质"),
]
