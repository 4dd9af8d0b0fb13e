"""The check after a draw: what is wrong with a result, seat by seat."""

from __future__ import annotations

from kehou.allocation.audit import Audit, Violation
from kehou.allocation.concluding import concluded
from kehou.allocation.properties import (
    beyond_limits,
    broken_bundle,
    closed_or_small,
    not_asked_for,
    oversold,
    passed_over,
    priority_without_place,
    two_in_a_slot,
)
from kehou.allocation.result import Result
from kehou.allocation.running import run

CHECKS = (
    two_in_a_slot,
    oversold,
    not_asked_for,
    broken_bundle,
    closed_or_small,
    beyond_limits,
    priority_without_place,
    passed_over,
)
DERIVED = ("seats", "cutoffs", "cancelled", "waitlists", "reasons", "x_unmet", "digest")


def verify(result: Result) -> tuple[Violation, ...]:
    """Everything that is wrong with a result: what a draw must keep, and what the same draw gives again.

    A correct result gives no violations. ``not_reproduced`` names in ``section`` the part that differs.
    """
    checked, lottery, history = result.instance, result.lottery, result.history
    again = run(checked, lottery, history)
    audit = Audit(again.draw, result)
    found = [violation for check in CHECKS for violation in check(audit)]
    fresh = concluded(again, lottery, history, checked)
    if lottery.input_root != checked.root:
        found.append(Violation("other_input"))
    differing = [name for name in DERIVED if getattr(fresh, name) != getattr(result, name)]
    return tuple(sorted([*found, *(Violation("not_reproduced", section=name) for name in differing)]))
