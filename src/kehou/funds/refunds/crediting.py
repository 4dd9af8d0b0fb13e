"""Granting a credit on a bill: off what is open first, the rest back; booked at once (A9.12, A9.39)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from kehou.authority.public import waiver_rule
from kehou.funds.bills.facts import Credit, cut
from kehou.funds.bills.services.issuing import BEARERS
from kehou.funds.bills.standing import GRANTED, locked, standing_of
from kehou.funds.book import post
from kehou.funds.booking import item_of, ledger_for, paper_of
from kehou.funds.models import Bill, Refund, TermLedger
from kehou.funds.refunds.claiming import Claim, units_of
from kehou.funds.refunds.dates import due_date
from kehou.kernel.actor import Actor
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.moments import local_day
from kehou.ledger.accounts import Bearer
from kehou.ledger.lines import Draft
from kehou.ledger.recipes import bill_cancelled, refund_decided, waiver_granted
from kehou.platform.audit.trail import record, subject_of
from kehou.rulebook.facts.refunds import RefundCause
from kehou.rulebook.hunan_2024.art09_refunds import refund_claim

LOWERING = (RefundCause.WAIVER.value, RefundCause.PRICE.value)
BY_PERIODS = (RefundCause.SCHOOL.value, RefundCause.SPECIAL.value, RefundCause.WITHDRAWAL.value)


def due_for(bill: Bill, units: int) -> Fen:
    """What ``units`` further missed periods are worth now, at the effective price (A9.12).

    It is the claim of all missed periods together less what was granted before, so that rounding up
    never adds up. After a late waiver or a lower price it is their part of what is left of the bill.
    """
    granted = Refund.objects.filter(bill=bill, state__in=GRANTED)
    lowered = int(granted.filter(cause__in=LOWERING).aggregate(sum=Sum("amount_fen"))["sum"] or 0)
    before = granted.filter(cause__in=BY_PERIODS).aggregate(units=Sum("units"), sum=Sum("amount_fen"))
    missed, given = int(before["units"] or 0), Fen(int(before["sum"] or 0))
    left = bill.units - missed
    if left <= 0:
        return ZERO
    if lowered:
        return refund_claim(units, paid=Fen(bill.net_fen - lowered) - given, planned_units=left)
    claim = refund_claim(min(missed + units, bill.units), paid=Fen(bill.net_fen), planned_units=bill.units)
    return max(claim - given, ZERO)


@transaction.atomic
def credit_bill(
    *,
    actor: Actor,
    now: datetime,
    bill_id: UUID,
    cause: RefundCause,
    source: str,
    amount: Fen,
    claims: Sequence[Claim] = (),
) -> Refund:
    """Grant a credit once for its source; a second call returns the first. Cash waits for approval."""
    bill = locked(bill_id)
    known = Refund.objects.filter(bill=bill, source=source).first()
    if known is not None:
        return known
    standing = standing_of(bill)
    granted = min(max(amount, ZERO), standing.creditable)
    credit = cut(granted, standing)
    refund = Refund.objects.create(
        county_code=bill.county_code,
        school_id=bill.school_id,
        bill=bill,
        pupil_id=bill.pupil_id,
        term_id=bill.term_id,
        cause=cause.value,
        source=source,
        sessions=[claim.written() for claim in claims],
        first_date=min((claim.date for claim in claims), default=None),
        last_date=max((claim.date for claim in claims), default=None),
        units=units_of(claims),
        amount_fen=granted.amount,
        offset_fen=credit.offset.amount,
        cash_fen=credit.cash.amount,
        state=Refund.State.DECIDED if credit.cash else Refund.State.PAID,
        due_date=due_date(bill, now),
        requested_at=now,
        decided_by=actor.person_id,
        decided_at=now,
        paid_at=None if credit.cash else now,
    )
    book_credit(refund, bill, credit, actor, now)
    return refund


def book_credit(refund: Refund, bill: Bill, credit: Credit, actor: Actor, now: datetime) -> None:
    """Write a credit into the book and the trail."""
    ledger = ledger_for(bill)
    paper = paper_of("refund", refund.id)
    for draft in _drafts(refund, bill, ledger, credit, local_day(now)):
        post(ledger=ledger, draft=draft, paper=paper, actor=actor, now=now)
    record(
        "refund.granted",
        actor=actor,
        place=bill.place,
        subject=subject_of("refund", refund.id),
        now=now,
        clauses=["A9.39" if refund.cause == RefundCause.WAIVER.value else "A9.12"],
    )


def _drafts(refund: Refund, bill: Bill, ledger: TermLedger, credit: Credit, on: date) -> list[Draft]:
    """A late waiver has its own account; anything else lowers the bill or is owed to the family."""
    offset, cash = [item_of(bill, ledger, credit.offset)], [item_of(bill, ledger, credit.cash)]
    if refund.cause != RefundCause.WAIVER.value:
        found = [
            bill_cancelled(offset) if credit.offset else None,
            refund_decided(cash) if credit.cash else None,
        ]
        return [draft for draft in found if draft]
    rule = waiver_rule(bill.county_code, on=on)
    bearer = BEARERS.get(rule.funding, Bearer.SCHOOL) if rule else Bearer.SCHOOL
    parts = [waiver_granted(offset, bearer=bearer), waiver_granted(cash, bearer=bearer, was_paid=True)]
    lines = tuple(line for part in parts for line in part.lines)
    return [Draft(parts[0].event, lines)] if lines else []
