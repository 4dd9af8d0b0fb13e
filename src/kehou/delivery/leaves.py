"""Granted leaves of a school's term, as rolls and bills ask for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.delivery.models import LeaveRequest
from kehou.platform.database.questions import Asked, question


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
    return _by_pupil(rows.values_list("pupil_id", "from_date", "until_date"))


def asked_leaves(school_id: UUID, among: Collection[UUID], *, on: date) -> Asked[Leaves]:
    """The leaves that cover a day, of some pupils, to be asked together with other things."""
    return _covering(school_id=school_id, pupils=list(among), on=on).then(_by_pupil)


@question
def _covering(school_id: UUID, pupils: list[UUID], on: date) -> QuerySet[LeaveRequest, Any]:
    rows = LeaveRequest.objects.filter(
        school_id=school_id,
        answer__is_granted=True,
        pupil_id__among=pupils,
        from_date__lte=on,
        until_date__gt=on,
    )
    return rows.values_list("pupil_id", "from_date", "until_date")


def _by_pupil(rows: Iterable[tuple[UUID, date, date]]) -> Leaves:
    found: dict[UUID, list[tuple[date, date]]] = defaultdict(list)
    for pupil, first, past in rows:
        found[pupil].append((first, past))
    return Leaves({pupil: tuple(spans) for pupil, spans in found.items()})
