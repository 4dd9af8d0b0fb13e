"""Leaving: one tap, no reason, from the next school day (A2.1, A9.12)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.agreements.judging import signer_of
from kehou.agreements.models import Agreement, Withdrawal
from kehou.kernel.actor import Actor
from kehou.kernel.moments import ONE_DAY, local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.outbox.announcing import announce
from kehou.registry.public import calendar_of, term_info


class UnableToWithdraw(UnableTo):
    """There is no agreement in force to withdraw from, or the person may not speak for the pupil."""


@transaction.atomic
def withdraw(*, actor: Actor, now: datetime, place: Place, pupil_id: UUID, term_id: UUID) -> Withdrawal:
    """Withdraw a pupil from the service; the place goes to the waiting list, later periods are refunded.

    Raises UnableToWithdraw.
    """
    signer = signer_of(actor, pupil_id, place, on=local_day(now), identity_checked=True)
    agreement = (
        Agreement.objects.select_for_update(of=("self",))
        .filter(school_id=place.school, pupil_id=pupil_id, term_id=term_id, withdrawal=None)
        .order_by("signed_at")
        .last()
    )
    if agreement is None or not signer.may_sign:
        raise UnableToWithdraw([refusal("A2.1", "nothing_to_withdraw", subject="agreement")])
    withdrawal = Withdrawal.objects.create(
        county_code=place.code,
        school_id=place.school,
        agreement=agreement,
        withdrawn_by=signer.person_id,
        withdrawn_at=now,
        effect_date=_next_school_day(place, term_id, local_day(now)),
    )
    subject = subject_of("agreement", agreement.id)
    record("agreement.withdrawn", actor=actor, place=place, subject=subject, now=now)
    announce("agreement.withdrawn", place=place, subject=subject, now=now, payload={"pupil": str(pupil_id)})
    return withdrawal


def _next_school_day(place: Place, term_id: UUID, today: date) -> date:
    """The next day of lessons; the next day of the calendar where none is left or known."""
    term = term_info(term_id)
    known = calendar_of(place.school, term).known_school_days()
    return next((day for day in known if day > today), today + ONE_DAY)
