"""Suspending, lifting and revoking an approved plan for cause (process 3.9)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.kernel.actor import Actor
from kehou.kernel.verdict import UnableTo, refusal
from kehou.plans.access import DECIDE_PLAN
from kehou.plans.models import Plan, Standing
from kehou.plans.services.moving import move
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import subject_of
from kehou.platform.outbox.announcing import announce


class UnableToChangeStanding(UnableTo):
    """A suspension or revocation lacks its reasons, or a revocation its plan for refunds."""


@transaction.atomic
def change_standing(
    *, actor: Actor, now: datetime, plan_id: UUID, kind: str, reasons: str, refund_plan: str = ""
) -> Standing:
    """Suspend, lift or revoke; the school must stop or may go on at once, and later steps are told.

    Raises UnableToChangeStanding.
    """
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    require(DECIDE_PLAN, actor, plan.place)
    if not reasons.strip():
        raise UnableToChangeStanding([refusal("A7.4", "decision_without_reasons", subject="plan")])
    if kind == Standing.Kind.REVOKE and not refund_plan.strip():
        raise UnableToChangeStanding([refusal("A9.12", "revocation_without_refunds", subject="plan")])
    move(plan, kind, actor=actor, now=now)
    announce(
        f"plan.{kind}",
        place=plan.place,
        subject=subject_of("plan", plan.id),
        now=now,
        payload={"term": str(plan.term_id)},
    )
    return Standing.objects.create(
        county_code=plan.county_code,
        school_id=plan.school_id,
        plan=plan,
        kind=kind,
        reasons=reasons,
        refund_plan=refund_plan,
        decided_by=actor.person,
        decided_at=now,
    )
