"""A share that is kept for its family by name, until a day (A9.11)."""

from __future__ import annotations

from datetime import datetime, timedelta

from kehou.authority.public import parameters_for
from kehou.funds.models import ShareParking, SurplusShare, TermLedger
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.ledger.events import State


def keep_for_family(share: SurplusShare, *, actor: Actor, now: datetime) -> ShareParking:
    """Note that a share waits for its family; what is paid of it from now on is paid of what is kept."""
    days = parameters_for(share.ledger.place, on=local_day(now)).count("unclaimed_hold_days")
    return ShareParking.objects.create(
        county_code=share.county_code,
        school_id=share.school_id,
        share=share,
        parked_by=actor.person,
        parked_at=now,
        hold_until_date=local_day(now) + timedelta(days=days),
    )


def return_is_over(ledger: TermLedger) -> bool:
    """Whether nothing of a term's surplus can be due any more, so that what comes back can only be kept."""
    return ledger.state != State.SURPLUS_FIXED.value
