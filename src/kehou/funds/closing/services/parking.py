"""Shares that nobody took: families are told, then the share is kept for them, by name (9.16)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kehou.funds.access import CONFIRM_RETURN, TELL_FAMILIES
from kehou.funds.book.posting import Paper, post, within
from kehou.funds.closing.keeping import keep
from kehou.funds.closing.reach import share_in_reach
from kehou.funds.closing.returns import due_shares, item_of
from kehou.funds.closing.services.returning import UnableToReturn
from kehou.funds.models import ShareNotice, ShareParking
from kehou.kernel.actor import Actor
from kehou.kernel.verdict import refusal
from kehou.ledger import recipes
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of


def tell_family(*, actor: Actor, now: datetime, share_id: UUID, channel: str) -> ShareNotice:
    """Record that a family was told of its share. Raises UnableToReturn for a way that does not exist."""
    share = share_in_reach(share_id, actor=actor)
    require(TELL_FAMILIES, actor, share.ledger.place)
    if channel not in ShareNotice.Channel.values:
        raise UnableToReturn([refusal("A9.11", "notice_channel_unknown", subject="share", found=channel)])
    with within(share.ledger):
        row = ShareNotice.objects.create(
            county_code=share.county_code,
            school_id=share.school_id,
            share=share,
            channel=channel,
            told_by=actor.person,
            told_at=now,
        )
    record(
        "surplus.told", actor=actor, place=share.ledger.place, subject=subject_of("share", share.id), now=now
    )
    return row


def park_share(*, actor: Actor, now: datetime, share_id: UUID) -> ShareParking:
    """Keep a share for its family after it was told. Raises UnableToReturn without a notice (A9.11)."""
    share = share_in_reach(share_id, actor=actor)
    ledger = share.ledger
    require(CONFIRM_RETURN, actor, ledger.place)
    with within(ledger):
        if share.id not in {due.id for due in due_shares(ledger)}:
            raise UnableToReturn([refusal("A9.11", "share_not_due", subject="share", found=0)])
        if not share.notices.exists():
            raise UnableToReturn(
                [refusal("A9.11", "parked_without_notice", subject="share", found=1, required=0)]
            )
        post(
            ledger=ledger,
            draft=recipes.surplus_parked([item_of(share)]),
            paper=Paper(f"parking/{share.id}"),
            actor=actor,
            now=now,
        )
        row = keep(share, actor=actor, now=now)
        record(
            "surplus.parked", actor=actor, place=ledger.place, subject=subject_of("share", share.id), now=now
        )
    return row
