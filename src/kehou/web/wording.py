"""Names of roles and places as pages say them."""

from __future__ import annotations

from kehou.kernel.actor import Role
from kehou.kernel.places import Place
from kehou.registry.public import division_name, school_info

ROLE_NAMES: dict[Role, str] = {
    Role.PROVINCE_EDU: "省教育厅",
    Role.CITY_PRICE: "市发展改革部门",
    Role.CITY_EDU: "市教育部门",
    Role.CITY_FINANCE: "市财政部门",
    Role.CITY_GOVERNMENT: "市人民政府",
    Role.COUNTY_OFFICER: "县教育局经办人",
    Role.COUNTY_APPROVER: "县教育局审批人",
    Role.COUNTY_FINANCE: "县财政局",
    Role.COUNTY_PERSONNEL: "县人社局",
    Role.COUNTY_MARKET: "县市场监管局",
    Role.SCHOOL_HEAD: "校长",
    Role.SCHOOL_PLAN: "课后服务负责人",
    Role.SCHOOL_TEACHING: "教务",
    Role.SCHOOL_SAFETY: "安全负责人",
    Role.SCHOOL_CASHIER: "出纳",
    Role.SCHOOL_ACCOUNTANT: "会计",
    Role.CLASS_TEACHER: "班主任",
    Role.TEACHER: "教师",
    Role.PROVIDER: "第三方机构",
    Role.GUARDIAN: "家长",
    Role.PUBLIC: "公众",
    Role.SYSTEM: "系统",
}


def place_name(place: Place) -> str:
    """The name of a school or division."""
    return school_info(place.school_id).name if place.school_id else division_name(place.code)
