"""Anchors: the head of each ledger, kept by the county every hour, where the school cannot write (A9.23)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from kehou.funds.models import LedgerAnchor, TermLedger
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.platform.database.scope import at, scoped


def anchor_ledgers(area: Place, *, now: datetime) -> int:
    """Keep the head of every ledger under an area that grew since its last anchor; how many.

    One query finds them, so that an hour in which nothing was booked costs nothing.
    """
    anchored = LedgerAnchor.objects.filter(ledger_id=OuterRef("pk"), entry_count=OuterRef("last_number"))
    with scoped(at(area)):
        grown = TermLedger.objects.filter(
            ~Exists(anchored), county_code__startswith=area.code, last_number__gt=0
        )
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
    rows = LedgerAnchor.objects.filter(ledger_id=ledger_id).order_by("entry_count")
    return list(rows.values_list("entry_count", "head"))
