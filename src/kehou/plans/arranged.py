"""What a version says, and what an approved one says today: as approved, with the details that followed.

A submitted version and an arrangement never change (the database refuses it), so what was read of one is kept
under its own id and hash. Whether a row is in sight is asked of the database each time, before this.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet

from kehou.plans.content import from_json
from kehou.plans.facts import PlanContent
from kehou.plans.models import Arrangement, PlanVersion
from kehou.platform.database.questions import question

CONTENTS_KEPT = 64


def said_by(version: PlanVersion) -> PlanContent:
    """What a version says; of a submitted one, read once in this process."""
    if version.frozen_at is None:
        return from_json(version.content)
    return submitted_as(version.id, version.content_hash)


def latest_arrangement(version: PlanVersion) -> Arrangement | None:
    """The details that followed last, or None where all is as approved."""
    return next(iter(_latest(version_id=version.id).answer), None)


def arranged_content(version: PlanVersion) -> PlanContent:
    """The content that the service runs by."""
    arrangement = latest_arrangement(version)
    return arranged_as(arrangement.id).content if arrangement else said_by(version)


@question
def _latest(version_id: UUID) -> QuerySet[Arrangement]:
    rows = Arrangement.objects.filter(version_id=version_id).defer("verdicts", "content")
    return rows.order_by("-number")[:1]


@lru_cache(maxsize=CONTENTS_KEPT)
def submitted_as(version_id: UUID, content_hash: str) -> PlanContent:
    """What a version says that was submitted, from then on for ever."""
    row = PlanVersion.objects.filter(pk=version_id, content_hash=content_hash)
    return from_json(row.values_list("content", flat=True).get())


@dataclass(frozen=True, slots=True)
class Arranged:
    """What an arrangement says, and since when."""

    content: PlanContent
    at: datetime


@lru_cache(maxsize=CONTENTS_KEPT)
def arranged_as(arrangement_id: UUID) -> Arranged:
    """What an arrangement says for ever."""
    row = Arrangement.objects.only("content", "arranged_at").get(pk=arrangement_id)
    return Arranged(from_json(row.content), row.arranged_at)
