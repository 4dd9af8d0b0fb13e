"""Article 10, the safety annex and the review of content (A10.1 to A10.3, A10.5, A10.10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.approval import ApprovalFacts
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.plan_parts import course_fault, each_fault
from kehou.rulebook.hunan_2024.register import verdict


@cites("A10.1")
def safety_rules_exist(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """A plan has safety rules for the service (A10.1)."""
    yield verdict("A10.1", "safety_rules_missing", _is_written(plan.safety.safety_rules_date, plan))


@cites("A10.2")
def duties_are_signed(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Who takes part has signed the duty sheet before the first session; at the plan a warning (A10.2)."""
    missing = plan.safety.duty_sheets_missing
    yield verdict("A10.2", "duty_sheets_missing", missing == 0, effect=Effect.WARN, found=missing)


@cites("A10.3")
def insurance_covers_the_service(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """The school's liability insurance covers the hours of service from the first day on (A10.3).

    A policy that ends within the term is warned about: it has to be renewed in time.
    """
    policy, first, last = plan.safety.insurance, plan.term.first_day, plan.term.last_day
    yield verdict("A10.3", "insurance_missing", policy is not None)
    if policy is None:
        return
    yield verdict("A10.3", "insurance_leaves_service_out", policy.covers_after_school)
    starts = policy.valid_from <= first <= policy.valid_to
    yield verdict("A10.3", "insurance_not_valid", starts, found=policy.valid_to, required=first)
    if starts:
        lasts = policy.valid_to >= last
        yield verdict(
            "A10.3", "insurance_ends_in_term", lasts, effect=Effect.WARN, found=policy.valid_to, required=last
        )


@cites("A10.5")
def courses_show_their_content(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Each course gives an outline to be reviewed, and those of third parties their materials (A10.5)."""
    without_outline = (course_fault(row) for row in plan.courses if not row.outline.strip())
    yield from each_fault("A10.5", "course_without_outline", without_outline)
    hired = (row for row in plan.courses if row.leader_kind is LeaderKind.THIRD_PARTY)
    without_materials = (course_fault(row) for row in hired if not row.materials)
    yield from each_fault("A10.5", "course_without_materials", without_materials)


@cites("A10.5")
def every_course_was_reviewed(approval: ApprovalFacts, _: Parameters) -> Iterator[Verdict]:
    """The authority has looked at the content and the mode of every course that it approves (A10.5)."""
    unreviewed = ((f"course/{key}", {"course": key}) for key in approval.unreviewed_courses)
    yield from each_fault("A10.5", "course_unreviewed", unreviewed)


@cites("A10.10")
def emergency_plan_exists(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """A plan has an emergency plan (A10.10)."""
    yield verdict("A10.10", "emergency_plan_missing", _is_written(plan.safety.emergency_plan_date, plan))


def _is_written(written: date | None, plan: PlanFacts) -> bool:
    return written is not None and written <= plan.term.first_day
