"""Rooms with an open serious hazard (A10.12)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.delivery.models import Hazard
from kehou.platform.database.questions import Asked, question


def open_hazards(school_id: UUID, room: str) -> frozenset[str]:
    """The areas of the serious hazards that are open in a room; none where no room is named."""
    if not room:
        return frozenset()
    rows = Hazard.objects.filter(school_id=school_id, room=room, is_serious=True, clearing=None)
    return frozenset(rows.values_list("area", flat=True))


def asked_closed_rooms(school_id: UUID) -> Asked[frozenset[str]]:
    """The rooms that a serious hazard keeps closed, to be asked together with other things."""
    return _closed(school_id=school_id).then(lambda rows: frozenset(room for (room,) in rows))


@question
def _closed(school_id: UUID) -> QuerySet[Hazard, Any]:
    return Hazard.objects.filter(school_id=school_id, is_serious=True, clearing=None).values_list("room")
