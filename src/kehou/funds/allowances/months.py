"""Months as days. Pure."""

from __future__ import annotations

from datetime import date


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def past_month(first: date) -> date:
    """The first day of the next month."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def month_name(first: date) -> str:
    """2026年5月."""
    return f"{first.year}年{first.month}月"
