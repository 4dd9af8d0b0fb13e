"""What was billed by grade and how refunds went, as facts for the indicators (A9.6, A9.12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum

from kehou.funds.bills.standing import UNGRANTED
from kehou.funds.models import Bill, Refund
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.rulebook.facts.fees import SERVICE_ITEM


@dataclass(frozen=True, slots=True)
class BilledGrade:
    """What the bills of one grade charge, before waivers, and for how many pupil-periods."""

    grade: int
    gross: Fen
    units: int


@dataclass(frozen=True, slots=True)
class RefundTime:
    """One refund that is owed: when it is due, and when it was paid."""

    id: UUID
    due_date: date
    paid_date: date | None


def billed_grades(school_id: UUID, term_id: UUID) -> tuple[BilledGrade, ...]:
    """The bills of a school's term that stand, summed by grade."""
    rows = Bill.objects.filter(school_id=school_id, term_id=term_id, item=SERVICE_ITEM, cancelled_at=None)
    sums = rows.values_list("grade").annotate(Sum("gross_fen"), Sum("units")).order_by("grade")
    return tuple(BilledGrade(grade, Fen(gross), units) for grade, gross, units in sums)


def refund_times(school_id: UUID, term_id: UUID) -> tuple[RefundTime, ...]:
    """The refunds that were decided in a school's term, as far as they have a day."""
    rows = Refund.objects.filter(school_id=school_id, term_id=term_id).exclude(state__in=UNGRANTED)
    found = rows.exclude(due_date=None).order_by("requested_at").values_list("id", "due_date", "paid_at")
    return tuple(RefundTime(key, due, local_day(paid) if paid else None) for key, due, paid in found if due)
