"""Lowering the price within a term: never upwards, and the difference goes back on every bill (A9.10)."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from kehou.funds.bills.content import times_from_json
from kehou.funds.bills.services.issuing import UnableToIssueBills
from kehou.funds.bills.standing import GRANTED
from kehou.funds.models import AidEntry, Bill, Refund
from kehou.funds.receipts.access import ISSUE_BILLS
from kehou.funds.refunds.crediting import BY_PERIODS, credit_bill
from kehou.kernel.actor import Actor
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.places import Place
from kehou.kernel.verdict import refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record
from kehou.rulebook.facts.fees import SERVICE_ITEM
from kehou.rulebook.facts.refunds import RefundCause
from kehou.rulebook.hunan_2024.art09_refunds import price_difference
from kehou.rulebook.hunan_2024.art09_waiver import after_waiver


@transaction.atomic
def lower_price(*, actor: Actor, now: datetime, place: Place, term_id: UUID, price: Fen) -> int:
    """Credit the difference to a lower price a period on every live bill above it; how many.

    A price that no bill is above is refused: a price does not rise within a term (A9.10). Once a bill and
    price. Raises UnableToIssueBills.
    """
    require(ISSUE_BILLS, actor, place)
    live = Bill.objects.filter(school_id=place.school, term_id=term_id, item=SERVICE_ITEM, cancelled_at=None)
    dearer = list(live.filter(price_fen__gt=price.amount).order_by("number"))
    if not dearer or price < ZERO:
        raise UnableToIssueBills([refusal("A9.10", "price_not_lower", subject="price", found=price)])
    missed = _missed(dearer)
    ratios = _ratios(term_id, dearer)
    for bill in dearer:
        amount = _difference(bill, price, missed.get(bill.id, 0), ratios.get(bill.pupil_id, Fraction(0)))
        credit_bill(
            actor=actor,
            now=now,
            bill_id=bill.id,
            cause=RefundCause.PRICE,
            source=f"price/{price.amount}",
            amount=amount - _given(bill),
        )
    record("price.lowered", actor=actor, place=place, subject="bills", now=now, clauses=["A9.10"])
    return len(dearer)


def _difference(bill: Bill, price: Fen, missed: int, ratio: Fraction) -> Fen:
    """The whole difference of a bill to a price; a cap that still cuts lowers it."""
    before = Fen(bill.net_fen)
    units = sum(line.units for line in times_from_json(bill.lines))
    after = min(before, after_waiver(price * units, ratio))
    return price_difference(before, after, planned_units=bill.units, missed_units=missed)


def _given(bill: Bill) -> Fen:
    """What earlier lowerings gave back."""
    earlier = Refund.objects.filter(bill=bill, cause=RefundCause.PRICE.value, state__in=GRANTED)
    return Fen(int(earlier.aggregate(sum=Sum("amount_fen"))["sum"] or 0))


def _missed(bills: list[Bill]) -> dict[UUID, int]:
    rows = Refund.objects.filter(bill__in=bills, cause__in=BY_PERIODS, state__in=GRANTED)
    return {bill: int(units) for bill, units in rows.values_list("bill_id").annotate(Sum("units")) if bill}


def _ratios(term_id: UUID, bills: list[Bill]) -> dict[UUID, Fraction]:
    entries = AidEntry.objects.filter(term_id=term_id, pupil_id__in=[bill.pupil_id for bill in bills])
    return {row.pupil_id: Fraction(row.ratio) for row in entries.exclude(confirmed_at=None)}
