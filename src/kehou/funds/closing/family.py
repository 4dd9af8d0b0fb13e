"""A family's share of the surplus, by the book."""

from __future__ import annotations

from uuid import UUID

from kehou.funds.book import lines_of_pupil, pupil_key
from kehou.funds.closing.facts import ShareInfo
from kehou.funds.models import SurplusShare
from kehou.kernel.fen import ZERO, Fen, total
from kehou.ledger.accounts import SURPLUS_DUE, SURPLUS_PARKED


def share_of(ledger_id: UUID, pupil_id: UUID) -> ShareInfo | None:
    """A pupil's share in a ledger, or None before it was fixed or where nothing was paid."""
    code = pupil_key(ledger_id, pupil_id)
    row = SurplusShare.objects.filter(ledger_id=ledger_id, pupil_key=code).first()
    if row is None:
        return None
    lines = lines_of_pupil(ledger_id, code)
    due, parked = (
        -total(line.amount for line in lines if line.account == account.code)
        for account in (SURPLUS_DUE, SURPLUS_PARKED)
    )
    return ShareInfo(code, Fen(row.net_paid_fen), Fen(row.share_fen), max(due, ZERO), max(parked, ZERO))
