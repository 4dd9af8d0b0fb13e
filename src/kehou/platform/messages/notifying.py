"""Writing messages to people in bulk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kehou.kernel.places import Place
from kehou.platform.messages.models import Message


def notify(
    people: Iterable[UUID], *, place: Place, kind: str, text: str, now: datetime, link: str = ""
) -> int:
    """Leave a message for each person at a school; how many. The text names no child."""
    rows = [
        Message(
            county_code=place.code,
            school_id=place.school,
            to_person_id=person,
            kind=kind,
            text=text,
            link=link,
            made_at=now,
        )
        for person in dict.fromkeys(people)
    ]
    return len(Message.objects.bulk_create(rows, batch_size=2_000))
