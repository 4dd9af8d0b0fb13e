"""A cancelled session is held after all: its credit is taken back unless it was paid out (A9.12, A9.23).

What a family was already approved or given stays with it: nobody asks for money back.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from kehou.funds.bills.standing import locked
from kehou.funds.book import reverse
from kehou.funds.booking import ledger_for, paper_of
from kehou.funds.models import LedgerEntry, Refund
from kehou.kernel.actor import Actor
from kehou.platform.audit.trail import record, subject_of

STILL_OURS = Q(state=Refund.State.DECIDED) | Q(state=Refund.State.PAID, cash_fen=0)


@transaction.atomic
def withdraw_credits(*, actor: Actor, now: datetime, source: str, asked_by: UUID) -> int:
    """Take back, in red, what was credited for ``source`` and not paid out; how many credits.

    ``asked_by`` is who restored the session.
    """
    rows = Refund.objects.filter(STILL_OURS, bill__isnull=False).filter(
        Q(source=source) | Q(source__startswith=f"{source}/")
    )
    found = list(rows.order_by("id").values_list("id", "bill_id"))
    for refund_id, bill_id in found:
        _withdraw(refund_id, bill_id, actor=actor, now=now, asked_by=asked_by)
    return len(found)


def source_of(bill_id: UUID, source: str) -> str:
    """Under which source a credit is granted now: one that was taken back before is not granted again."""
    earlier = Q(source=source) | Q(source__startswith=f"{source}/")
    gone = Refund.objects.filter(earlier, bill_id=bill_id, state=Refund.State.WITHDRAWN).count()
    return f"{source}/{gone + 1}" if gone else source


def _withdraw(refund_id: UUID, bill_id: UUID | None, *, actor: Actor, now: datetime, asked_by: UUID) -> None:
    assert bill_id is not None, "only credits on bills are taken back"
    bill = locked(bill_id)
    refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
    entries = LedgerEntry.objects.filter(
        ledger=ledger_for(bill), document=subject_of("refund", refund.id), reverses=None
    )
    for entry in entries.order_by("number"):
        paper = paper_of("withdrawal", entry.id)
        reverse(entry=entry, paper=paper, actor=actor, now=now, prepared_by=asked_by)
    refund.state = Refund.State.WITHDRAWN
    refund.save(update_fields=["state"])
    subject = subject_of("refund", refund.id)
    record("refund.withdrawn", actor=actor, place=bill.place, subject=subject, now=now, clauses=["A9.12"])
