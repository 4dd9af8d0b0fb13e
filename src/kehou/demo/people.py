"""The people that one can sign in as in the demo, each with one thing to try."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from kehou.demo.rolls import CITY_CODE, COUNTY_CODE, MAPLE, POINT, RIVER, TOWNSHIP, URBAN
from kehou.kernel.actor import Role

PROVINCE_CODE = CITY_CODE[:2]
PROVIDER_DESK = "provider-desk"
PASSWORD = "kehou-demo"  # noqa: S105  (a demo's password is no secret: it is printed at the start)


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """Someone at a desk. ``school`` is a demo school's key, or empty for an office at ``code``.

    ``of`` names a body outside the county's own.
    """

    key: str
    name: str
    roles: tuple[Role, ...]
    try_this: str
    code: str = COUNTY_CODE
    school: str = ""
    of: str = ""


def _school_staff(school: str, surnames: tuple[str, str, str, str, str, str]) -> tuple[DemoStaff, ...]:
    """The people of one school, from the head to the cashier."""
    head, planner, teacher, safety, accountant, cashier = surnames
    rows = (
        ("head", f"{head}校长", (Role.SCHOOL_HEAD,), "核对方案，签署并报批"),
        ("plan", f"{planner}主任", (Role.SCHOOL_PLAN, Role.SCHOOL_TEACHING), "征求意见、写方案、公示、派位"),
        (
            "teacher",
            f"{teacher}老师",
            (Role.CLASS_TEACHER, Role.TEACHER),
            "看本班谁已答复；带班的点名、记台账",
        ),
        ("safety", f"{safety}主任", (Role.SCHOOL_SAFETY,), "核查人员，看放学去向，处理安全事件"),
        ("accountant", f"{accountant}会计", (Role.SCHOOL_ACCOUNTANT,), "开缴费通知、做补助发放表、结账"),
        ("cashier", f"{cashier}出纳", (Role.SCHOOL_CASHIER,), "收款、导入银行明细、付款"),
    )
    return tuple(
        DemoStaff(f"{school}-{key}", name, roles, hint, school=school) for key, name, roles, hint in rows
    )


def remember_families(phones: Mapping[str, list[str]]) -> None:
    """Keep the phones of some families beside the demo's inbox, by what one can try as them."""
    _families_path().write_text(json.dumps(phones, ensure_ascii=False), encoding="utf-8")


def family_phones() -> dict[str, list[str]]:
    """Phones of families that one can sign in as, by what to try."""
    path = _families_path()
    found: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def _families_path() -> Path:
    return Path(settings.KEHOU_VAR, "demo-families.json")


# Where each school stands, so that one knows whom to be.
STAGES = {
    URBAN.key: "征求过意见，方案在县教育局审核",
    TOWNSHIP.key: "公示期满，正在签协议",
    POINT.key: "家长正在联名申请，方案刚起草",
    RIVER.key: "这学期第四周，每天在上课、缴费、退费",
    MAPLE.key: "上学期已经结账，结余退还家长，三家选了抵下学期；这学期先到先得，刚开放选课",
}
STAFF: tuple[DemoStaff, ...] = (
    DemoStaff("province-edu", "侯处长", (Role.PROVINCE_EDU,), "看各县的汇总指标", code=PROVINCE_CODE),
    DemoStaff("city-price", "贺科长", (Role.CITY_PRICE,), "录入全市最高收费标准", code=CITY_CODE),
    DemoStaff("city-edu", "段科长", (Role.CITY_EDU,), "会签全市最高收费标准", code=CITY_CODE),
    DemoStaff("city-finance", "江科长", (Role.CITY_FINANCE,), "会签全市最高收费标准", code=CITY_CODE),
    DemoStaff("city-gov", "彭秘书", (Role.CITY_GOVERNMENT,), "核对后发布收费标准", code=CITY_CODE),
    DemoStaff("county-officer", "龙股长", (Role.COUNTY_OFFICER,), "审核学校报来的方案"),
    DemoStaff("county-approver", "向局长", (Role.COUNTY_APPROVER,), "批复方案，批准例外"),
    DemoStaff("county-finance", "唐股长", (Role.COUNTY_FINANCE,), "看补助和学校账簿"),
    DemoStaff("county-market", "邹股长", (Role.COUNTY_MARKET,), "办理移送的收费线索"),
    DemoStaff(PROVIDER_DESK, "柳经理", (), "看本机构的合同和课次", of="晨光艺术培训学校"),
    *_school_staff(URBAN.key, ("周", "何", "吴", "郑", "蒋", "谢")),
    *_school_staff(TOWNSHIP.key, ("石", "田", "覃", "瞿", "符", "麻")),
    *_school_staff(POINT.key, ("滕", "杨", "黄", "张", "罗", "欧")),
    *_school_staff(RIVER.key, ("江", "丁", "沈", "秦", "许", "姚")),
    *_school_staff(MAPLE.key, ("冯", "袁", "邓", "曹", "彭", "曾")),
)
