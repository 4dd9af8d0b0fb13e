"""Article 9, refunds: at the effective price, in full, in time (A9.12)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.kernel.fen import ZERO, Fen
from kehou.rulebook.engine import Effect, Parameters, Verdict, cites, computes
from kehou.rulebook.facts.refunds import RefundCause, RefundDeadline, RefundFacts
from kehou.rulebook.hunan_2024.register import verdict


@computes("A9.12")
def refund_claim(missed_units: int, *, paid: Fen, planned_units: int) -> Fen:
    """What ``missed_units`` periods are worth: that part of what was paid, rounded up to the fen.

    It is never above what was paid. Raises ValueError where no periods were planned.
    """
    if planned_units <= 0 or missed_units < 0:
        raise ValueError(f"{missed_units} of {planned_units} periods")
    share = -(-paid.amount * missed_units // planned_units)
    return min(Fen(share), paid)


@computes("A9.10")
def price_difference(before: Fen, after: Fen, *, planned_units: int, missed_units: int) -> Fen:
    """What a lower price gives back of a bill: the difference on all periods that were not refunded.

    Rounded up to the fen. Raises ValueError where no periods were planned.
    """
    if planned_units <= 0 or not 0 <= missed_units <= planned_units:
        raise ValueError(f"{missed_units} of {planned_units} periods")
    kept = planned_units - missed_units
    return Fen(-(-(before - after).amount * kept // planned_units))


@cites("A9.12")
def refund_has_its_reason(refund: RefundFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A pupil who missed the service for a special reason, told in time or proved, is refunded (A9.12)."""
    if refund.cause is not RefundCause.SPECIAL:
        return
    known = parameters.codes("special_reasons")
    yield verdict(
        "A9.12",
        "refund_reason_not_special",
        refund.reason in known,
        effect=Effect.STOP,
        found=refund.reason,
    )
    limit = parameters.count("evidence_days")
    proved = refund.evidence_days is not None and refund.evidence_days <= limit
    yield verdict(
        "A9.12",
        "refund_neither_told_nor_proved",
        refund.told_before or proved,
        effect=Effect.STOP,
        found=refund.evidence_days,
        required=limit,
    )


@cites("A9.12")
def refund_is_whole(refund: RefundFacts, _: Parameters) -> Iterator[Verdict]:
    """A refund is all that is due, and all refunds together are at most what was billed (A9.12)."""
    required = max(refund.due - refund.granted_before, ZERO)
    met = refund.amount >= required
    yield verdict(
        "A9.12", "refund_too_small", met, effect=Effect.STOP, found=refund.amount, required=required
    )
    within = refund.granted_before + refund.amount <= refund.billed
    rest = refund.billed - refund.granted_before
    yield verdict(
        "A9.12", "refund_above_payment", within, effect=Effect.STOP, found=refund.amount, required=rest
    )


@cites("A9.12")
def refund_comes_in_time(deadline: RefundDeadline, _: Parameters) -> Iterator[Verdict]:
    """A refund is paid by its day; later it is shown as overdue (A9.12)."""
    done = deadline.paid_date or deadline.today
    met = done <= deadline.due_date
    yield verdict("A9.12", "refund_overdue", met, effect=Effect.WARN, found=done, required=deadline.due_date)
