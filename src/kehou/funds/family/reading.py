"""Reading one family's account from its rows, with a fixed number of queries."""

from __future__ import annotations

from uuid import UUID

from kehou.delivery.public import Attendance, attendance_facts
from kehou.funds.bills.codes import BillReference, pay_code
from kehou.funds.bills.content import times_from_json
from kehou.funds.bills.rules import state_of
from kehou.funds.bills.standing import standing_of
from kehou.funds.closing.family import share_of
from kehou.funds.family.facts import FamilyAccount, PaymentInfo, RefundInfo
from kehou.funds.models import Bill, Receipt, Refund
from kehou.kernel.fen import Fen
from kehou.registry.public import TermInfo, term_info
from kehou.rulebook.facts.fees import EXTENDED_CARE_ITEM, SERVICE_ITEM


def family_account(pupil_id: UUID, term_id: UUID) -> FamilyAccount | None:
    """One pupil's account of a term; None before the bill."""
    bill = (
        Bill.objects.select_related("round")
        .filter(pupil_id=pupil_id, term_id=term_id, item=SERVICE_ITEM, cancelled_at=None)
        .first()
    )
    return account_of(bill) if bill else None


def care_accounts(pupil_id: UUID, term_id: UUID) -> tuple[FamilyAccount, ...]:
    """One pupil's accounts of extended care in a term, the latest first; mostly none (A4.17)."""
    bills = Bill.objects.select_related("round").filter(
        pupil_id=pupil_id, term_id=term_id, item=EXTENDED_CARE_ITEM, cancelled_at=None
    )
    return tuple(account_of(bill) for bill in bills.order_by("-number"))


def account_of(bill: Bill) -> FamilyAccount:
    """The account that stands on a bill."""
    standing = standing_of(bill)
    delivered, attended = _served(bill)
    return FamilyAccount(
        bill_id=bill.id,
        pupil_id=bill.pupil_id,
        term_id=bill.term_id,
        number=bill.number,
        pay_code=code_of(bill, term_info(bill.term_id)),
        state=state_of(standing),
        price=Fen(bill.price_fen),
        units=bill.units,
        gross=Fen(bill.gross_fen),
        waived=Fen(bill.waived_fen),
        standing=standing,
        times=times_from_json(bill.lines),
        issued_at=bill.issued_at,
        due_date=bill.due_date,
        payments=_payments(bill),
        refunds=_refunds(bill),
        delivered_units=delivered,
        attended_units=attended,
        surplus=share_of(bill.round.ledger_id, bill.pupil_id),
    )


def code_of(bill: Bill, term: TermInfo) -> str:
    """The code that a family writes beside a bank transfer."""
    return pay_code(BillReference(term.year, term.half, bill.number))


def _payments(bill: Bill) -> tuple[PaymentInfo, ...]:
    rows = Receipt.objects.filter(bill=bill, reversed_at=None).order_by("paid_date", "recorded_at", "id")
    return tuple(
        PaymentInfo(
            receipt_id=row.id,
            date=row.paid_date,
            channel=row.get_channel_display(),
            amount=Fen(row.amount_fen),
            excess=Fen(row.excess_fen),
            paper_kind=row.paper_kind,
            paper_number=row.paper_number,
        )
        for row in rows
    )


def _refunds(bill: Bill) -> tuple[RefundInfo, ...]:
    rows = Refund.objects.filter(bill=bill).order_by("requested_at", "id")
    return tuple(
        RefundInfo(
            cause=row.cause,
            reason=row.reason,
            units=row.units,
            amount=Fen(row.amount_fen),
            offset=Fen(row.offset_fen),
            cash=Fen(row.cash_fen),
            state=row.state,
            first_date=row.first_date,
            last_date=row.last_date,
            due_date=row.due_date,
            paid_at=row.paid_at,
            refused_for=row.get_refused_for_display(),
        )
        for row in rows
    )


def _served(bill: Bill) -> tuple[int, int]:
    """Periods that were held so far for the pupil, and those at which the pupil was."""
    rows = attendance_facts(bill.school_id, bill.term_id, pupil_id=bill.pupil_id)
    held = [row for row in rows if row.delivered]
    return sum(row.units for row in held), sum(row.units for row in held if row.state is Attendance.PRESENT)
