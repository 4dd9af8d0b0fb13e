"""Giving back in money what no bill took: the child left, the family changed its mind, the bill was less."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.funds.access import RELEASE_SET_OFF
from kehou.funds.book import Paper, post, pupil_keys
from kehou.funds.models import Refund, SetOff
from kehou.funds.refunds.dates import due_date
from kehou.kernel.actor import Actor
from kehou.kernel.verdict import UnableTo, refusal
from kehou.ledger.recipes import Item, set_off_released
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.rows import new_id
from kehou.registry.public import schools_by_id
from kehou.rulebook.facts.refunds import RefundCause


class UnableToRelease(UnableTo):
    """Nothing of the share waits any more."""


@transaction.atomic
def release_set_off(*, actor: Actor, now: datetime, set_off_id: UUID) -> SetOff:
    """The accountant turns what waits of a share into money for the family. Raises UnableToRelease."""
    row = SetOff.objects.select_for_update(of=("self",)).select_related("ledger").get(pk=set_off_id)
    require(RELEASE_SET_OFF, actor, row.ledger.place)
    if not row.waiting:
        raise UnableToRelease([refusal("A9.11", "share_settled", subject="set_off")])
    release([row], paper=subject_of("set_off", row.id), actor=actor, now=now)
    return row


def release(rows: Sequence[SetOff], *, paper: str, actor: Actor, now: datetime) -> None:
    """Owe what waits in some rows of one ledger to the families, as refunds that wait for approval.

    The caller holds the rows. Each row gives something back once: nothing waits in it afterwards.
    """
    ledger = rows[0].ledger
    keys = pupil_keys(ledger.id, [row.pupil_id for row in rows])
    schools = schools_by_id({row.school_id for row in rows})
    items = [Item(keys[row.pupil_id], schools[row.school_id].short_code, row.waiting) for row in rows]
    post(ledger=ledger, draft=set_off_released(items), paper=Paper(paper), actor=actor, now=now)
    Refund.objects.bulk_create([_refund(row, actor, now) for row in rows], batch_size=2_000)
    for row in rows:
        row.released_fen += row.waiting.amount
        subject = subject_of("set_off", row.id)
        record("surplus.released", actor=actor, place=row.place, subject=subject, now=now, clauses=["A9.11"])
    SetOff.objects.bulk_update(rows, ["released_fen"])


def refund_of(row: SetOff) -> Refund | None:
    """The refund by which what no bill took goes back; None where a bill took all of it."""
    about = subject_of("set_off", row.id)
    return Refund.objects.filter(pupil_id=row.pupil_id, term_id=row.term_id, source=about).first()


def _refund(row: SetOff, actor: Actor, now: datetime) -> Refund:
    amount = row.waiting.amount
    return Refund(
        id=new_id(),
        county_code=row.county_code,
        school_id=row.school_id,
        pupil_id=row.pupil_id,
        term_id=row.term_id,
        cause=RefundCause.SET_OFF.value,
        source=subject_of("set_off", row.id),
        units=0,
        amount_fen=amount,
        offset_fen=0,
        cash_fen=amount,
        state=Refund.State.DECIDED,
        due_date=due_date(row, now),
        requested_at=now,
        decided_by=actor.person_id,
        decided_at=now,
    )
