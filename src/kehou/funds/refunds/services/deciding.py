"""Deciding on a refund for a special reason: asked for, judged, granted or refused (A9.12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.funds.bills.facts import cut
from kehou.funds.bills.standing import locked, standing_of
from kehou.funds.models import Bill, Refund
from kehou.funds.receipts.access import DECIDE_REFUND
from kehou.funds.refunds.claiming import MissedSession, claims_for, claims_left, units_of
from kehou.funds.refunds.crediting import book_credit, due_for
from kehou.funds.refunds.dates import due_date
from kehou.kernel.actor import Actor
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.messages.notifying import notify
from kehou.registry.public import families_of
from kehou.rulebook.facts.refunds import RefundCause, RefundFacts


class UnableToRefund(UnableTo):
    """A refund may not be granted, approved or paid as asked."""


@transaction.atomic
def ask_refund(
    *, actor: Actor, now: datetime, bill_id: UUID, source: str, reason: str, missed: Sequence[MissedSession]
) -> Refund | None:
    """Put a refund for missed sessions before the school; None where the bill charged nothing for them.

    The same source twice asks once.
    """
    bill = locked(bill_id)
    known = Refund.objects.filter(bill=bill, source=source).first()
    claims = claims_for(bill, missed)
    if known is not None or not claims:
        return known
    asked = Refund.objects.create(
        county_code=bill.county_code,
        school_id=bill.school_id,
        bill=bill,
        pupil_id=bill.pupil_id,
        term_id=bill.term_id,
        cause=RefundCause.SPECIAL.value,
        reason=reason,
        source=source,
        sessions=[claim.written() for claim in claims],
        first_date=min(claim.date for claim in claims),
        last_date=max(claim.date for claim in claims),
        units=units_of(claims),
        amount_fen=0,
        offset_fen=0,
        cash_fen=0,
        state=Refund.State.REQUESTED,
        due_date=due_date(bill, now),
        requested_by=actor.person_id,
        requested_at=now,
    )
    record("refund.asked", actor=actor, place=bill.place, subject=subject_of("refund", asked.id), now=now)
    return asked


@transaction.atomic
def decide_refund(
    *,
    actor: Actor,
    now: datetime,
    refund_id: UUID,
    told_before: bool = True,
    evidence_days: int | None = None,
) -> Refund:
    """Grant a refund that was asked for, whole and at the effective price. Raises UnableToRefund."""
    refund, bill = _waiting(refund_id)
    require(DECIDE_REFUND, actor, bill.place)
    claims = claims_left(bill, refund)
    amount = due_for(bill, units_of(claims))
    facts = RefundFacts(
        cause=RefundCause(refund.cause),
        amount=amount,
        due=amount,
        granted_before=ZERO,
        billed=Fen(bill.net_fen),
        reason=refund.reason,
        told_before=told_before,
        evidence_days=evidence_days,
    )
    refused = stops(judge_at(bill.place, facts, on=local_day(now)))
    if refused:
        raise UnableToRefund(refused)
    standing = standing_of(bill)
    granted = min(amount, standing.creditable)
    credit = cut(granted, standing)
    refund.sessions, refund.units = [claim.written() for claim in claims], units_of(claims)
    refund.amount_fen, refund.offset_fen = granted.amount, credit.offset.amount
    refund.cash_fen = credit.cash.amount
    refund.state = Refund.State.DECIDED if credit.cash else Refund.State.PAID
    refund.decided_by, refund.decided_at = actor.person, now
    refund.paid_at = None if credit.cash else now
    refund.save()
    book_credit(refund, bill, credit, actor, now)
    return refund


@transaction.atomic
def refuse_refund(*, actor: Actor, now: datetime, refund_id: UUID, why: str) -> Refund:
    """Say no to a refund, and why; the family is told, and where to complain (A9.12)."""
    refund, bill = _waiting(refund_id)
    require(DECIDE_REFUND, actor, bill.place)
    ground = Refund.RefusedFor(why)
    refund.state, refund.refused_for = Refund.State.REFUSED, ground.value
    refund.decided_by, refund.decided_at = actor.person, now
    refund.save(update_fields=["state", "refused_for", "decided_by", "decided_at"])
    record("refund.refused", actor=actor, place=bill.place, subject=subject_of("refund", refund.id), now=now)
    links = families_of(bill.school_id, on=local_day(now), pupils=[bill.pupil_id])
    text = f"退费申请没有通过：{ground.label}。可以补充证明，也可以向县教育局或12345反映。"
    people = (link.guardian_id for link in links)
    notify(people, place=bill.place, kind="refund_refused", text=text, now=now, link="/family/")
    return refund


def _waiting(refund_id: UUID) -> tuple[Refund, Bill]:
    refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
    if refund.state != Refund.State.REQUESTED or refund.bill_id is None:
        raise UnableToRefund([refusal("A9.12", "refund_not_waiting", subject="refund")])
    return refund, locked(refund.bill_id)
