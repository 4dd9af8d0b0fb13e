"""A family's share of the surplus."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kehou.funds.book import ledger_of, lines_of_pupil, pupil_key
from kehou.funds.models import SurplusShare
from kehou.kernel.fen import ZERO, Fen, total
from kehou.ledger.accounts import SURPLUS_DUE, SURPLUS_PARKED


@dataclass(frozen=True, slots=True)
class ShareInfo:
    """What a family gets back, under which code the public list has it, and how much of it is still due.

    ``parked`` waits for the family at the school after notice.
    """

    code: str
    net_paid: Fen
    share: Fen
    due: Fen
    parked: Fen

    @property
    def returned(self) -> Fen:
        """What went back already."""
        return self.share - self.due - self.parked


def surplus_share_of(pupil_id: UUID, *, school_id: UUID, term_id: UUID) -> ShareInfo | None:
    """A pupil's share of a term's surplus, or None before it was fixed or where nothing was paid."""
    ledger = ledger_of(school_id, term_id)
    if ledger is None:
        return None
    code = pupil_key(ledger.id, pupil_id)
    row = SurplusShare.objects.filter(ledger=ledger, pupil_key=code).first()
    if row is None:
        return None
    lines = lines_of_pupil(ledger.id, code)
    due, parked = (
        -total(line.amount for line in lines if line.account == account.code)
        for account in (SURPLUS_DUE, SURPLUS_PARKED)
    )
    return ShareInfo(code, Fen(row.net_paid_fen), Fen(row.share_fen), max(due, ZERO), max(parked, ZERO))
