"""Article 8: the authority reviews each plan and answers for what it approves (A8.4)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.rulebook.engine import Parameters, Verdict, cites
from kehou.rulebook.facts.approval import ApprovalFacts
from kehou.rulebook.hunan_2024.register import verdict


@cites("A8.4")
def nothing_open_is_approved(approval: ApprovalFacts, _: Parameters) -> Iterator[Verdict]:
    """A plan on which a verdict still stops is not approved (A8.4)."""
    open_ones = approval.unmet_stops
    yield verdict("A8.4", "approved_with_open_stops", not open_ones, found=len(open_ones), clauses=open_ones)
