"""What the registry does for others: it alone opens the phone that a text goes to."""

from __future__ import annotations

from uuid import UUID

from kehou.platform.messages.models import PhoneText
from kehou.platform.messages.texting import TOPIC, send_text
from kehou.platform.outbox.handling import Announcement, handles
from kehou.registry.public import contacts_of


@handles(TOPIC)
def send(event: Announcement) -> None:
    """Send one text to whom it is for."""
    row = PhoneText.objects.select_for_update().get(pk=UUID(event.subject.partition("/")[2]))
    contact = contacts_of([row.to_person_id]).get(row.to_person_id)
    send_text(row, contact.phone if contact else "", now=event.occurred_at)
