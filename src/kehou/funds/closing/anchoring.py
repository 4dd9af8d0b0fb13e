"""Anchors: the head of each ledger, kept by the county every day, where the school cannot write (A9.23)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kehou.funds.models import LedgerAnchor, TermLedger
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.platform.database.scope import at, scoped


def anchor_ledgers(area: Place, *, now: datetime) -> int:
    """Keep today's head of every ledger under an area that grew since its last anchor; how many."""
    with scoped(at(area)):
        known = dict(LedgerAnchor.objects.order_by("anchor_date").values_list("ledger_id", "entry_count"))
        grown = [
            row
            for row in TermLedger.objects.filter(county_code__startswith=area.code)
            if known.get(row.id) != row.last_number
        ]
        rows = [
            LedgerAnchor(
                county_code=row.county_code,
                ledger_id=row.id,
                entry_count=row.last_number,
                head=row.head,
                anchor_date=local_day(now),
                anchored_at=now,
            )
            for row in grown
        ]
        return len(LedgerAnchor.objects.bulk_create(rows, ignore_conflicts=True))


def anchors_of(ledger_id: UUID) -> list[tuple[int, str]]:
    """The anchored heads of a ledger, as the verifier takes them: how many entries, and the head then."""
    rows = LedgerAnchor.objects.filter(ledger_id=ledger_id).order_by("anchor_date")
    return list(rows.values_list("entry_count", "head"))
