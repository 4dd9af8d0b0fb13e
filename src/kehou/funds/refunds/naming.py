"""How a refund names itself in the book."""

from __future__ import annotations

from kehou.funds.book import pupil_key
from kehou.funds.booking import term_ledger
from kehou.funds.models import Refund, TermLedger
from kehou.kernel.fen import Fen
from kehou.ledger.recipes import Item
from kehou.registry.public import school_info


def ledger_of_refund(refund: Refund) -> TermLedger:
    """The book that owes a refund."""
    return term_ledger(refund.school_id, refund.term_id)


def item_of_refund(refund: Refund, ledger: TermLedger) -> Item:
    """What goes back, under the pupil's key; money of nobody known has none."""
    key = pupil_key(ledger.id, refund.pupil_id) if refund.pupil_id else ""
    return Item(key, school_info(refund.school_id).short_code, Fen(refund.cash_fen))
