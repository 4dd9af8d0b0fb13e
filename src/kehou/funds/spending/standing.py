"""What the book and the term say before other money is spent: cash, allowances to come, refunds (9b.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.authority.public import parameters_for
from kehou.delivery.public import PayUnits, pay_units
from kehou.funds.book import balances
from kehou.funds.models import PaidSlot, TermLedger
from kehou.kernel.fen import Fen
from kehou.kernel.places import Place
from kehou.ledger import accounts as a
from kehou.registry.public import term_info


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is, what is owed, and what is still to come, of a whole ledger."""

    cash: Fen
    unpaid: Fen
    projected: Fen
    open_refunds: Fen
    days_to_term_end: int


def standing_of(ledger: TermLedger, *, on: date) -> Standing:
    """The term's standing on a day: sessions held and not yet paid are owed, planned ones projected."""
    held = balances(ledger.id)
    rate = parameters_for(Place(ledger.county_code, ledger.school_id), on=on).fen("allowance_rate")
    units = [_units(ledger, UUID(point)) for point in ledger.points.values()]
    owed, to_come = sum(each.owed for each in units), sum(each.to_come for each in units)
    return Standing(
        cash=held.of(a.BANK),
        unpaid=-held.of(a.ALLOWANCES_DUE, a.LABOUR_DUE, a.PROVIDERS_DUE, a.EXPENSES_DUE) + rate * owed,
        projected=rate * to_come,
        open_refunds=-held.of(a.REFUNDS_DUE, a.OVERPAID),
        days_to_term_end=(term_info(ledger.term_id).last_date - on).days,
    )


def _units(ledger: TermLedger, point: UUID) -> PayUnits:
    """The periods at one point that are on no approved sheet."""
    paid = PaidSlot.objects.filter(run__ledger=ledger).values_list("session_id", flat=True)
    return pay_units(point, ledger.term_id, paid)
