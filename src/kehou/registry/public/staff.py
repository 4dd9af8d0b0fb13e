"""Who works at a school."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.kernel.names import name_order
from kehou.platform.database.questions import question
from kehou.registry.models import StaffMember
from kehou.registry.public.names import names_of


@dataclass(frozen=True, slots=True)
class StaffInfo:
    """Someone on the staff of a school, by name."""

    id: UUID
    name: str
    kind: str
    subject: str


def staff_of(school_id: UUID) -> list[StaffInfo]:
    """The present staff of a school, by name."""
    rows = _present(school_id=school_id).answer
    names = names_of(person for person, _, _ in rows)
    people = [StaffInfo(person, names.get(person, ""), kind, subject) for person, kind, subject in rows]
    return sorted(people, key=lambda person: name_order(person.name))


@question
def _present(school_id: UUID) -> QuerySet[StaffMember, Any]:
    rows = StaffMember.objects.filter(school_id=school_id, left_date=None)
    return rows.values_list("id", "kind", "subject")
