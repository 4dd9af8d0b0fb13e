"""Who leaves before a bill took the share gets the money (A9.11). Handlers are idempotent."""

from __future__ import annotations

from uuid import UUID

from kehou.agreements.public import agreement_of
from kehou.funds.models import SetOff
from kehou.funds.setting_off.releasing import release
from kehou.kernel.actor import system_actor
from kehou.platform.audit.trail import subject_of
from kehou.platform.outbox.handling import Announcement, handles


@handles("pupil.left")
def pay_back_who_left(event: Announcement) -> None:
    """The child is off the roll: no later bill can take what waits."""
    for row in _waiting(UUID(event.subject.partition("/")[2])):
        _pay_back(row, event)


@handles("agreement.withdrawn")
def pay_back_who_withdrew(event: Announcement) -> None:
    """The family left the service of the term whose bill the share was to pay."""
    for row in _waiting(UUID(str(event.payload["pupil"]))):
        agreement = agreement_of(row.pupil_id, row.term_id)
        if agreement and agreement.ends_date:
            _pay_back(row, event)


def _waiting(pupil_id: UUID) -> list[SetOff]:
    rows = SetOff.objects.select_for_update(of=("self",)).select_related("ledger")
    return [row for row in rows.filter(pupil_id=pupil_id).order_by("id") if row.waiting]


def _pay_back(row: SetOff, event: Announcement) -> None:
    actor = system_actor(event.place.code[:2])
    release([row], paper=subject_of("set_off", row.id), actor=actor, now=event.occurred_at)
