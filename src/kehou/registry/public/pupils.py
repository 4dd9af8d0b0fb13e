"""Pupils and classes as other capabilities see them: ids and school facts, no names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from kehou.platform.database.questions import Asked, question
from kehou.registry.models import Pupil, SchoolClass


@dataclass(frozen=True, slots=True)
class ClassInfo:
    """An administrative class."""

    id: UUID
    grade: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PupilInfo:
    """A pupil on the roll. ``has_priority`` feeds placement and is never shown (A3.4)."""

    id: UUID
    county_code: str
    school_id: UUID
    class_id: UUID
    class_name: str
    grade: int
    seat_number: int | None
    boards: bool
    rides_bus: bool
    has_priority: bool
    is_new: bool


def classes_of(school_id: UUID) -> list[ClassInfo]:
    """The classes of a school by grade and code."""
    return [ClassInfo(*row) for row in _classes(school_id=school_id).answer]


@question
def _classes(school_id: UUID) -> QuerySet[SchoolClass, Any]:
    rows = SchoolClass.objects.filter(school_id=school_id).order_by("grade", "code")
    return rows.values_list("id", "grade", "code", "name")


def pupils_of(
    school_id: UUID, *, class_id: UUID | None = None, pupils: Iterable[UUID] | None = None
) -> list[PupilInfo]:
    """Pupils on the roll (and expected new ones), by grade, class and seat."""
    if class_id is None and pupils is not None:
        return asked_pupils(school_id, pupils).answer
    rows = on_roll(school_id)
    if class_id:
        rows = rows.filter(school_class_id=class_id)
    if pupils is not None:
        rows = rows.filter(pk__in=list(pupils))
    return _infos(_in_order(rows))


def asked_pupils(school_id: UUID, pupils: Iterable[UUID]) -> Asked[list[PupilInfo]]:
    """Some pupils on the roll, by grade, class and seat, to be asked together with other things."""
    return _some(school_id=school_id, pupils=list(pupils)).then(_infos)


@question
def _some(school_id: UUID, pupils: list[UUID]) -> QuerySet[Pupil, Any]:
    return _in_order(on_roll(school_id).filter(id__among=pupils))


def grades_of(school_id: UUID) -> dict[UUID, int]:
    """Who stands on the roll, and in which grade: all that counting needs."""
    return dict(_grades(school_id=school_id).answer)


@question
def _grades(school_id: UUID) -> QuerySet[Pupil, Any]:
    return on_roll(school_id).values_list("id", "school_class__grade")


def class_ids_of(school_id: UUID) -> dict[UUID, UUID]:
    """Who stands on the roll, and in which class."""
    return dict(_class_ids(school_id=school_id).answer)


@question
def _class_ids(school_id: UUID) -> QuerySet[Pupil, Any]:
    return on_roll(school_id).values_list("id", "school_class_id")


def school_pupil_ids(school_id: UUID) -> list[UUID]:
    """Everyone who is or was on the roll of a school, leavers too."""
    return list(Pupil.objects.filter(school_id=school_id).values_list("id", flat=True))


def pupil_count(school_id: UUID) -> int:
    """How many pupils stand on the roll."""
    return asked_count(school_id).answer


def asked_count(school_id: UUID) -> Asked[int]:
    """How many pupils stand on the roll, to be asked together with other things."""
    return _counted(school_id=school_id).then(lambda rows: next((count for (count,) in rows), 0))


@question
def _counted(school_id: UUID) -> QuerySet[Pupil, Any]:
    rows = on_roll(school_id).values("school_id").annotate(total=Count("id"))
    return rows.order_by().values_list("total")


def on_roll(school_id: UUID) -> QuerySet[Pupil]:
    """Those who are here or expected: everyone but leavers (A3.3, practice.md 3)."""
    return Pupil.objects.filter(school_id=school_id).exclude(status=Pupil.Status.LEFT)


# Plain values instead of rows: a school's roll has more than a thousand, and many a page asks for it.
_COLUMNS = (
    "id",
    "county_code",
    "school_id",
    "school_class_id",
    "school_class__name",
    "school_class__grade",
    "seat_number",
    "lodging",
    "rides_bus",
    "has_priority",
    "status",
)


def _in_order(rows: QuerySet[Pupil]) -> QuerySet[Pupil, Any]:
    by_seat = rows.order_by("school_class__grade", "school_class__code", "seat_number", "id")
    return by_seat.values_list(*_COLUMNS)


def _infos(rows: Iterable[Any]) -> list[PupilInfo]:
    return [
        PupilInfo(
            key,
            county,
            school,
            class_id,
            class_name,
            grade,
            seat,
            boards=lodging == Pupil.Lodging.BOARDER,
            rides_bus=rides_bus,
            has_priority=has_priority,
            is_new=status == Pupil.Status.NEW,
        )
        for (
            key,
            county,
            school,
            class_id,
            class_name,
            grade,
            seat,
            lodging,
            rides_bus,
            has_priority,
            status,
        ) in rows
    ]
