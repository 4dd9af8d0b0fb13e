"""Freezing a document: canonical content, its hash, and a number without gaps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet

from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.platform.documents.models import FrozenDocument, NumberSeries


def canonical(content: Mapping[str, object]) -> bytes:
    """The one way to write content down: sorted keys, no spaces, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def content_hash(content: Mapping[str, object]) -> str:
    """SHA-256 of the canonical content, as hex."""
    return sha256(canonical(content)).hexdigest()


def next_number(*, place: Place, series: str, year: int) -> int:
    """The next number of a series; it waits for others, so none is skipped or given twice."""
    where = {"county_code": place.code, "school_id": place.school_id, "series": series, "year": year}
    NumberSeries.objects.bulk_create([NumberSeries(**where)], ignore_conflicts=True)
    row = NumberSeries.objects.select_for_update().get(**where)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def freeze(
    *,
    place: Place,
    kind: str,
    title: str,
    subject: str,
    content: Mapping[str, object],
    actor: Actor,
    now: datetime,
    number: str = "",
) -> FrozenDocument:
    """Store content as issued. It follows the latest document of its kind about the same subject."""
    latest = documents_about(subject, kind=kind).last()
    return FrozenDocument.objects.create(
        county_code=place.code,
        school_id=place.school_id,
        kind=kind,
        number=number,
        title=title,
        subject=subject,
        content=json.loads(canonical(content)),
        content_hash=content_hash(content),
        follows=latest,
        frozen_at=now,
        frozen_by=actor.person_id,
    )


def documents_about(subject: str, *, kind: str) -> QuerySet[FrozenDocument]:
    """The documents of a kind about a subject, oldest first, within the scope in force."""
    return FrozenDocument.objects.filter(subject=subject, kind=kind).order_by("frozen_at", "id")
