"""Who works at a school."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

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
    rows = list(StaffMember.objects.filter(school_id=school_id, left_date=None))
    names = names_of(row.id for row in rows)
    people = [StaffInfo(row.id, names.get(row.id, ""), row.kind, row.subject) for row in rows]
    return sorted(people, key=lambda person: person.name)
