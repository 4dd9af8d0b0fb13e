"""Chinese names of what authorities choose from."""

from __future__ import annotations

from kehou.rulebook.facts.fees import FeeUnit, WaiverFunding
from kehou.rulebook.facts.resources import ResourceKind
from kehou.rulebook.facts.school import Stage

AREAS = {"urban": "城区", "township": "乡镇"}
STAGES = {Stage.PRIMARY.value: "小学", Stage.JUNIOR.value: "初中"}
UNITS = {
    FeeUnit.PERIOD.value: "课时",
    FeeUnit.DAY.value: "天",
    FeeUnit.MONTH.value: "月",
    FeeUnit.TERM.value: "学期",
}
RESOURCES = {
    ResourceKind.MUSEUM: "博物馆、科技馆等场馆",
    ResourceKind.YOUTH_CENTRE: "青少年宫、少年之家",
    ResourceKind.LIBRARY: "图书馆、文化馆",
    ResourceKind.BASE: "劳动和社会实践基地",
    ResourceKind.NATIONAL_PLATFORM: "国家智慧教育平台",
    ResourceKind.PROVINCIAL_PLATFORM: "省级智慧教育平台",
    ResourceKind.LOCAL_COLLECTION: "本地征集开发的线上资源",
}
RECEIPTS = [("", "文件没有写明"), ("财政电子票据", "财政电子票据"), ("税务发票", "税务发票")]
FUNDINGS = [
    (WaiverFunding.SUBSIDY.value, "财政补贴"),
    (WaiverFunding.SCHOOL.value, "学校经费"),
    (WaiverFunding.DONATION.value, "社会捐赠"),
]
