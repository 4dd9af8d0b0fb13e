"""Article 9, leave: which missed sessions are paid back (A9.12)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.afternoon import LeaveFacts
from kehou.rulebook.hunan_2024.register import verdict


@cites("A9.12")
def leave_has_a_special_reason(leave: LeaveFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A leave for a special reason is paid back if it came before the session, or proof soon after."""
    special = parameters.codes("special_reasons")
    met = leave.reason in special
    yield verdict("A9.12", "leave_reason_ordinary", met, effect=Effect.WARN, found=leave.reason)
    limit = parameters.count("evidence_days")
    before = leave.asked_at < leave.starts_at
    proved = leave.evidence_school_days is not None and leave.evidence_school_days <= limit
    yield verdict("A9.12", "leave_unproved", before or proved, effect=Effect.WARN, required=limit)
