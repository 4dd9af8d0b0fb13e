"""Reading for the refunds' desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator

from kehou.funds.bills.searching import refunds_named
from kehou.funds.family.wording import CAUSES, REFUND_TONES, STATE_NAMES
from kehou.funds.models import Refund
from kehou.platform.ui.books import all_wording
from kehou.platform.ui.pieces import Tone
from kehou.registry.public import SchoolInfo, TermInfo, names_of

A_PAGE = 50
OVER = (Refund.State.PAID, Refund.State.REFUSED, Refund.State.WITHDRAWN, Refund.State.CORRECTED)
OPEN = tuple(state for state in Refund.State.values if state not in OVER)


@dataclass(frozen=True, slots=True)
class RefundLine:
    """One refund with name, reason and what can be done with it now."""

    refund: Refund
    name: str
    why: str
    state: str
    tone: Tone
    is_overdue: bool

    @property
    def to_decide(self) -> bool:
        """Whether it waits for a decision."""
        return self.refund.state == Refund.State.REQUESTED

    @property
    def to_approve(self) -> bool:
        """Whether it waits for approval."""
        return self.refund.state == Refund.State.DECIDED

    @property
    def to_pay(self) -> bool:
        """Whether it waits to be paid."""
        return self.refund.state in (
            Refund.State.APPROVED,
            Refund.State.FAILED,
            Refund.State.AWAITING,
            Refund.State.PARKED,
        )


def refund_page(
    school: SchoolInfo, term: TermInfo, *, done: bool, words: str = "", number: str | None = None
) -> Page[Refund]:
    """A page of the refunds that wait, the most pressing first; or of those that are done, the latest first.

    With ``words`` those of children whose names hold them.
    """
    rows = Refund.objects.filter(school_id=school.id, term_id=term.id)
    if done:
        rows = rows.exclude(state__in=OPEN).order_by("-decided_at", "-id")
    else:
        rows = rows.filter(state__in=OPEN).order_by("due_date", "requested_at", "id")
    return Paginator(refunds_named(rows, words) if words else rows, A_PAGE).get_page(number)


def refund_lines(refunds: Iterable[Refund], *, today: date) -> list[RefundLine]:
    """Some refunds with names and in words."""
    found = list(refunds)
    names = names_of(row.pupil_id for row in found if row.pupil_id)
    labels = all_wording().labels
    return [
        RefundLine(
            refund=row,
            name=names.get(row.pupil_id, "") if row.pupil_id else "",
            why=CAUSES[row.cause] + (f"（{labels.get(row.reason, row.reason)}）" if row.reason else ""),
            state=STATE_NAMES[row.state],
            tone=REFUND_TONES[row.state],
            is_overdue=row.state in OPEN and row.due_date is not None and row.due_date < today,
        )
        for row in found
    ]
