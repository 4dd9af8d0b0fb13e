"""What waits at an authority's desk: the plans to decide on, by how pressing they are (A7.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from kehou.kernel.actor import Actor
from kehou.plans.access import REVIEW_PLAN
from kehou.plans.public import QueueRow, review_queue
from kehou.platform.ui.pieces import QueueItem
from kehou.registry.public import rest_until

SOON = 3
SHOWN = 8


@dataclass(frozen=True, slots=True)
class WaitingPlans:
    """How many plans wait, are due within three working days, or are overdue; the most pressing ones."""

    count: int
    soon_count: int
    overdue_count: int
    items: Sequence[QueueItem]

    @property
    def count_text(self) -> str:
        """How many wait."""
        return f"{self.count}份待审"

    @property
    def soon_text(self) -> str:
        """How many are pressing."""
        return f"{self.soon_count}份{SOON}个工作日内到期"

    @property
    def overdue_text(self) -> str:
        """How many are overdue; silence never approves."""
        return f"{self.overdue_count}份已超期"


def waiting_plans(viewer: Actor, *, today: date) -> WaitingPlans | None:
    """The plans that wait for the viewer's authority; None for who decides on none."""
    if not REVIEW_PLAN.open_to(viewer):
        return None
    items = [_item(row, today) for row in review_queue(viewer)]
    rests = [item.rest for item in items if item.rest is not None]
    return WaitingPlans(
        count=len(items),
        soon_count=sum(0 <= rest <= SOON for rest in rests),
        overdue_count=sum(rest < 0 for rest in rests),
        items=items[:SHOWN],
    )


def _item(row: QueueRow, today: date) -> QueueItem:
    due = row.decide_by_date
    return QueueItem(
        title=row.school_name,
        about=f"第{row.number}版",
        url=reverse("review", args=[row.version_id]),
        due=due,
        rest=rest_until(due, today),
    )
