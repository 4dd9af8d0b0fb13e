"""Recorded duty of those who lead a day or go round, for managers' allowances (A9.26)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.delivery.models import DutyRecord


@dataclass(frozen=True, slots=True)
class DutyInfo:
    """One person on duty on one day, once however much was recorded."""

    person_id: UUID
    date: date
    kind: str


def duty_facts(school_id: UUID, *, first: date, past: date) -> tuple[DutyInfo, ...]:
    """Who led the day or went round the rooms, over some days."""
    rows = DutyRecord.objects.filter(school_id=school_id, day_date__gte=first, day_date__lt=past)
    rows = rows.exclude(kind=DutyRecord.Kind.GATE)  # a post, not management
    pairs = rows.order_by("day_date", "person_id").values_list("person_id", "day_date").distinct()
    return tuple(DutyInfo(person, day, "management") for person, day in pairs)
