"""Shares that wait for a bill, for the accountant's desk."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from kehou.funds.models import SetOff
from kehou.registry.public import grades_of, names_of


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One share that waits: whose, and what it waits for."""

    set_off: SetOff
    name: str
    why: str


def waiting_rows(school_id: UUID, term_id: UUID) -> list[WaitingRow]:
    """What waits at a school in a term, with a fixed number of queries."""
    rows = SetOff.objects.filter(school_id=school_id, term_id=term_id)
    rows = rows.filter(amount_fen__gt=F("applied_fen") + F("released_fen"))
    found = list(rows.order_by("carried_at", "id"))
    names, here = (names_of(row.pupil_id for row in found), grades_of(school_id)) if found else ({}, {})
    return [
        WaitingRow(
            row, names.get(row.pupil_id, "已离校学生"), "等账单" if row.pupil_id in here else "已离校，应退钱"
        )
        for row in found
    ]
