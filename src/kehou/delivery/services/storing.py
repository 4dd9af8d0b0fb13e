"""Writing marks down, each once however often it is sent (A7.11)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from kehou.delivery.facts import Mark
from kehou.delivery.models import StoredMark
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place

BATCH = 1_000


def store_marks(
    marks: Iterable[Mark],
    *,
    place: Place,
    term_id: UUID,
    on: date,
    actor: Actor,
    now: datetime,
    is_breach: bool = False,
) -> int:
    """Store the marks that are not there yet; how many. Of two with one client id the first one stays."""
    sent = {mark.client_id: mark for mark in reversed(list(marks))}
    here = {"term_id": term_id, "school_id": place.school}
    known = set(StoredMark.objects.filter(**here, client_id__in=sent).values_list("client_id", flat=True))
    rows = [
        row_of(mark, place=place, term_id=term_id, on=on, made_by=actor.person, now=now, is_breach=is_breach)
        for mark in sent.values()
        if mark.client_id not in known
    ]
    StoredMark.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return len(rows)


def row_of(
    mark: Mark,
    *,
    place: Place,
    term_id: UUID,
    on: date,
    made_by: UUID,
    now: datetime,
    is_breach: bool = False,
) -> StoredMark:
    """A mark as a row."""
    return StoredMark(
        county_code=place.code,
        school_id=place.school,
        term_id=term_id,
        day_date=on,
        client_id=mark.client_id,
        pupil_id=mark.pupil_id,
        session_id=mark.session_id,
        kind=mark.kind.value,
        voids=mark.voids,
        way=mark.way.value if mark.way else "",
        to_person_id=mark.to_person_id,
        is_breach=is_breach,
        made_by=made_by,
        device_at=mark.device_at,
        server_at=now,
    )
