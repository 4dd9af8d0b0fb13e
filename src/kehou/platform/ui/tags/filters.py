"""Filters: each hands on to a pure function of ``wording`` and shows nothing for nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from kehou.platform.ui import wording
from kehou.platform.ui.tags.registry import register

Value = TypeVar("Value")


def _or_nothing(say: Callable[[Value], str]) -> Callable[[Value | None], str]:
    def said(value: Value | None) -> str:
        return "" if value is None or value == "" else say(value)

    return said


for _name, _say in {
    "yuan": wording.yuan,
    "day": wording.day,
    "full_day": wording.full_day,
    "moment": wording.moment,
    "full_moment": wording.full_moment,
    "clock_time": wording.clock_time,
    "grade": wording.grade_label,
    "article": wording.article_label,
    "article_topic": wording.article_topic,
}.items():
    register.filter(_name, _or_nothing(_say))  # type: ignore[arg-type]


@register.filter
def count(number: int | None, measure: str) -> str:
    """``{{ pupils|count:"名学生" }}`` -> 1,200名学生."""
    return "" if number is None else wording.count(number, measure)


@register.filter
def share(part: int, whole: int) -> str:
    """``{{ answered|share:invited }}`` -> 66.7%."""
    return wording.share(part, whole)


@register.filter
def until(clock_start: int, clock_end: int) -> str:
    """``{{ slot.start|until:slot.end }}`` -> 16:10–17:00."""
    return wording.time_range(clock_start, clock_end)


@register.filter
def term(value: Any) -> str:
    """A term with ``year`` and ``season`` (spring, autumn) -> 2026年上期."""
    return wording.term_label(value.year, value.season)
