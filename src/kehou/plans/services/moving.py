"""Moving a plan along its states, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from kehou.kernel.actor import Actor
from kehou.kernel.transitions import NoSuchTransition
from kehou.kernel.verdict import UnableTo, refusal
from kehou.plans.models import Plan
from kehou.plans.rules import TRANSITIONS
from kehou.platform.audit.trail import record, subject_of


class UnableToMovePlan(UnableTo):
    """The step does not follow from where the plan stands, or is not this person's to take."""


def move(
    plan: Plan,
    event: str,
    *,
    actor: Actor,
    now: datetime,
    edition: str = "",
    detail: Mapping[str, object] | None = None,
) -> None:
    """Take one step of the state table and record it. Raises UnableToMovePlan."""
    try:
        arrow = TRANSITIONS.arrow(plan.state, event)
    except NoSuchTransition:
        raise UnableToMovePlan(
            [refusal("A7.1", "step_out_of_order", subject="plan", found=plan.state, event=event)]
        ) from None
    if not actor.holds_any(arrow.roles, plan.place):
        raise UnableToMovePlan([refusal("A7.4", "not_your_step", subject="plan", event=event)])
    plan.state = arrow.target
    plan.state_since_at = now
    plan.save(update_fields=["state", "state_since_at"])
    record(
        f"plan.{event}",
        actor=actor,
        place=plan.place,
        subject=subject_of("plan", plan.id),
        now=now,
        edition=edition,
        detail=detail,
    )
