"""Classes and pupils as the school's pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.platform.access.actions import Action, require
from kehou.registry.models import Pupil, SchoolClass
from kehou.registry.public.names import names_of
from kehou.registry.rules import classes_in_sight

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class with how many are in it, and how many links wait for the class teacher."""

    id: UUID
    name: str
    grade: int
    pupils: int
    unconfirmed: int


@dataclass(frozen=True, slots=True)
class PupilRow:
    """A pupil by name."""

    id: UUID
    name: str
    seat_number: int | None
    sex: str
    class_name: str
    status: str
    is_new: bool
    boards: bool
    rides_bus: bool


def classes_at(place: Place, viewer: Actor) -> list[ClassRow]:
    """The classes of a school that a viewer may open, by grade and code."""
    waiting = Q(pupils__guardianships__confirmed_at=None, pupils__guardianships__until_date=None)
    rows = (
        _in_sight(viewer, place)
        .annotate(
            count=Count("pupils", filter=~Q(pupils__status=Pupil.Status.LEFT), distinct=True),
            waiting=Count(
                "pupils__guardianships",
                filter=waiting & ~Q(pupils__status=Pupil.Status.LEFT),
                distinct=True,
            ),
        )
        .order_by("grade", "code")
    )
    return [ClassRow(row.id, row.name, row.grade, row.count, row.waiting) for row in rows]


def class_in_sight(class_id: UUID, viewer: Actor, action: Action) -> SchoolClass:
    """A class that a viewer may open. Raises Http404."""
    row = SchoolClass.objects.filter(pk=class_id).first()
    if row is None:
        raise Http404
    require(action, viewer, row.place)
    codes = classes_in_sight(viewer, row.place)
    if codes is not None and row.code not in codes:
        raise Http404
    return row


def roster(school_class: SchoolClass) -> list[PupilRow]:
    """The pupils of a class by seat."""
    rows = _enrolled(school_class.place).filter(school_class=school_class)
    return _named(rows.order_by("seat_number", "id"))


def find_by_name(place: Place, text: str, viewer: Actor) -> list[PupilRow]:
    """Pupils whose name holds a text, within the classes that a viewer may open.

    Names are sealed, so the school is opened in memory.
    """
    rows = _enrolled(place).filter(school_class__in=_in_sight(viewer, place))
    everyone = _named(rows.order_by("school_class__grade", "school_class__code", "seat_number", "id"))
    return [row for row in everyone if text in row.name][:MOST_FOUND]


def _in_sight(viewer: Actor, place: Place) -> QuerySet[SchoolClass]:
    codes = classes_in_sight(viewer, place)
    rows = SchoolClass.objects.filter(school_id=place.school)
    return rows if codes is None else rows.filter(code__in=codes)


def _enrolled(place: Place) -> QuerySet[Pupil]:
    return Pupil.objects.filter(school_id=place.school).exclude(status=Pupil.Status.LEFT)


def _named(rows: QuerySet[Pupil]) -> list[PupilRow]:
    found = list(rows.select_related("school_class"))
    names = names_of(row.id for row in found)
    return [
        PupilRow(
            id=row.id,
            name=names.get(row.id, ""),
            seat_number=row.seat_number,
            sex=row.get_sex_display(),
            class_name=row.school_class.name,
            status=row.get_status_display(),
            is_new=row.status == Pupil.Status.NEW,
            boards=row.lodging == Pupil.Lodging.BOARDER,
            rides_bus=row.rides_bus,
        )
        for row in found
    ]
