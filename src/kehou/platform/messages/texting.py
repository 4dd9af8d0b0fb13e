"""Texts to phones: written in the transaction of what they tell, sent behind it, each once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from kehou.kernel.places import Place
from kehou.platform.audit.trail import subject_of
from kehou.platform.messages.models import PhoneText
from kehou.platform.messages.sms import send_sms
from kehou.platform.messages.unset import NoCarrier
from kehou.platform.outbox.announcing import announce

TOPIC = "text.due"
SIGN = "【课后】"


def text_people(texts: Mapping[UUID, str], *, place: Place, now: datetime, matter: str) -> int:
    """Write one text of a matter for each person and announce that it is due; how many."""
    rows = PhoneText.objects.bulk_create(
        PhoneText(
            county_code=place.code,
            school_id=place.school,
            matter=matter,
            to_person_id=person,
            text=f"{SIGN}{text}",
            made_at=now,
        )
        for person, text in texts.items()
    )
    for row in rows:
        announce(TOPIC, place=place, subject=subject_of("text", row.id), now=now)
    return len(rows)


def send_text(row: PhoneText, phone: str, *, now: datetime) -> None:
    """Send a locked text unless it was sent before, or note why it cannot be."""
    if row.sent_at is not None:
        return
    try:
        if phone:
            send_sms(phone, row.text)
    except NoCarrier:
        row.failure = PhoneText.Failure.NO_CARRIER
    else:
        row.failure = "" if phone else PhoneText.Failure.NO_PHONE
        row.sent_at = now if phone else None
    row.save(update_fields=["sent_at", "failure"])
