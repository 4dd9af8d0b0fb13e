"""Administrative classes that a roll names: their codes, and opening them as they are needed."""

from __future__ import annotations

from collections.abc import Iterable

from kehou.kernel.places import Place
from kehou.platform.ui.wording import class_label, grade_label
from kehou.registry.models import SchoolClass
from kehou.registry.rolls import Schooling

_LAST_PRIMARY = 6
_JUNIOR = "初"


def entry_year(grade: int, school_year: int) -> int:
    """The year in which a grade's pupils entered their stage."""
    return school_year - (grade - 1 if grade <= _LAST_PRIMARY else grade - _LAST_PRIMARY - 1)


def class_code(said: Schooling, school_year: int) -> str:
    """One code for a class however files call it: 202303 for 三（3）班 and 303 alike.

    Classes of the junior stage carry a sign, since a nine-year school takes in both stages in one year.
    A name of the school's own making is its own code; without a class a pupil waits for one (00).
    """
    if said.class_number is None and said.class_label:
        return said.class_label
    stage = _JUNIOR if said.grade > _LAST_PRIMARY else ""
    return f"{stage}{entry_year(said.grade, school_year)}{said.class_number or 0:02d}"


def class_name(said: Schooling) -> str:
    """What people call a class: 三年级2班."""
    if said.class_number is not None:
        return class_label(said.grade, said.class_number)
    return said.class_label or f"{grade_label(said.grade)}（待分班）"


def open_classes(place: Place, needed: Iterable[Schooling], school_year: int) -> dict[str, SchoolClass]:
    """The classes that are needed, by code: missing ones opened, those a grade higher moved up."""
    wanted = {class_code(said, school_year): said for said in needed}
    known = {
        row.code: row for row in SchoolClass.objects.filter(school_id=place.school, code__in=list(wanted))
    }
    fresh = [
        SchoolClass(
            county_code=place.code,
            school_id=place.school,
            code=code,
            entry_year=entry_year(said.grade, school_year),
            grade=said.grade,
            name=class_name(said),
        )
        for code, said in wanted.items()
        if code not in known
    ]
    _move_up([row for row in known.values() if row.grade != wanted[row.code].grade], wanted)
    return known | {row.code: row for row in SchoolClass.objects.bulk_create(fresh)}


def _move_up(rows: list[SchoolClass], wanted: dict[str, Schooling]) -> None:
    for row in rows:
        row.grade, row.name = wanted[row.code].grade, class_name(wanted[row.code])
    SchoolClass.objects.bulk_update(rows, ["grade", "name"])
