"""The last paragraph: how long the Measures hold (A13.2)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.approval import ApprovalFacts
from kehou.rulebook.hunan_2024.register import verdict


@cites("A13.2")
def approved_while_in_force(approval: ApprovalFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Nothing is newly approved after the Measures' last day, and the last half year warns (A13.2)."""
    decided, last_day = approval.decided_date, approval.edition_last_day
    in_force = decided <= last_day
    yield verdict(
        "A13.2", "approved_past_validity", in_force, effect=Effect.STOP, found=decided, required=last_day
    )
    rest = (last_day - decided).days
    if in_force:
        ample = rest > parameters.count("validity_warn_days")
        yield verdict("A13.2", "validity_ends_soon", ample, effect=Effect.WARN, found=rest, required=last_day)
