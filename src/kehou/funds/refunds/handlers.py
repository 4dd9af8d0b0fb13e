"""What refunds do when an earlier step tells of something. Handlers are idempotent."""

from __future__ import annotations

from uuid import UUID

from kehou.agreements.public import agreement_of
from kehou.delivery.public import sessions_by_id
from kehou.funds.models import Bill
from kehou.funds.refunds.claiming import Claim, MissedSession, claims_for, claims_from, units_of
from kehou.funds.refunds.crediting import credit_bill, due_for
from kehou.funds.refunds.services.deciding import ask_refund
from kehou.funds.refunds.services.withdrawing import source_of, withdraw_credits
from kehou.kernel.actor import system_actor
from kehou.platform.outbox.handling import Announcement, handles
from kehou.rulebook.facts.refunds import RefundCause


@handles("session.cancelled")
def refund_cancelled_session(event: Announcement) -> None:
    """Give back what a session cost that the school did not hold: by itself, to everyone (A9.12)."""
    for session in sessions_by_id([UUID(str(event.payload["session"]))]):
        missed = MissedSession(session.slot_key, session.date, session.starts)
        bills = Bill.objects.filter(
            term_id=session.term_id, pupil_id__in=session.pupil_ids, cancelled_at=None
        )
        for bill in bills.order_by("number") if session.is_cancelled else ():
            source = source_of(bill.id, event.subject)
            _credit(event, bill, claims_for(bill, [missed]), RefundCause.SCHOOL, source=source)


@handles("session.restored")
def take_back_for_restored_session(event: Announcement) -> None:
    """Take back the credit for a session that is held after all, unless it was paid out (A9.12)."""
    withdraw_credits(
        actor=system_actor(event.place.code[:2]),
        now=event.occurred_at,
        source=event.subject,
        asked_by=UUID(str(event.payload["by"])),
    )


@handles("agreement.withdrawn")
def refund_later_periods(event: Announcement) -> None:
    """Give back all periods from the day on which a withdrawal holds (A9.12, A2.1)."""
    pupil = UUID(str(event.payload["pupil"]))
    for bill in Bill.objects.filter(school_id=event.place.school, pupil_id=pupil, cancelled_at=None):
        agreement = agreement_of(pupil, bill.term_id)
        if agreement is None or agreement.ends_date is None or agreement.id != bill.agreement_id:
            continue
        _credit(event, bill, claims_from(bill, agreement.ends_date), RefundCause.WITHDRAWAL)


@handles("leave.granted")
def ask_for_leave(event: Announcement) -> None:
    """Put a leave for a special reason before whoever decides on refunds (A9.12)."""
    if not event.payload.get("special"):
        return
    named = event.payload.get("sessions")
    ids = [UUID(str(each)) for each in named] if isinstance(named, list) else []
    sessions = [session for session in sessions_by_id(ids) if not session.is_cancelled]
    missed = [MissedSession(session.slot_key, session.date, session.starts) for session in sessions]
    terms = {session.term_id for session in sessions}
    pupil = UUID(str(event.payload["pupil"]))
    for bill in Bill.objects.filter(pupil_id=pupil, term_id__in=terms, cancelled_at=None):
        ask_refund(
            actor=system_actor(event.place.code[:2]),
            now=event.occurred_at,
            bill_id=bill.id,
            source=event.subject,
            reason=str(event.payload["reason"]),
            missed=missed,
        )


def _credit(
    event: Announcement, bill: Bill, claims: tuple[Claim, ...], cause: RefundCause, *, source: str = ""
) -> None:
    if claims:
        credit_bill(
            actor=system_actor(event.place.code[:2]),
            now=event.occurred_at,
            bill_id=bill.id,
            cause=cause,
            source=source or event.subject,
            amount=due_for(bill, units_of(claims)),
            claims=claims,
        )
