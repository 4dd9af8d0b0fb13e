"""Article 9: fees are waived or reduced for pupils in need (A9.39, A9.40)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kehou.kernel.fen import ZERO, Fen
from kehou.rulebook.engine import Effect, Parameters, Verdict, cites, computes
from kehou.rulebook.facts.authority import ChargeFacts, WaiverGate
from kehou.rulebook.hunan_2024.register import verdict


@computes("A9.39")
def after_waiver(gross: Fen, ratio: Fraction) -> Fen:
    """What a family pays when ``ratio`` is waived; a fraction of a fen is in its favour (A9.39)."""
    return Fen(gross.amount * (ratio.denominator - ratio.numerator) // ratio.denominator)


@cites("A9.39", "A9.40")
def aid_is_taken_off_first(charge: ChargeFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A pupil on the aid list is billed only what is left after the waiver, by an issued rule (A9.39, A9.40).

    The verdict does not show the category.
    """
    if not charge.aid_category:
        return
    yield verdict("A9.40", "charged_before_waiver_rule", charge.rule_issued or charge.charged == ZERO)
    ratio = parameters.table("waiver_ratio").get(charge.aid_category)
    if not isinstance(ratio, Fraction):
        yield verdict("A9.39", "waiver_category_unknown", None)
        return
    required = after_waiver(charge.gross, ratio)
    met = charge.charged <= required
    yield verdict("A9.39", "waiver_not_applied", met, found=charge.charged, required=required)


@cites("A9.40")
def county_has_a_waiver_rule(gate: WaiverGate, _: Parameters) -> Iterator[Verdict]:
    """A county issues its waiver rule before charging begins (A9.40).

    Until then nobody on the aid list is charged; the plan itself is let pass with a warning.
    """
    met = gate.rule_issued or not gate.plan_charges
    yield verdict("A9.40", "waiver_rule_missing", met, effect=Effect.WARN)
