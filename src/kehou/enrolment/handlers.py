"""What enrolment does when an earlier step tells of something. Handlers are idempotent."""

from __future__ import annotations

from uuid import UUID

from kehou.agreements.public import agreement_of
from kehou.enrolment.models import Run
from kehou.enrolment.services.leaving import let_leave
from kehou.platform.outbox.handling import Announcement, handles


@handles("agreement.withdrawn")
def refill(event: Announcement) -> None:
    """Let the waiting lists move up after a family left."""
    pupil = UUID(str(event.payload["pupil"]))
    runs = Run.objects.filter(school_id=event.place.school)
    for run_id, term_id in runs.values_list("id", "closing__window__term_id"):
        agreement = agreement_of(pupil, term_id)
        if agreement and event.subject.endswith(str(agreement.id)):
            let_leave(run_id=run_id, pupil_id=pupil, now=event.occurred_at)
