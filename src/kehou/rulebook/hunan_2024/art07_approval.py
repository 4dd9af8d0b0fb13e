"""Article 7, third step: the competent authority decides, and nobody decides on the own plan (A7.4)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.rulebook.engine import Parameters, Verdict, cites
from kehou.rulebook.facts.approval import ApprovalFacts, ReturnFacts
from kehou.rulebook.hunan_2024.register import verdict


@cites("A7.4")
def somebody_else_approves(approval: ApprovalFacts, _: Parameters) -> Iterator[Verdict]:
    """A person who had no hand in the plan approves it; time that passes approves nothing (A7.4)."""
    yield verdict("A7.4", "approved_by_silence", approval.decided_by is not None)
    yield verdict("A7.4", "approver_is_author", approval.decided_by not in approval.authors)


@cites("A7.4")
def competent_authority_approves(approval: ApprovalFacts, _: Parameters) -> Iterator[Verdict]:
    """Only the authority in charge of the school approves its plan (A7.4)."""
    met = approval.authority_code == approval.competent_authority_code
    yield verdict("A7.4", "authority_not_competent", met)


@cites("A7.4")
def return_gives_reasons(returned: ReturnFacts, _: Parameters) -> Iterator[Verdict]:
    """A plan is returned or refused with reasons, by a person who had no hand in it (A7.4)."""
    decided = returned.decided_by is not None and returned.decided_by not in returned.authors
    yield verdict("A7.4", "reviewer_is_author", decided)
    yield verdict("A7.4", "return_without_reasons", bool(returned.reasons.strip()))
