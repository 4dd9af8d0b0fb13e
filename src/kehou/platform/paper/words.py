"""How days, times and money are written on Chinese paper."""

from __future__ import annotations

from datetime import date, datetime, time

from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI, NaiveMoment

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_NUMERALS = "〇一二三四五六七八九十"


def chinese_date(day: date) -> str:
    """A day as in 2026年3月2日."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_moment(moment: datetime) -> str:
    """A moment in Shanghai as in 2026年3月2日 16:10. Raises NaiveMoment."""
    if moment.tzinfo is None:
        raise NaiveMoment(str(moment))
    local = moment.astimezone(SHANGHAI)
    return f"{chinese_date(local.date())} {clock(local.time())}"


def clock(at: time) -> str:
    """A time of day as in 16:10."""
    return f"{at:%H:%M}"


def yuan(amount: Fen) -> str:
    """An amount as in 1,234.50元."""
    return f"{amount.in_yuan()}元"


def ordinal(place: int) -> str:
    """A place in a list as in 一, 十, 十二, 二十. Raises ValueError outside 1 to 99."""
    if not 1 <= place <= 99:
        raise ValueError(f"{place} is not a place from 1 to 99")
    tens, units = divmod(place, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_NUMERALS[tens]}十")
    return head + (_NUMERALS[units] if units else "")
