"""Article 11, looking for oneself: inspection plan, findings, review of the policy (A11.1 to A11.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites, computes
from kehou.rulebook.facts.supervision import (
    DetailExport,
    FindingFacts,
    InspectionPlanFacts,
    PolicyReview,
    SchoolRisk,
)
from kehou.rulebook.hunan_2024.register import verdict

_TERMS_WEIGH, _SIGNALS_WEIGH, _CASES_WEIGH = 3, 2, 2


@cites("A11.1")
def policy_follows_the_rules(review: PolicyReview, parameters: Parameters) -> Iterator[Verdict]:
    """After the rules above changed a county reviews its policy within its days, else a warning (A11.1)."""
    last = review.changed_date + timedelta(days=parameters.count("policy_review_days"))
    reviewed = review.policy_date is not None and review.policy_date >= review.changed_date
    met = reviewed or review.today <= last
    yield verdict("A11.1", "policy_not_reviewed", met, effect=Effect.WARN, required=last)


@cites("A11.2")
def enough_schools_are_seen(plan: InspectionPlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A term's plan sees the county's share of its schools; nobody goes unseen past the cycle (A11.2)."""
    share = parameters.ratio("inspect_share")
    met = plan.planned * share.denominator >= share.numerator * plan.schools
    yield verdict(
        "A11.2",
        "inspections_too_few",
        met,
        subject="inspection_plan",
        found=plan.planned,
        required=-(-plan.schools * share.numerator // share.denominator),
    )
    yield verdict(
        "A11.2",
        "school_unseen",
        not plan.unseen,
        subject="inspection_plan",
        effect=Effect.WARN,
        found=len(plan.unseen),
        required=parameters.count("inspect_cycle"),
    )


@computes("A11.2")
def by_risk(schools: Iterable[SchoolRisk]) -> tuple[str, ...]:
    """Schools in the order in which they are proposed for a visit: long unseen, many signals, upheld cases.

    Equal weights keep the order of their keys, so that the proposal is the same for everyone (A11.2).
    """
    return tuple(school.key for school in sorted(schools, key=lambda school: (-_risk(school), school.key)))


def _risk(school: SchoolRisk) -> int:
    return (
        _TERMS_WEIGH * school.terms_unseen
        + _SIGNALS_WEIGH * school.open_signals
        + _CASES_WEIGH * school.upheld_cases
    )


@cites("A11.3")
def finding_is_proved(finding: FindingFacts, _: Parameters) -> Iterator[Verdict]:
    """A finding names the statement that it is measured by, and what proves it (A11.3)."""
    stop = Effect.STOP
    yield verdict("A11.3", "finding_without_clause", finding.is_statement, subject="finding", effect=stop)
    proved = any(proof.strip() for proof in finding.evidence)
    yield verdict("A11.3", "finding_without_evidence", proved, subject="finding", effect=stop)


@cites("A11.3")
def detail_needs_a_case(export: DetailExport, _: Parameters) -> Iterator[Verdict]:
    """An authority sees numbers; what names a child it sees in a case of its own only (A11.3)."""
    yield verdict("A11.3", "detail_without_case", export.has_case, subject="export", effect=Effect.STOP)
