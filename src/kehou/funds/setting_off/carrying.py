"""Carrying chosen shares from one term's book into the next, both halves in one act of two people (A9.11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kehou.funds.book import Paper, post, pupil_keys
from kehou.funds.closing.returns import item_of
from kehou.funds.models import Bill, LedgerEntry, MoneyAccount, ReturnBatch, SetOff, ShareReturn, TermLedger
from kehou.funds.setting_off.applying import pay_bills
from kehou.funds.setting_off.chosen import Asked, asked, next_ledger
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.ledger.lines import Draft
from kehou.ledger.recipes import Item, Purse, set_off_received, surplus_set_off
from kehou.platform.audit.trail import record, subject_of
from kehou.registry.public import schools_by_id, term_info
from kehou.rulebook.facts.fees import SERVICE_ITEM

NOBODY = "无人可抵，全部退钱"


def carry(batch: ReturnBatch, *, actor: Actor, now: datetime) -> str:
    """Carry the shares of a batch whose families still want it and may; the others are due in money again.

    Says where they stand now, for the batch. The caller holds the batch and is another than who prepared it.
    """
    rows = list(batch.returns.filter(bounced_at=None).select_related("share").order_by("share__pupil_key"))
    judged = asked(batch.ledger, [row.share for row in rows], on=local_day(now))
    fit = [one for one in judged if not one.refused]
    _drop([row for row in rows if row.share_id not in {one.share.id for one in fit}], now)
    target = next_ledger(batch.ledger)
    if not fit or target is None:
        return NOBODY
    _hold_bills(target, fit)
    purse = Purse(batch.purse_code, batch.is_treasury)
    outgoing = surplus_set_off([item_of(one.share) for one in fit], purse=purse)
    _post(batch, batch.ledger, outgoing, actor, now)
    entry = _post(batch, target, set_off_received(_items(target, fit), purse=purse), actor, now)
    kept = _keep(batch, target, fit, now)
    pay_bills(target, kept, paper=subject_of("batch", batch.id), actor=actor, now=now)
    for one in kept:
        record(
            "surplus.set_off", actor=actor, place=one.place, subject=subject_of("set_off", one.id), now=now
        )
    return f"转入{term_info(target.term_id).label}账簿第{entry.number}号凭证"


def _post(batch: ReturnBatch, ledger: TermLedger, draft: Draft, actor: Actor, now: datetime) -> LedgerEntry:
    paper = Paper(subject_of("batch", batch.id))
    return post(ledger=ledger, draft=draft, paper=paper, actor=actor, now=now, prepared_by=batch.prepared_by)


def _drop(rows: Sequence[ShareReturn], now: datetime) -> None:
    for row in rows:
        row.bounced_at = now
    ShareReturn.objects.bulk_update(rows, ["bounced_at"])


def _hold_bills(target: TermLedger, fit: Sequence[Asked]) -> None:
    """Bills before the book, as payments take them: so two acts never wait for each other."""
    pupils = [one.choice.pupil_id for one in fit]
    bills = Bill.objects.filter(
        term_id=target.term_id, pupil_id__in=pupils, item=SERVICE_ITEM, cancelled_at=None
    )
    list(bills.select_for_update().order_by("id"))


def _items(target: TermLedger, fit: Sequence[Asked]) -> list[Item]:
    keys = pupil_keys(target.id, [one.choice.pupil_id for one in fit])
    schools = schools_by_id({one.share.school_id for one in fit})
    return [
        Item(keys[one.choice.pupil_id], schools[one.share.school_id].short_code, Fen(one.share.share_fen))
        for one in fit
    ]


def _keep(batch: ReturnBatch, target: TermLedger, fit: Sequence[Asked], now: datetime) -> list[SetOff]:
    account = MoneyAccount.objects.get(
        school_id=batch.school_id, code=batch.purse_code, confirmed_at__isnull=False
    )
    return SetOff.objects.bulk_create(
        [
            SetOff(
                county_code=one.share.county_code,
                school_id=one.share.school_id,
                share=one.share,
                choice=one.choice,
                batch=batch,
                ledger=target,
                account=account,
                pupil_id=one.choice.pupil_id,
                term_id=target.term_id,
                amount_fen=one.share.share_fen,
                carried_at=now,
            )
            for one in fit
        ],
        batch_size=2_000,
    )
