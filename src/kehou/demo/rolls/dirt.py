"""The usual dirt of rolls, laid on rows of each school; most of it the import must refuse."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kehou.demo.rolls.columns import Cells

Dirt = Callable[[list[Cells]], None]


def _put(place: int, **changes: str | int | float) -> Dirt:
    def dirty(rows: list[Cells]) -> None:
        rows[place] |= changes

    return dirty


def _change(place: int, heading: str, change: Callable[[str], str | int | float]) -> Dirt:
    def dirty(rows: list[Cells]) -> None:
        rows[place][heading] = change(str(rows[place][heading]))

    return dirty


def _repeat(place: int, **changes: str | int | float) -> Dirt:
    def dirty(rows: list[Cells]) -> None:
        rows.append(rows[place] | changes)

    return dirty


def _slip(number: str) -> str:
    """A number with one digit wrong, away from region and birth date."""
    return number[:14] + str((int(number[14]) + 1) % 10) + number[15:]


def _scientific(number: str) -> str:
    return f"{float(number[:17] + '0'):.5E}"


def _other_sex(sex: str) -> str:
    return {"1": "2", "2": "1", "男": "女", "女": "男"}[sex]


def _spaced(name: str) -> str:
    return f"{name[0]}\u3000{name[1:]}\u200b"


def _as_number(number: str) -> float:
    return float(number[:17] + "0")


# By school: dirt that is refused, then dirt that is cleaned or only questioned.
REFUSED: Mapping[str, tuple[Dirt, ...]] = {
    "urban": (
        _change(41, "身份证件号", _slip),
        _change(402, "身份证件号", _slip),
        _change(977, "身份证件号", _slip),
        *(_change(place, "身份证件号", _as_number) for place in (120, 121, 122, 123)),
        _change(233, "性别", _other_sex),
        _put(310, 出生日期="20170230"),
        _put(555, 成员1联系电话="1540000"),
        _put(640, 成员2联系电话="15410000001、15410000002"),
        _put(811, 姓名="刘?涵"),
        _put(1190, 入学年月="201909", 班号="201901"),
        _repeat(17),
        _repeat(650, 就读方式="2"),
    ),
    "township": (
        _change(12, "身份证件号", _scientific),
        _change(13, "身份证件号", _scientific),
        _change(288, "身份证件号", _slip),
        _put(301, 班号="2026-03-02"),
        _put(302, 学校标识码="3143990009"),
        _put(455, 上下学方式="摩的"),
        _put(520, 成员1姓名=""),
        _repeat(90),
    ),
    "point": (_change(7, "身份证件号", _slip), _put(22, 入学年月="202609")),
    "river": (_change(50, "身份证件号", _slip), _put(120, 成员1姓名="")),
    "maple": (_change(30, "身份证件号", _slip),),
}
TOLERATED: Mapping[str, tuple[Dirt, ...]] = {
    "urban": (
        _change(3, "姓名", _spaced),
        _change(5, "身份证件号", lambda number: f"'{number}"),
        _change(8, "成员1联系电话", lambda phone: f"+86 {phone[:3]} {phone[3:7]} {phone[7:]}"),
        _change(9, "成员1联系电话", float),
        _put(30, 成员1联系电话="", 成员2联系电话=""),
        _put(260, 入学年月="202309"),
    ),
    "township": (
        _change(20, "身份证件号", lambda number: f'="{number}"'),
        _change(21, "姓名", _spaced),
        _put(33, 成员1姓名="", 成员1联系电话="", 成员2姓名="", 成员2联系电话=""),
    ),
    "point": (_change(1, "姓名", _spaced), _put(2, 成员1是否监护人="否", 成员2是否监护人="否")),
    "river": (_change(4, "姓名", _spaced),),
    "maple": (_change(4, "姓名", _spaced),),
}


def dirtied(rows: list[Cells], school_key: str, *, refused: bool) -> list[Cells]:
    """The rows with a school's dirt; without ``refused`` only that which the import cleans or questions."""
    dirty_rows = [dict(row) for row in rows]
    for dirt in (*TOLERATED[school_key], *(REFUSED[school_key] if refused else ())):
        dirt(dirty_rows)
    return dirty_rows
