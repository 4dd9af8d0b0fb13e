"""A share that is kept for its family by name, since nobody took it or the return is over (9.16)."""

from __future__ import annotations

from datetime import datetime, timedelta

from kehou.authority.public import parameters_for
from kehou.funds.models import ShareParking, SurplusShare, TermLedger
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.ledger.events import State


def keep(share: SurplusShare, *, actor: Actor, now: datetime) -> ShareParking:
    """Keep a share for as long as such money is held; one that is kept stays as it was."""
    today = local_day(now)
    days = parameters_for(share.ledger.place, on=today).count("unclaimed_hold_days")
    row, _ = ShareParking.objects.get_or_create(
        county_code=share.county_code,
        school_id=share.school_id,
        share=share,
        defaults={
            "parked_by": actor.person,
            "parked_at": now,
            "hold_until_date": today + timedelta(days=days),
        },
    )
    return row


def is_return_over(ledger: TermLedger) -> bool:
    """Whether a term's return is over, so that nothing is due any more and a share can only be kept."""
    return ledger.state != State.SURPLUS_FIXED.value
