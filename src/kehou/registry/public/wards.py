"""Who may act for which pupil on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kehou.kernel.actor import Ward
from kehou.kernel.places import Place
from kehou.platform.database.questions import Asked, Rows, question
from kehou.platform.database.scope import Scope, within
from kehou.registry.models import Guardianship, Pupil
from kehou.registry.wording import RELATIONS


@dataclass(frozen=True, slots=True)
class FamilyLink:
    """A pupil and one guardian or carer of the roll."""

    pupil_id: UUID
    guardian_id: UUID
    kind: str
    relation: str
    may_sign: bool
    may_collect: bool
    must_not_collect: bool

    @property
    def relation_name(self) -> str:
        """What the person is to the child, in words."""
        return RELATIONS.get(self.relation, self.relation)


_LINK = tuple(column.name for column in fields(FamilyLink))


def wards_of(guardians: Iterable[UUID], *, county: str, on: date) -> list[Ward]:
    """The pupils for whom these people may act on a day.

    Runs in the county's own scope: it answers who is asking, before any scope is known.
    """
    people = list(guardians)
    asked = asked_links(people)
    within(Scope(areas=frozenset({county})), asked)
    return list(wards_on(asked.answer, on, people=[(county, person) for person in people]))


def asked_links(guardians: Iterable[UUID]) -> Asked[Rows]:
    """Every link of these people to pupils on the roll, for ``wards_on``."""
    return _links(guardians=list(guardians))


def wards_on(rows: Rows, day: date, *, people: Iterable[tuple[str, UUID]]) -> Iterable[Ward]:
    """The wards that links make on a day, of ``people`` each in the county where it is known."""
    known = frozenset(people)
    for pupil, guardian, county, school, may_sign, may_collect, first, until in rows:
        if (county, guardian) in known and first <= day and (until is None or until > day):
            yield Ward(pupil, guardian, Place(county, school), may_sign, may_collect)


@question
def _links(guardians: list[UUID]) -> QuerySet[Guardianship, Any]:
    rows = Guardianship.objects.filter(guardian_id__among=guardians).exclude(pupil__status=Pupil.Status.LEFT)
    return rows.order_by("pupil_id").values_list(
        "pupil_id",
        "guardian_id",
        "county_code",
        "school_id",
        "may_sign",
        "may_collect",
        "from_date",
        "until_date",
    )


def families_of(school_id: UUID, *, on: date, pupils: Iterable[UUID] | None = None) -> list[FamilyLink]:
    """Every guardian and carer of a school's pupils on a day."""
    if pupils is not None:
        return asked_families(school_id, pupils, on=on).answer
    return [FamilyLink(*row) for row in _families(school_id, on)]


def links_around(school_id: UUID, pupils: Iterable[UUID], *, on: date) -> list[FamilyLink]:
    """The links of some pupils, and of all whom guardians and carers in common tie to them.

    A query pair for each step along these ties, most often one; never one a row.
    """
    known = set(pupils)
    while True:
        links = families_of(school_id, on=on, pupils=known)
        people = {link.guardian_id for link in links}
        tied = _families(school_id, on).filter(guardian_id__in=people).values_list("pupil_id", flat=True)
        if known.issuperset(tied):
            return links
        known.update(tied)


def asked_families(school_id: UUID, pupils: Iterable[UUID], *, on: date) -> Asked[list[FamilyLink]]:
    """Every guardian and carer of some pupils on a day, to be asked together with other things."""
    asked = _families_among(school_id=school_id, pupils=list(pupils), on=on)
    return asked.then(lambda rows: [FamilyLink(*row) for row in rows])


@question
def _families_among(school_id: UUID, pupils: list[UUID], on: date) -> QuerySet[Guardianship, Any]:
    return _families(school_id, on).filter(pupil_id__among=pupils)


def _families(school_id: UUID, on: date) -> QuerySet[Guardianship, Any]:
    held = Q(until_date=None) | Q(until_date__gt=on)
    rows = Guardianship.objects.filter(held, school_id=school_id, from_date__lte=on)
    return rows.exclude(pupil__status=Pupil.Status.LEFT).order_by("pupil_id", "id").values_list(*_LINK)
