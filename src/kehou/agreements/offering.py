"""Whether a family may be offered an agreement now, and which (A7.1, A7.6)."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from kehou.agreements.building import build_terms, price_for
from kehou.agreements.facts import Terms
from kehou.kernel.verdict import Verdict, refusal
from kehou.notices.public import is_publicised
from kehou.plans.public import ApprovedPlan, approved_plan
from kehou.registry.public import PupilInfo, pupils_of
from kehou.rulebook.facts.fees import StagePrice


@dataclass(frozen=True)
class Offer:
    """What one pupil's family is offered for a term, on a day."""

    pupil: PupilInfo
    plan: ApprovedPlan
    on: date

    @cached_property
    def terms(self) -> Terms:
        """The terms; put together when first asked for, since most pages show the plan's courses alone."""
        return build_terms(self.plan, grade=self.pupil.grade, on=self.on)

    @cached_property
    def price(self) -> StagePrice | None:
        """What the pupil's grade pays, without the rest of the terms; None where nothing is charged."""
        return price_for(self.plan, grade=self.pupil.grade, on=self.on)


def offer_for(school_id: UUID, pupil_id: UUID, term_id: UUID, *, on: date) -> Offer | None:
    """The offer to a pupil's family, or None while the plan is not approved, publicised and in force.

    None too for a pupil who is not on the roll (A3.3).
    """
    plan = approved_plan(school_id, term_id)
    if plan is None or why_not(plan):
        return None
    pupils = pupils_of(school_id, pupils=[pupil_id])
    if not pupils:
        return None
    return Offer(pupils[0], plan, on)


def why_not(plan: ApprovedPlan | None) -> tuple[Verdict, ...]:
    """What keeps agreements from being signed: a gate that is pulled at the moment of use (A7.1)."""
    if plan is None or not plan.in_force:
        return why_not_among(plan, frozenset())
    return why_not_among(plan, {plan.version_id} if is_publicised(plan.version_id) else frozenset())


def why_not_among(plan: ApprovedPlan | None, publicised: AbstractSet[UUID]) -> tuple[Verdict, ...]:
    """``why_not`` where it is known which versions' publicity is complete."""
    if plan is None:
        return (refusal("A7.1", "no_plan_to_sign", subject="agreement"),)
    if not plan.in_force:
        return (refusal("A7.1", "plan_halted", subject="agreement"),)
    if plan.version_id not in publicised:
        return (refusal("A7.1", "plan_not_publicised", subject="agreement"),)
    return ()
