"""Grade and class of a row: what grade, class and month of entry say must agree."""

from __future__ import annotations

import re
from datetime import date

from kehou.registry.rolls.class_names import (
    ALL_GRADES,
    ClassName,
    grades_of_cohort,
    read_class_name,
    read_grade_name,
)
from kehou.registry.rolls.context import RollContext
from kehou.registry.rolls.dates import ImpossibleDate, MalformedDate, parse_month
from kehou.registry.rolls.pupils import Schooling
from kehou.registry.rolls.table import RollKind
from kehou.registry.rolls.view import RowView

_LONGEST_CLASS_LABEL = 20
_MOST_YEARS_BEHIND = 2
_AGE_AT_ENTRY = 6
_SCHOOL_YEAR_MONTH = 9
_DATE = re.compile(r"(19|20)\d\d-\d\d-\d\d")

Grades = frozenset[int]


class _NotAgreed(ValueError):
    """Grade, class and entry cannot be reconciled; carries the refusal."""

    def __init__(self, field: str, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.field, self.reason, self.facts = field, reason, facts


def read_schooling(view: RowView, context: RollContext, birth: date | None) -> Schooling | None:
    """Grade, class and entry of a row; None where they are refused."""
    try:
        return _schooling(view, context, birth)
    except _NotAgreed as fault:
        view.refuse(fault.field, fault.reason, **fault.facts)
        return None


def _schooling(view: RowView, context: RollContext, birth: date | None) -> Schooling:
    entry = _entry(view, context)
    label = _class_label(view, context)
    said = read_class_name(label, context.school_year) if label else None
    named = _named(view, context, said)
    grades = _agreed(view, context, named, entry)
    grade = _nearest_to_age(grades, birth, context.school_year)
    if grade not in context.grades:
        raise _NotAgreed(_grade_field(view), "grade_not_run", grade=grade)
    month = f"{entry[0]}-{entry[1]:02d}" if entry else ""
    return Schooling(grade, said.number if said else None, label, month)


def _entry(view: RowView, context: RollContext) -> tuple[int, int] | None:
    if not view.text("entry_month"):
        return None
    try:
        entry = parse_month(view.cell("entry_month"))
    except (MalformedDate, ImpossibleDate):
        raise _NotAgreed("entry_month", "entry_malformed") from None
    if entry[0] > context.school_year:
        raise _NotAgreed("entry_month", "entry_future", school_year=context.school_year)
    return entry


def _class_label(view: RowView, context: RollContext) -> str:
    label = view.text("class_code")
    if not label and context.kind is RollKind.ROLL:
        raise _NotAgreed("class_code", "class_missing")
    if len(label) > _LONGEST_CLASS_LABEL:
        raise _NotAgreed("class_code", "class_too_long", limit=_LONGEST_CLASS_LABEL)
    if _DATE.fullmatch(label):
        raise _NotAgreed("class_code", "class_became_date")
    return label


def _named(view: RowView, context: RollContext, said: ClassName | None) -> Grades:
    """The grades that the class and the grade column leave open together."""
    of_class = said.grades if said else ALL_GRADES
    label = view.text("grade")
    of_grade = read_grade_name(label, context.school_year) if label else ALL_GRADES
    if of_grade is None:
        raise _NotAgreed("grade", "grade_unreadable")
    if not of_class & of_grade:
        raise _NotAgreed(_grade_field(view), "grade_differs_from_class")
    return of_class & of_grade


def _agreed(view: RowView, context: RollContext, named: Grades, entry: tuple[int, int] | None) -> Grades:
    if entry is None:
        return _without_entry(view, context, named)
    entered = grades_of_cohort(entry[0], context.school_year)
    if agreed := named & entered:
        return agreed
    if behind := _behind(named, entered):
        view.remark("entry_month", "grade_behind_entry")
        return behind
    raise _NotAgreed("entry_month", "entry_differs_from_grade", school_year=context.school_year)


def _without_entry(view: RowView, context: RollContext, named: Grades) -> Grades:
    if named != ALL_GRADES:
        return named
    if context.kind is RollKind.NEW_PUPILS:
        return grades_of_cohort(context.school_year, context.school_year)
    raise _NotAgreed(_grade_field(view), "grade_missing")


def _behind(named: Grades, entered: Grades) -> Grades:
    """Grades one or two below those of the entry: a pupil who paused keeps the month of entry."""
    return frozenset(grade for grade in named for full in entered if 0 < full - grade <= _MOST_YEARS_BEHIND)


def _nearest_to_age(grades: Grades, birth: date | None, school_year: int) -> int:
    """Among several grades (an entry of 2023 is grade 3 or 9) the one usual for the age."""
    if birth is None:
        return min(grades)
    born_late = birth.month >= _SCHOOL_YEAR_MONTH
    expected = school_year - birth.year - _AGE_AT_ENTRY + 1 - born_late
    return min(grades, key=lambda grade: (abs(grade - expected), grade))


def _grade_field(view: RowView) -> str:
    return next((field for field in ("grade", "class_code", "entry_month") if view.text(field)), "grade")
