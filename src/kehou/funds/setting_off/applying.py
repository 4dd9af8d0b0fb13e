"""Paying bills with what families let stand against them; what a bill does not take goes back in money."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from kehou.funds.bills.standing import standings
from kehou.funds.book import Paper, post, pupil_keys
from kehou.funds.models import Bill, Receipt, SetOff, TermLedger
from kehou.funds.setting_off.releasing import release
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.ledger.recipes import Item, set_off_applied
from kehou.platform.audit.trail import subject_of
from kehou.platform.database.rows import new_id
from kehou.registry.public import schools_by_id
from kehou.rulebook.facts.fees import SERVICE_ITEM
from kehou.rulebook.hunan_2024.art09_surplus import set_off_parts

Paid = tuple[SetOff, Bill, Fen]


def pay_new_bills(
    ledger: TermLedger, pupils: Sequence[UUID], *, paper: str, actor: Actor, now: datetime
) -> None:
    """Let what waits for some pupils pay the bills that they were just given."""
    rows = SetOff.objects.select_for_update(of=("self",)).select_related("ledger", "batch")
    rows = rows.filter(ledger=ledger, pupil_id__in=pupils)
    pay_bills(ledger, list(rows.order_by("id")), paper=paper, actor=actor, now=now)


def pay_bills(ledger: TermLedger, rows: Sequence[SetOff], *, paper: str, actor: Actor, now: datetime) -> None:
    """Let what waits in some rows pay the pupils' live bills; whoever has none yet keeps waiting."""
    waiting = {row.pupil_id: row for row in rows if row.waiting}
    bills = Bill.objects.filter(
        term_id=ledger.term_id, pupil_id__in=waiting, item=SERVICE_ITEM, cancelled_at=None
    )
    found = list(bills.select_for_update().order_by("number")) if waiting else []
    stands = standings(found)
    paid = [
        (row, bill, set_off_parts(row.waiting, stands[bill.id].open)[0])
        for bill in found
        for row in (waiting[bill.pupil_id],)
    ]
    _apply(ledger, [part for part in paid if part[2]], paper=paper, actor=actor, now=now)
    rest = [row for row, _, _ in paid if row.waiting]
    if rest:
        release(rest, paper=paper, actor=actor, now=now)


def _apply(ledger: TermLedger, paid: Sequence[Paid], *, paper: str, actor: Actor, now: datetime) -> None:
    if not paid:
        return
    keys = pupil_keys(ledger.id, [row.pupil_id for row, _, _ in paid])
    schools = schools_by_id({row.school_id for row, _, _ in paid})
    items = [Item(keys[row.pupil_id], schools[row.school_id].short_code, fen) for row, _, fen in paid]
    entry = post(ledger=ledger, draft=set_off_applied(items), paper=Paper(paper), actor=actor, now=now)
    for row, _, amount in paid:
        row.applied_fen += amount.amount
    SetOff.objects.bulk_update([row for row, _, _ in paid], ["applied_fen"])
    Receipt.objects.bulk_create(
        [
            Receipt(
                id=new_id(),
                county_code=bill.county_code,
                school_id=bill.school_id,
                bill=bill,
                account_id=row.account_id,
                entry=entry,
                term_id=bill.term_id,
                channel=Receipt.Channel.SET_OFF,
                amount_fen=amount.amount,
                settled_fen=amount.amount,
                excess_fen=0,
                paid_date=local_day(now),
                reference=subject_of("set_off", row.id),
                recorded_by=row.batch.prepared_by,
                recorded_at=now,
                matched_by=row.batch.confirmed_by or actor.person,
                matched_at=now,
            )
            for row, bill, amount in paid
        ],
        batch_size=2_000,
    )
