"""What later steps may ask about publicity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kehou.kernel.moments import local_day
from kehou.notices.models import Notice

__all__ = ["Publicity", "is_publicised", "publicity_of"]


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


def state_of(notice: Notice) -> str:
    """Where a notice stands, from its own moments."""
    if notice.withdrawn_at:
        return "withdrawn"
    return "closed" if notice.closed_at else "running"
