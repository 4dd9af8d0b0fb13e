"""Children who are kept longer on a day because of a special need (A4.17), and boarders (A4.18)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.delivery.custody import expected_on
from kehou.delivery.models import CareRequest
from kehou.kernel.fen import Fen
from kehou.plans.public import approved_plan
from kehou.platform.database.questions import question
from kehou.registry.public import PupilInfo, pupils_of


@dataclass(frozen=True, slots=True)
class Stay:
    """Until when one child is kept on a day, and for whom."""

    ends: time
    collector_id: UUID


def stays_on(school_id: UUID, on: date) -> Mapping[UUID, Stay]:
    """Who is kept longer on a day, with one query; of two requests the later one holds."""
    found = _stays(school_id=school_id, on=on).answer
    return {pupil: Stay(ends, collector) for pupil, ends, collector in found}


@question
def _stays(school_id: UUID, on: date) -> QuerySet[CareRequest, Any]:
    rows = CareRequest.objects.filter(
        school_id=school_id, from_date__lte=on, until_date__gt=on, answer__is_granted=True
    )
    return rows.order_by("asked_at", "id").values_list("pupil_id", "ends", "collector_id")


def care_price(school_id: UUID, term_id: UUID) -> Fen | None:
    """What a whole period of extended care costs by the plan in force; None where it is free (A4.17)."""
    plan = approved_plan(school_id, term_id)
    return (plan.content.fees.extended_care_price if plan and plan.in_force else None) or None


def boarders_left_out(school_id: UUID, term_id: UUID, on: date) -> list[PupilInfo]:
    """The boarders who are in no session of a day: they need a place and somebody with them (A4.18)."""
    joined = expected_on(school_id, term_id, on)
    return [pupil for pupil in pupils_of(school_id) if pupil.boards and pupil.id not in joined]
