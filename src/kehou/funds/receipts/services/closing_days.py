"""Closing a day: the cashier puts the totals down, the accountant confirms them (A9.23, process 9b.8)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.funds.booking import term_ledger
from kehou.funds.models import DayTotal
from kehou.funds.receipts.access import CHECK_DAY, CLOSE_DAY
from kehou.funds.receipts.days import totals_of
from kehou.funds.receipts.judging import UnableToRecord, another_hand
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of


@transaction.atomic
def close_day(*, actor: Actor, now: datetime, place: Place, term_id: UUID, explanation: str = "") -> DayTotal:
    """Put down the totals of today. A difference has to be explained. Raises UnableToRecord."""
    require(CLOSE_DAY, actor, place)
    ledger = term_ledger(place.school, term_id)
    totals = totals_of(ledger)
    if not totals.holds and not explanation.strip():
        raise UnableToRecord([refusal("A9.23", "day_differs", subject="day", found=totals.cash_differs)])
    if DayTotal.objects.filter(ledger=ledger, day_date=local_day(now)).exists():
        raise UnableToRecord([refusal("A9.23", "day_closed_before", subject="day")])
    row = DayTotal.objects.create(
        county_code=place.code,
        school_id=place.school,
        ledger=ledger,
        day_date=local_day(now),
        figures=totals.figures(),
        explanation=explanation.strip(),
        closed_by=actor.person,
        closed_at=now,
    )
    record("day.closed", actor=actor, place=place, subject=subject_of("day", row.id), now=now)
    return row


@transaction.atomic
def check_day(*, actor: Actor, now: datetime, day_id: UUID) -> DayTotal:
    """Confirm the totals that another person put down (A9.23). Raises UnableToRecord."""
    row = DayTotal.objects.select_for_update(of=("self",)).get(pk=day_id)
    require(CHECK_DAY, actor, row.place)
    refused = another_hand([row.closed_by], actor=actor, place=row.place, on=local_day(now))
    if refused:
        raise UnableToRecord(refused)
    row.checked_by, row.checked_at = actor.person, now
    row.save(update_fields=["checked_by", "checked_at"])
    record("day.checked", actor=actor, place=row.place, subject=subject_of("day", row.id), now=now)
    return row
