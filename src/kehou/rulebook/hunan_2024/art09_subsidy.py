"""Articles 8 and 9, the subsidy: budgeted, paid, and more of it in the country (A8.6, A9.1, A9.38)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites, computes
from kehou.rulebook.facts.subsidy import SubsidyFacts, SubsidyShare
from kehou.rulebook.hunan_2024.register import verdict


@computes("A9.38")
def subsidy_per_pupil(share: SubsidyShare) -> Fraction | None:
    """What a pupil in the service got, in fen, exact; None where nobody is in it (A9.38)."""
    return Fraction(share.paid.amount, share.pupils) if share.pupils else None


@cites("A8.6", "A9.1")
def subsidy_is_budgeted_and_paid(subsidy: SubsidyFacts, _: Parameters) -> Iterator[Verdict]:
    """The finance department budgets a subsidy and pays it when it is due, else a warning (A8.6, A9.1)."""
    yield verdict("A8.6", "subsidy_not_budgeted", subsidy.budgeted is not None, effect=Effect.WARN)
    met = subsidy.paid >= subsidy.due
    yield verdict(
        "A9.1", "subsidy_paid_late", met, effect=Effect.WARN, found=subsidy.paid, required=subsidy.due
    )


@cites("A9.38")
def country_gets_no_less(subsidy: SubsidyFacts, _: Parameters) -> Iterator[Verdict]:
    """A pupil in the country gets no less than one in town, and no less than last year, else advice (A9.38).

    Within its means, says the text: so it is told and never refused.
    """
    rural, urban = subsidy_per_pupil(subsidy.rural), subsidy_per_pupil(subsidy.urban)
    if rural is None:
        return
    if urban is not None:
        yield verdict("A9.38", "country_gets_less", rural >= urban, found=_fen(rural), required=_fen(urban))
    before = subsidy_per_pupil(subsidy.before) if subsidy.before else None
    if before is not None:
        met = rural >= before
        yield verdict("A9.38", "country_gets_less_than_before", met, found=_fen(rural), required=_fen(before))


def _fen(exact: Fraction) -> str:
    """Fen a pupil as people read it, cut to the hundredth of a yuan."""
    yuan, fen = divmod(exact.numerator // exact.denominator, 100)
    return f"{yuan}.{fen:02}元"
