"""What the closing and the desks ask about refunds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from kehou.funds.models import Refund, TermLedger
from kehou.kernel.fen import Fen, total
from kehou.platform.database.questions import Asked, question

OWED = (
    Refund.State.DECIDED,
    Refund.State.APPROVED,
    Refund.State.SENT,
    Refund.State.AWAITING,
    Refund.State.FAILED,
    Refund.State.PARKED,
)


def asked_undecided(ledger: TermLedger) -> Asked[int]:
    """How many refunds of a ledger's term were asked for and not decided (A9.11, A9.12)."""
    asked = _requested(schools=schools_of(ledger), term_id=ledger.term_id)
    return asked.then(lambda rows: rows[0][1] if rows else 0)


@question
def _requested(schools: list[UUID], term_id: UUID) -> QuerySet[Refund, Any]:
    rows = Refund.objects.filter(school_id__among=schools, term_id=term_id, state=Refund.State.REQUESTED)
    return rows.order_by().values_list("term_id").annotate(Count("id"))


def owed(ledger_id: UUID) -> Fen:
    """What refunds that were granted and not paid come to."""
    ledger = TermLedger.objects.get(pk=ledger_id)
    rows = Refund.objects.filter(
        school_id__in=schools_of(ledger), term_id=ledger.term_id, state__in=OWED
    ).values_list("cash_fen", flat=True)
    return total(Fen(cash) for cash in rows)


def overdue(school_ids: Sequence[UUID], term_id: UUID, *, on: date) -> list[Refund]:
    """Refunds that should have been paid by a day, the longest first."""
    rows = Refund.objects.filter(
        school_id__in=school_ids, term_id=term_id, due_date__lt=on, state__in=[*OWED, Refund.State.REQUESTED]
    )
    return list(rows.order_by("due_date", "id"))


def schools_of(ledger: TermLedger) -> list[UUID]:
    """The legal person and the teaching points whose money a ledger keeps."""
    return [ledger.school_id, *(UUID(point) for point in ledger.points.values())]
