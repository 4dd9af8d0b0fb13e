"""The register's export: its headings in their order, and a pupil's cells by code or in words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import resources

from kehou.demo.rolls.county import COUNTY_NAME, DemoSchool
from kehou.demo.rolls.people import DemoMember, DemoPupil

_EXPORT = tomllib.loads(
    resources.files("kehou.demo.rolls").joinpath("export.toml").read_text(encoding="utf-8")
)
REGISTER_HEADINGS: tuple[str, ...] = tuple(_EXPORT["register"])
NEW_PUPIL_HEADINGS: tuple[str, ...] = tuple(_EXPORT["new_pupils"])
_WORDS: Mapping[str, Mapping[str, str]] = _EXPORT["words"]

Cells = dict[str, str | int | float]


def register_cells(pupil: DemoPupil, school: DemoSchool, *, in_words: bool) -> Cells:
    """A pupil's row of the register's export, with the columns that are not imported filled too."""
    cells: Cells = dict.fromkeys(REGISTER_HEADINGS, "")
    cells |= _own_cells(pupil, school) | _unneeded_cells(pupil)
    for place, member in enumerate(pupil.members, start=1):
        cells |= _member_cells(member, f"成员{place}")
    return _worded(cells) if in_words else cells


def new_pupil_cells(pupil: DemoPupil, place: int) -> Cells:
    """A row of a school's own list of new pupils."""
    member = pupil.members[0]
    return {
        "序号": place,
        "姓名": pupil.name,
        "性别": _WORDS["性别"][pupil.sex],
        "出生日期": f"{pupil.birth_date:%Y-%m-%d}",
        "身份证号": pupil.id_number,
        "民族": "汉族",
        "家庭住址": COUNTY_NAME,
        "毕业幼儿园": "",
        "监护人姓名": member.name,
        "与学生关系": _WORDS["关系"][member.relation],
        "联系电话": member.phone,
        "是否留守儿童": "否" if pupil.left_behind == "0" else "是",
        "是否需要乘坐校车": "是" if pupil.rides_bus else "否",
        "备注": "",
    }


def _flag(value: bool) -> str:
    return "1" if value else "0"


def _own_cells(pupil: DemoPupil, school: DemoSchool) -> dict[str, str]:
    return {
        "学校标识码": school.official_code,
        "姓名": pupil.name,
        "性别": pupil.sex,
        "出生日期": f"{pupil.birth_date:%Y%m%d}",
        "身份证件类型": "1",
        "身份证件号": pupil.id_number,
        "班号": pupil.class_code,
        "入学年月": pupil.entry_month,
        "就读方式": "2" if pupil.boards else "1",
        "是否留守儿童": pupil.left_behind,
        "是否享受一补": _flag(pupil.aid),
        "是否孤儿": _flag(pupil.orphan),
        "上下学方式": pupil.travel,
        "是否需要乘坐校车": _flag(pupil.rides_bus),
        "学籍辅号": pupil.subnumber,
        "残疾类型": pupil.disability,
        "随班就读": pupil.disability,
        "是否进城务工人员随迁子女": _flag(pupil.migrant),
    }


def _unneeded_cells(pupil: DemoPupil) -> dict[str, str]:
    region = f"{pupil.id_number[:6]}000000"
    return {
        "出生地行政区划代码": region,
        "籍贯": region,
        "民族": "01",
        "国籍/地区": "CHN",
        "港澳台侨外": "00",
        "健康状况": "10",
        "政治面貌": "13",
        "户口性质": "1",
        "户口所在地行政区划": region,
        "入学方式": "11",
        "家庭地址": COUNTY_NAME,
        "是否独生子女": "0",
        "是否受过学前教育": "1",
        "学生来源": "11",
    }


def _member_cells(member: DemoMember, group: str) -> dict[str, str]:
    return {
        f"{group}姓名": member.name,
        f"{group}关系": member.relation,
        f"{group}联系电话": member.phone,
        f"{group}是否监护人": _flag(member.is_guardian),
    }


def _worded(cells: Cells) -> Cells:
    """The same row in words, as a school keeps it that types its list itself."""
    return {heading: _word(heading, str(cell)) for heading, cell in cells.items()}


def _word(heading: str, code: str) -> str:
    if heading == "出生日期" and code:
        return f"{code[:4]}-{code[4:6]}-{code[6:]}"
    kind = "关系" if heading.endswith("关系") else "否" if "是否" in heading else heading
    return _WORDS.get(heading, _WORDS.get(kind, {})).get(code, code)
