"""What later steps may ask about publicity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.kernel.moments import local_day
from kehou.notices.models import Notice
from kehou.platform.database.questions import Asked, question

__all__ = ["Publicity", "asked_publicised", "is_publicised", "publicity_of"]


@dataclass(frozen=True, slots=True)
class Publicity:
    """A notice of one version: running, closed (its period is complete) or withdrawn."""

    notice_id: UUID
    code: str
    state: str
    opened_date: date
    close_from_date: date | None
    closed_at: datetime | None


def publicity_of(version_id: UUID) -> Publicity | None:
    """The latest notice of a version, or None before it was published."""
    row = Notice.objects.filter(version_id=version_id).order_by("opened_at").last()
    if row is None:
        return None
    return Publicity(
        notice_id=row.id,
        code=row.code,
        state=state_of(row),
        opened_date=local_day(row.opened_at),
        close_from_date=row.close_from_date,
        closed_at=row.closed_at,
    )


def is_publicised(version_id: UUID) -> bool:
    """Whether a version's publicity period is complete (A7.1, A7.5)."""
    return Notice.objects.filter(version_id=version_id, withdrawn_at=None).exclude(closed_at=None).exists()


def asked_publicised(school_id: UUID) -> Asked[frozenset[UUID]]:
    """The versions of a school's plans whose publicity is complete, to be asked with other things."""
    return _complete(school_id=school_id).then(lambda rows: frozenset(version for (version,) in rows))


@question
def _complete(school_id: UUID) -> QuerySet[Notice, Any]:
    rows = Notice.objects.filter(school_id=school_id, withdrawn_at=None).exclude(closed_at=None)
    return rows.values_list("version_id")


def state_of(notice: Notice) -> str:
    """Where a notice stands, from its own moments."""
    if notice.withdrawn_at:
        return "withdrawn"
    return "closed" if notice.closed_at else "running"
