"""Article 7, second step: the plan and its fee scheme are written in full (A7.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kehou.rulebook.engine import Parameters, Verdict, cites
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.plan_parts import each_fault
from kehou.rulebook.hunan_2024.register import verdict


@cites("A7.3")
def plan_is_complete(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """A plan says its goals, grades, calendar, times, courses, safety and where to complain (A7.3)."""
    missing = ((f"plan/{part}", {"missing": part}) for part, filled in _parts(plan).items() if not filled)
    yield from each_fault("A7.3", "plan_part_missing", missing)


@cites("A7.3")
def fee_scheme_is_complete(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """A plan that charges says its budget, sources, refunds and waivers (A7.3)."""
    fees = plan.fees
    if not fees.charges:
        return
    parts = {
        "budget": bool(fees.cost_lines),
        "sources": bool(fees.sources),
        "refund_rule": bool(fees.refund_rule.strip()),
        "waiver_rule": bool(fees.waiver_rule.strip()),
    }
    missing = ((f"fees/{part}", {"missing": part}) for part, filled in parts.items() if not filled)
    yield from each_fault("A7.3", "fee_part_missing", missing)


@cites("A7.3")
def every_grade_has_a_service(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Each grade that the plan serves has a slot, and each slot a grade that the plan serves (A7.3)."""
    served = {row.grade for row in plan.grades}
    offered = {grade for slot in plan.slots for grade in slot.grades}
    for grade in sorted(served | offered):
        met = grade in served and grade in offered
        yield verdict("A7.3", "grade_without_service", met, subject=f"grade/{grade}")


def _parts(plan: PlanFacts) -> Mapping[str, bool]:
    return {
        "goals": bool(plan.goals.strip()),
        "grades": bool(plan.grades),
        "bells": {row.grade for row in plan.grades} <= plan.bell_of.keys(),
        "courses": bool(plan.courses),
        "slots": bool(plan.slots),
        "safety": plan.safety.safety_rules_date is not None,
        "complaint_channel": bool(plan.complaint_channel.strip()),
    }
