"""Article 3: who answers, and one policy a county, one plan a school (A3.1, A3.2, A3.5, A3.6)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.approval import ApprovalFacts, DutyArea, SubmissionFacts
from kehou.rulebook.facts.authority import CountyPolicyFacts
from kehou.rulebook.hunan_2024.register import verdict

_NAMED = (DutyArea.TEACHING, DutyArea.SAFETY, DutyArea.MONEY)


@cites("A3.1")
def county_names_an_officer(policy: CountyPolicyFacts, _: Parameters) -> Iterator[Verdict]:
    """A county names the officer who answers for the service (A3.1)."""
    yield verdict("A3.1", "county_officer_unnamed", policy.responsible_officer_named)


@cites("A3.2")
def head_answers_for_the_plan(submission: SubmissionFacts, _: Parameters) -> Iterator[Verdict]:
    """The head signs the plan before it is submitted, and names who answers for what (A3.2).

    One person may hold several duties, but never pays out what the same person approved.
    """
    signed = submission.head_signed_at
    yield verdict("A3.2", "head_has_not_signed", signed is not None and signed <= submission.submitted_at)
    for area in _NAMED:
        named = bool(submission.holders(area))
        yield verdict("A3.2", "duty_unnamed", named, subject=f"duty/{area}", duty=area)
    both = submission.holders(DutyArea.CASHIER) & submission.holders(DutyArea.PAYMENT_APPROVER)
    yield verdict("A3.2", "cashier_approves", not both)


@cites("A3.5")
def county_policy_is_issued(policy: CountyPolicyFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A county has issued its policy before it approves a plan; an old one is warned about (A3.5)."""
    issued = policy.issued_date
    met = issued is not None and issued <= parameters.on
    yield verdict("A3.5", "county_policy_missing", met)
    if issued is not None and met:
        required = parameters.count("county_policy_days")
        found = (parameters.on - issued).days
        yield verdict(
            "A3.5", "county_policy_old", found <= required, effect=Effect.WARN, found=found, required=required
        )


@cites("A3.6")
def one_plan_a_school(approval: ApprovalFacts, _: Parameters) -> Iterator[Verdict]:
    """A school has one plan in force a term (A3.6)."""
    yield verdict("A3.6", "second_plan_in_force", not approval.other_plan_in_force)
