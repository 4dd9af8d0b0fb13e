"""A family's share of the surplus."""

from __future__ import annotations

from uuid import UUID

from kehou.funds.book import ledger_of
from kehou.funds.closing.facts import ShareInfo
from kehou.funds.closing.family import share_of

__all__ = ["ShareInfo", "surplus_share_of"]


def surplus_share_of(pupil_id: UUID, *, school_id: UUID, term_id: UUID) -> ShareInfo | None:
    """A pupil's share of a term's surplus, or None before it was fixed or where nothing was paid."""
    ledger = ledger_of(school_id, term_id)
    return share_of(ledger.id, pupil_id) if ledger else None
