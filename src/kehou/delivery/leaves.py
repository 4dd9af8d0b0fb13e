"""Granted leaves of a school's term, as rolls and bills ask for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.delivery.models import LeaveRequest


@dataclass(frozen=True)
class Leaves:
    """The days from which up to which each pupil is on leave."""

    days: Mapping[UUID, tuple[tuple[date, date], ...]]

    def covers(self, pupil: UUID, on: date) -> bool:
        """Whether a pupil is on leave on a day."""
        return any(first <= on < past for first, past in self.days.get(pupil, ()))


def granted_leaves(
    school_id: UUID, term_id: UUID, *, pupil_id: UUID | None = None, among: Collection[UUID] | None = None
) -> Leaves:
    """Every leave that stands, or those ``among`` some pupils, with one query."""
    rows = LeaveRequest.objects.filter(school_id=school_id, term_id=term_id, answer__is_granted=True)
    if pupil_id is not None:
        rows = rows.filter(pupil_id=pupil_id)
    if among is not None:
        rows = rows.filter(pupil_id__in=list(among))
    found: dict[UUID, list[tuple[date, date]]] = defaultdict(list)
    for pupil, first, past in rows.values_list("pupil_id", "from_date", "until_date"):
        found[pupil].append((first, past))
    return Leaves({pupil: tuple(spans) for pupil, spans in found.items()})
