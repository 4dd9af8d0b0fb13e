"""The term's inspection plan, weighed by risk (A11.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.oversight.access import PLAN_INSPECTION
from kehou.oversight.models import Inspection, InspectionPlan
from kehou.oversight.queries.risks import unseen_schools
from kehou.oversight.rules import InspectionState
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.duties.owing import discharge
from kehou.registry.public import schools_under
from kehou.rulebook.facts.supervision import InspectionPlanFacts


class UnableToPlan(UnableTo):
    """Too few schools are to be visited, or the term has its plan."""


@transaction.atomic
def plan_inspections(
    *, actor: Actor, now: datetime, county_code: str, term_id: UUID, chosen: Mapping[UUID, bool]
) -> tuple[InspectionPlan, tuple[Verdict, ...]]:
    """Fix which schools are visited, announced (True) or not; the plan and what it still lacks.

    Raises UnableToPlan where it sees fewer than the county's share (A11.2). A school that stays unseen past
    the cycle is a warning.
    """
    place, today = Place(county_code), local_day(now)
    require(PLAN_INSPECTION, actor, place)
    if InspectionPlan.objects.filter(county_code=county_code, term_id=term_id).exists():
        raise UnableToPlan([refusal("A11.2", "term_has_plan", subject="inspection_plan")])
    schools = {school.id for school in schools_under([place])}
    unseen = [school for school in unseen_schools(county_code, on=today) if school not in chosen]
    facts = InspectionPlanFacts(len(schools), len(schools & chosen.keys()), tuple(map(str, unseen)))
    verdicts = judge_at(place, facts, on=today)
    if stops(verdicts):
        raise UnableToPlan(stops(verdicts))
    plan = InspectionPlan.objects.create(
        county_code=county_code,
        term_id=term_id,
        school_count=len(schools),
        fixed_by=actor.person,
        fixed_at=now,
    )
    Inspection.objects.bulk_create(
        [
            Inspection(
                county_code=county_code,
                plan=plan,
                term_id=term_id,
                concerned_school_id=school_id,
                is_announced=is_announced,
                state=InspectionState.PLANNED,
            )
            for school_id, is_announced in chosen.items()
            if school_id in schools
        ]
    )
    subject = subject_of("inspection_plan", plan.id)
    record("inspection.planned", actor=actor, place=place, subject=subject, now=now)
    discharge("plan_inspections", subject=f"term/{term_id}", actor=actor, now=now, evidence=subject)
    return plan, verdicts
