"""Filters that say grades, areas and runs of days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.template import Library

from kehou.kernel.moments import ONE_DAY
from kehou.platform.ui.wording import grade_label, grade_span
from kehou.registry.forms.county import AREAS

register = Library()
_AREA_NAMES = dict(AREAS)


@register.filter
def grades_in_words(grades: Iterable[int]) -> str:
    """一至六年级, or each grade where they do not follow on each other."""
    known = sorted(grades)
    if known and known == list(range(known[0], known[-1] + 1)):
        return grade_span(known[0], known[-1])
    return "、".join(map(grade_label, known))


@register.filter
def area_name(code: str) -> str:
    """The name of an urban-rural code."""
    return _AREA_NAMES.get(code, code)


@register.filter
def spans_in_words(days: Iterable[date]) -> str:
    """Days as runs: 1月1日至3日、2月14日."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][-1] == ONE_DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "、".join(map(_run, runs))


def _run(days: list[date]) -> str:
    first, last = days[0], days[-1]
    said = f"{first.month}月{first.day}日"
    if first == last:
        return said
    month = "" if first.month == last.month else f"{last.month}月"
    return f"{said}至{month}{last.day}日"
