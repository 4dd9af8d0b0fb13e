"""Pupils who left: who can still be named, and destroying the keys by which they can (A7.10, DP6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from kehou.platform.access.models import RoleGrant
from kehou.platform.sealed.keyring import erase_keys
from kehou.platform.sealed.models import PersonKey
from kehou.registry.models import Guardianship, Identity, Pupil, StaffMember

_NOTHING = {"name_token": "", "phone_token": "", "id_token": "", "roll_token": ""}


@dataclass(frozen=True, slots=True)
class FormerInfo:
    """A pupil with the day of leaving; None for one who is on the roll or expected."""

    id: UUID
    class_name: str
    left_date: date | None


def former_pupils(school_id: UUID) -> list[FormerInfo]:
    """Everyone who left a school and can still be named, the longest gone first."""
    gone = _named(school_id).filter(status=Pupil.Status.LEFT).order_by("left_date", "id")
    return [_info(row) for row in gone]


def pupils_to_name(school_id: UUID, pupils: Iterable[UUID]) -> list[FormerInfo]:
    """Those of some pupils of a school who can still be named, on the roll or not."""
    return [_info(row) for row in _named(school_id).filter(pk__in=list(pupils)).order_by("left_date", "id")]


def erase_former(school_id: UUID, pupils: Iterable[UUID]) -> int:
    """Destroy the keys of pupils who left, and of guardians whom no other child here needs; of how many.

    Their rows stay, and so does all that refers to them by id. With the keys go the tokens by which a name,
    phone or number could be looked up: whoever holds the master key could try all numbers there are.
    """
    gone = Pupil.objects.filter(school_id=school_id, pk__in=list(pupils), status=Pupil.Status.LEFT)
    people = {*gone.select_for_update().values_list("pk", flat=True)}
    people |= _only_theirs(school_id, people)
    Identity.objects.filter(pk__in=people).update(**_NOTHING)
    return erase_keys(people)


def _only_theirs(school_id: UUID, pupils: set[UUID]) -> set[UUID]:
    """Guardians and carers of these pupils who are neither another's nor work here."""
    links = Guardianship.objects.filter(school_id=school_id)
    theirs = set(links.filter(pupil_id__in=pupils).values_list("guardian_id", flat=True))
    named = PersonKey.objects.filter(person_id=OuterRef("pupil_id"))
    others = links.filter(Exists(named), guardian_id__in=theirs).exclude(pupil_id__in=pupils)
    staff = StaffMember.objects.filter(pk__in=theirs).values_list("pk", flat=True)
    roles = RoleGrant.objects.filter(person_id__in=theirs).values_list("person_id", flat=True)
    return theirs - {*others.values_list("guardian_id", flat=True)} - {*staff} - {*roles}


def _named(school_id: UUID) -> QuerySet[Pupil]:
    rows = Pupil.objects.filter(Exists(PersonKey.objects.filter(person_id=OuterRef("pk"))))
    return rows.filter(school_id=school_id).select_related("school_class")


def _info(row: Pupil) -> FormerInfo:
    left = row.left_date if row.status == Pupil.Status.LEFT else None
    return FormerInfo(row.pk, row.school_class.name, left)
