"""Seeing that the treasury gives back all, in time; else the county is told and a case is owed (A9.31)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from kehou.authority.public import judge_at
from kehou.funds.models import TreasuryMove
from kehou.funds.treasury.moving import Kind
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import Verdict
from kehou.platform.audit.trail import subject_of
from kehou.platform.duties.owing import owe
from kehou.platform.outbox.announcing import announce
from kehou.registry.public import holiday_calendar
from kehou.rulebook.facts.receipts import TreasuryFacts

TASK = "treasury.give_back"


def kept_back(ledger_id: UUID, *, on: date) -> list[tuple[TreasuryMove, Verdict]]:
    """Remittances of a ledger that have not come back in full by their day, oldest first.

    What came back fills the oldest remittance first.
    """
    booked = TreasuryMove.objects.filter(ledger_id=ledger_id, state=TreasuryMove.State.BOOKED)
    came = booked.filter(kind=Kind.ALLOTMENT).aggregate(sum=Sum("amount_fen"))["sum"] or 0
    found = []
    for move in booked.filter(kind=Kind.REMITTANCE).order_by("moved_date", "made_at", "id"):
        covered = min(move.amount_fen, came)
        came -= covered
        facts = TreasuryFacts(Fen(move.amount_fen), Fen(covered), move.moved_date, on, holiday_calendar())
        verdicts = judge_at(Place(move.county_code, move.school_id), facts, on=on)
        found += [(move, verdict) for verdict in verdicts if verdict.met is not True]
    return found


@transaction.atomic
def watch_treasury(*, ledger_id: UUID, now: datetime) -> int:
    """Tell the county of each remittance that is kept, as a case of its own; how many."""
    kept = kept_back(ledger_id, on=local_day(now))
    for move, verdict in kept:
        subject = subject_of("treasury", move.id)
        owe(
            TASK,
            place=move.place,
            clause=verdict.clause,
            owner=Role.COUNTY_FINANCE,
            subject=subject,
            due=local_day(now),
            now=now,
        )
        payload = {"clause": verdict.clause, "kind": "charge", "subject": subject}
        announce("case.due", place=move.place, subject=subject, now=now, payload=payload)
    return len(kept)
