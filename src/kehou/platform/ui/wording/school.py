"""Grades, classes and terms by their Hunan names."""

from __future__ import annotations

from collections.abc import Iterable

from kehou.platform.ui.wording.numerals import numeral

_HALVES = {"spring": "上期", "autumn": "下期"}


def grade_label(grade: int) -> str:
    """Grade 1 to 9: 三年级, 七年级 (which families also call 初一). Raises ValueError."""
    if not 1 <= grade <= 9:
        raise ValueError(f"{grade} is no grade of compulsory education")
    return f"{numeral(grade)}年级"


def grade_span(first: int, last: int) -> str:
    """A span of grades: 三至五年级, or one grade alone. Raises ValueError."""
    if first == last:
        return grade_label(first)
    return f"{grade_label(first).removesuffix('年级')}至{grade_label(last)}"


def grades_text(grades: Iterable[int]) -> str:
    """Grades in words; neighbours join: 一至三年级、五年级."""
    runs: list[list[int]] = []
    for grade in sorted(set(grades)):
        if runs and grade == runs[-1][-1] + 1:
            runs[-1].append(grade)
        else:
            runs.append([grade])
    return "、".join(grade_span(run[0], run[-1]) for run in runs)


def grades_in(text: str) -> frozenset[int]:
    """The grades that ``grades_text`` wrote as this text; none where it did not."""
    return frozenset().union(*(_SPANS.get(part, ()) for part in text.split("、")))


def class_label(grade: int, number: int) -> str:
    """A class: 三年级2班. Raises ValueError."""
    return f"{grade_label(grade)}{number}班"


def term_label(year: int, season: str) -> str:
    """A term by calendar year: 2026年上期 in spring, 2026年下期 in autumn. Raises KeyError."""
    return f"{year}年{_HALVES[season]}"


_SPANS = {
    grade_span(first, last): range(first, last + 1) for first in range(1, 10) for last in range(first, 10)
}
