"""Article 9: when a term's ledger may be closed, and what the book must be."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.kernel.fen import ZERO
from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.closing import BookState, TermEnd
from kehou.rulebook.hunan_2024.register import verdict


@cites("A9.11")
def term_is_over(end: TermEnd, _: Parameters) -> Iterator[Verdict]:
    """A ledger is closed once the term is over and all its sessions are final (A9.11)."""
    over = end.today > end.last_date
    yield verdict("A9.11", "term_not_over", over, effect=Effect.STOP, found=end.today, required=end.last_date)
    left = end.sessions_open
    yield verdict("A9.11", "sessions_not_final", left == 0, effect=Effect.STOP, found=left, required=0)


@cites("A9.12")
def refunds_are_decided(end: TermEnd, _: Parameters) -> Iterator[Verdict]:
    """No refund waits for its decision when the ledger is closed (A9.12)."""
    left = end.refunds_undecided
    yield verdict("A9.12", "refunds_undecided", left == 0, effect=Effect.STOP, found=left, required=0)


@cites("A9.11")
def set_offs_are_settled(end: TermEnd, _: Parameters) -> Iterator[Verdict]:
    """What came in from the last term paid a bill or went back in money: it is not kept again (A9.11)."""
    left = end.set_offs_waiting
    yield verdict("A9.11", "set_offs_waiting", left == 0, effect=Effect.STOP, found=left, required=0)


@cites("A9.28")
def allowances_are_settled(end: TermEnd, _: Parameters) -> Iterator[Verdict]:
    """Every allowance of the term is approved and named before the surplus is told (A9.28)."""
    left = end.allowances_unsettled
    yield verdict("A9.28", "allowances_unsettled", left == 0, effect=Effect.STOP, found=left, required=0)


@cites("A9.23")
def book_agrees_with_the_bank(end: TermEnd, _: Parameters) -> Iterator[Verdict]:
    """Every receipt is matched, and the book says what the bank says (A9.23)."""
    left = end.receipts_unmatched
    yield verdict("A9.23", "receipts_unmatched", left == 0, effect=Effect.STOP, found=left, required=0)
    same = end.bank_difference == ZERO
    yield verdict("A9.23", "bank_differs", same, effect=Effect.STOP, found=end.bank_difference, required=ZERO)


@cites("A9.3")
def costs_are_covered(end: TermEnd, _: Parameters) -> Iterator[Verdict]:
    """Where fees and subsidy did not reach, the school has put in the rest (A9.3)."""
    for point, missing in sorted(end.shortfalls.items()):
        met = missing <= ZERO
        yield verdict(
            "A9.3",
            "costs_not_covered",
            met,
            effect=Effect.STOP,
            subject=f"point/{point}",
            found=missing,
            required=ZERO,
        )


@cites("A9.25")
def allowances_are_the_main_cost(end: TermEnd, parameters: Parameters) -> Iterator[Verdict]:
    """More than half of what was spent went to allowances, unless the county noted why not (A9.25)."""
    if end.spent == ZERO:
        return
    for name, effect in (("allowance_share_min", Effect.STOP), ("allowance_share_warn", Effect.WARN)):
        limit = parameters.ratio(name)
        met = end.allowances.amount * limit.denominator > end.spent.amount * limit.numerator
        excused = effect is Effect.STOP and end.share_departure
        reason = "allowance_share_low" if effect is Effect.STOP else "allowance_share_thin"
        yield verdict(
            "A9.25", reason, met or excused, effect=effect, found=end.allowances, required=end.spent
        )


@cites("A9.22")
def book_is_whole(book: BookState, _: Parameters) -> Iterator[Verdict]:
    """Debits equal credits and the chain holds from the first entry to the last (A9.22)."""
    even = book.difference == ZERO
    yield verdict("A9.22", "book_unbalanced", even, effect=Effect.STOP, found=book.difference, required=ZERO)
    yield verdict("A9.22", "book_chain_broken", book.is_chained, effect=Effect.STOP)


@cites("A9.24")
def book_is_empty_at_the_end(book: BookState, _: Parameters) -> Iterator[Verdict]:
    """When a term is archived no fee lies in the book unused; what is parked belongs to families (A9.24)."""
    met = book.fee_balance == ZERO
    yield verdict(
        "A9.24", "fees_left_in_book", met, effect=Effect.STOP, found=book.fee_balance, required=ZERO
    )
