"""Article 11: at each term's end costs, income and expenditure are shown to parents (A11.8)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.kernel.fen import ZERO
from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.closing import DisclosureDay, PublicFigures
from kehou.rulebook.hunan_2024.register import verdict


@cites("A11.8")
def figures_are_the_ledgers(account: PublicFigures, _: Parameters) -> Iterator[Verdict]:
    """Every figure shown equals the ledger to the fen, and every line of the ledger is shown (A11.8)."""
    for line in sorted({*account.shown, *account.booked}):
        found, required = account.shown.get(line, ZERO), account.booked.get(line, ZERO)
        yield verdict(
            "A11.8",
            "figure_differs",
            found == required,
            effect=Effect.STOP,
            subject=line,
            found=found,
            required=required,
        )
    if account.is_final:
        yield verdict("A11.8", "final_before_return", account.surplus_returned, effect=Effect.STOP)


@cites("A11.8")
def account_is_published_in_time(day: DisclosureDay, parameters: Parameters) -> Iterator[Verdict]:
    """The first account comes soon after the term, the final one soon after the return (A11.8)."""
    limit = parameters.count("disclose_final_wd" if day.is_final else "disclose_wd")
    due = day.calendar.deadline(day.since, limit)
    if due is None:
        yield verdict("A11.8", "account_late", None, effect=Effect.WARN)
        return
    met = day.published <= due
    yield verdict("A11.8", "account_late", met, effect=Effect.WARN, found=day.published, required=due)
