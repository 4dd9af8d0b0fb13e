"""Chinese names of what the register and the parameters say in codes."""

from __future__ import annotations

from kehou.kernel.places import Tier
from kehou.rulebook.engine.definitions import Tighter
from kehou.rulebook.engine.register import Keeper

BOUND = {
    "any": "所有人",
    "province": "省级部门",
    "city": "市级部门",
    "county": "县级部门",
    "school": "学校",
    "teacher": "教师",
    "provider": "第三方机构",
    "outside_person": "校外人员",
    "parent": "家长",
}
KEEPERS = {
    Keeper.RULE: "自动核对",
    Keeper.STEP: "办理环节",
    Keeper.RECORD: "留存记录",
    Keeper.DISCLOSURE: "公开页面",
    Keeper.PARAMETER: "参数",
    Keeper.DUTY: "限期待办",
    Keeper.GUIDANCE: "指引说明",
}
PROCESSES = {
    1: "县级政策和收费标准",
    2: "征求家长意见",
    3: "实施方案和批复",
    4: "公示",
    5: "签订协议",
    6: "报名和分组",
    7: "日常服务",
    8: "引进第三方",
    9: "经费收支",
    10: "监督考核",
}
TIERS = {
    Tier.NATION: "国家",
    Tier.PROVINCE: "省级",
    Tier.CITY: "市级",
    Tier.COUNTY: "县级",
    Tier.SCHOOL: "学校",
}
TIGHTER = {
    Tighter.LOWER: "下级只能调低",
    Tighter.HIGHER: "下级只能调高",
    Tighter.SUBSET: "下级只能减少项目",
    Tighter.SUPERSET: "下级只能增加项目",
    Tighter.FIXED: "下级不能改动",
    Tighter.FREE: "由设定者自定",
}
