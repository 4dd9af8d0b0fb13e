"""What refunds do when an earlier step tells of something. Handlers are idempotent."""

from __future__ import annotations

from uuid import UUID

from kehou.agreements.public import agreement_of
from kehou.funds.models import Bill
from kehou.funds.refunds.claiming import units_from
from kehou.funds.refunds.crediting import credit_bill, due_for
from kehou.kernel.actor import system_actor
from kehou.platform.outbox.announcing import Announcement, handles
from kehou.rulebook.facts.refunds import RefundCause


@handles("agreement.withdrawn")
def refund_later_periods(event: Announcement) -> None:
    """Give back all periods from the day on which a withdrawal holds (A9.12, A2.1)."""
    pupil = UUID(str(event.payload["pupil"]))
    bills = Bill.objects.filter(school_id=event.place.school, pupil_id=pupil, cancelled_at=None)
    for bill in bills:
        agreement = agreement_of(pupil, bill.term_id)
        if agreement is None or agreement.ends_date is None or agreement.id != bill.agreement_id:
            continue
        units = units_from(bill, agreement.ends_date)
        if units:
            credit_bill(
                actor=system_actor(event.place.code[:2]),
                now=event.occurred_at,
                bill_id=bill.id,
                cause=RefundCause.WITHDRAWAL,
                source=event.subject,
                amount=due_for(bill, units),
                units=units,
                first=agreement.ends_date,
            )
