"""Values as people read them in Chinese: money in 元, shares in percent, days, times, lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from fractions import Fraction

from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI


def written(value: object, labels: Mapping[str, str]) -> str:
    """A value in words; codes are looked up in ``labels``, a set is put in order."""
    match value:
        case frozenset() | set():
            return "、".join(sorted(written(item, labels) for item in value)) or "无"
        case tuple() | list():
            return "、".join(written(item, labels) for item in value) or "无"
        case bool():
            return "是" if value else "否"
        case None:
            return "未填写"
    return _number(value) or _moment(value) or labels.get(str(value), str(value))


def _number(value: object) -> str:
    match value:
        case Fen():
            return f"{value.in_yuan()}元"
        case Fraction():
            return _share(value)
    return ""


def _share(value: Fraction) -> str:
    percent = value * 100
    if percent.denominator == 1:
        return f"{percent.numerator}%"
    if value.denominator < 10:
        return f"{value.numerator}/{value.denominator}"
    return f"{float(percent):.1f}%"


def _moment(value: object) -> str:
    match value:
        case time():
            return f"{value:%H:%M}"
        case datetime():
            local = value.astimezone(SHANGHAI)
            return f"{_moment(local.date())}{local:%H:%M}"
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
    return ""
