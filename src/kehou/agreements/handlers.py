"""What agreements do when they hear of a signature themselves. Handlers are idempotent."""

from __future__ import annotations

from uuid import UUID

from kehou.agreements.models import Agreement
from kehou.agreements.services.meetings import look_at_class
from kehou.platform.outbox.handling import Announcement, handles
from kehou.registry.public import pupils_of


@handles("agreement.signed")
def look_at_its_class(event: Announcement) -> None:
    """See whether a whole class signed at once (A2.2)."""
    pupil_id = UUID(str(event.payload["pupil"]))
    agreement = Agreement.objects.filter(pupil_id=pupil_id).order_by("signed_at").last()
    pupils = pupils_of(event.place.school, pupils=[pupil_id])
    if agreement and pupils:
        look_at_class(
            place=event.place,
            class_id=pupils[0].class_id,
            term_id=agreement.term_id,
            now=event.occurred_at,
        )
