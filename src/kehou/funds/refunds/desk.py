"""Reading for the refunds' desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kehou.funds.family.wording import CAUSES, REFUND_TONES, STATE_NAMES
from kehou.funds.models import Refund
from kehou.platform.ui.books import all_wording
from kehou.platform.ui.pieces import Tone
from kehou.registry.public import SchoolInfo, TermInfo, names_of

MOST = 200
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


def refund_lines(school: SchoolInfo, term: TermInfo, *, done: bool, today: date) -> list[RefundLine]:
    """The refunds that wait, the most pressing first; or those that are done, the latest first."""
    rows = Refund.objects.filter(school_id=school.id, term_id=term.id)
    if done:
        found = list(rows.exclude(state__in=OPEN).order_by("-decided_at", "-id")[:MOST])
    else:
        found = list(rows.filter(state__in=OPEN).order_by("due_date", "requested_at", "id")[:MOST])
    names = names_of(row.pupil_id for row in found if row.pupil_id)
    labels = all_wording().labels
    return [
        RefundLine(
            refund=row,
            name=names.get(row.pupil_id, "") if row.pupil_id else "",
            why=CAUSES[row.cause] + (f"（{labels.get(row.reason, row.reason)}）" if row.reason else ""),
            state=STATE_NAMES[row.state],
            tone=REFUND_TONES[row.state],
            is_overdue=not done and row.due_date is not None and row.due_date < today,
        )
        for row in found
    ]
