"""How bills, receipts and refunds name themselves in the book."""

from __future__ import annotations

from uuid import UUID

from kehou.funds.book import Paper, ledger_of, pupil_key
from kehou.funds.models import Bill, TermLedger
from kehou.kernel.fen import Fen
from kehou.ledger.recipes import Item
from kehou.platform.audit.trail import subject_of
from kehou.registry.public import school_info


def ledger_for(bill: Bill) -> TermLedger:
    """The book that keeps a bill's money."""
    return TermLedger.objects.get(pk=bill.round.ledger_id)


def item_of(bill: Bill, ledger: TermLedger, amount: Fen) -> Item:
    """An amount of one bill, under the pupil's key in the book and at the pupil's point."""
    return Item(pupil_key(ledger.id, bill.pupil_id), school_info(bill.school_id).short_code, amount)


def paper_of(kind: str, identity: UUID, digest: str = "") -> Paper:
    """What an entry stands on."""
    return Paper(subject_of(kind, identity), digest)


def term_ledger(school_id: UUID, term_id: UUID) -> TermLedger:
    """The book of a school's term. Raises LookupError before it was opened."""
    ledger = ledger_of(school_id, term_id)
    if ledger is None:
        raise LookupError(f"no ledger for {school_id} in {term_id}")
    return ledger
