"""Days, moments, times of day and deadlines. No page ever shows an ISO date."""

from __future__ import annotations

from datetime import date, datetime, time

from kehou.kernel.moments import SHANGHAI, NaiveMoment, local_day

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def day(value: date) -> str:
    """A day or the day of a moment: ``9月7日（周一）``. Raises NaiveMoment."""
    there = _as_day(value)
    return f"{there.month}月{there.day}日（{WEEKDAYS[there.weekday()]}）"


def full_day(value: date) -> str:
    """A day with its year: ``2026年9月7日（周一）``. Raises NaiveMoment."""
    return f"{_as_day(value).year}年{day(value)}"


def plain_day(value: date) -> str:
    """A day as papers bear it, without its weekday: ``2026年9月7日``. Raises NaiveMoment."""
    there = _as_day(value)
    return f"{there.year}年{there.month}月{there.day}日"


def plain_moment(value: datetime) -> str:
    """A moment in Shanghai as papers bear it: ``2026年9月7日 16:10``. Raises NaiveMoment."""
    return f"{plain_day(value)} {clock_time(value)}"


def moment(value: datetime) -> str:
    """A moment in Shanghai: ``9月7日（周一）16:10``. Raises NaiveMoment."""
    return f"{day(value)}{clock_time(value)}"


def full_moment(value: datetime) -> str:
    """A moment with its year: ``2026年9月7日（周一）16:10``. Raises NaiveMoment."""
    return f"{full_day(value)}{clock_time(value)}"


def clock_time(value: time | datetime | int) -> str:
    """A time of day: ``16:10``. A whole number counts minutes since midnight. Raises NaiveMoment."""
    if isinstance(value, int):
        hour, minute = divmod(value, 60)
        return f"{hour:02d}:{minute:02d}"
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise NaiveMoment(str(value))
        value = value.astimezone(SHANGHAI)
    return f"{value:%H:%M}"


def time_range(start: time | int, end: time | int) -> str:
    """From one time of day to another: ``16:10–17:00``."""
    return f"{clock_time(start)}–{clock_time(end)}"


def day_range(first: date, last: date) -> str:
    """Both days included: ``3月2日（周一）至3月13日（周五）``. Raises NaiveMoment."""
    return f"{day(first)}至{day(last)}"


def due(last: date, rest: int | None) -> str:
    """A deadline as its date and what is left: ``9月14日前（还剩3个工作日）``."""
    there = _as_day(last)
    return f"{there.month}月{there.day}日前（{_rest(rest)}）"


def _rest(rest: int | None) -> str:
    if rest is None:
        return "放假安排未公布，余日待定"
    if rest > 0:
        return f"还剩{rest}个工作日"
    return "今天截止" if rest == 0 else f"已超{-rest}个工作日"


def _as_day(value: date) -> date:
    return local_day(value) if isinstance(value, datetime) else value
