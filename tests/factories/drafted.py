"""A plan that is drafted with some content and submitted by its head."""

from __future__ import annotations

from datetime import datetime

from factories.world import NOW, World
from kehou.kernel.actor import Role
from kehou.kernel.ids import PersonId
from kehou.plans.facts import PlanContent
from kehou.plans.models import PlanVersion, Submission
from kehou.plans.services.drafting import open_plan
from kehou.plans.services.submitting import DutyHolders, submit_plan
from kehou.platform.access.performing import perform
from kehou.rulebook.facts.approval import DutyArea


def duty_holders(world: World) -> DutyHolders:
    """Someone of the school for each area."""
    people = {
        DutyArea.TEACHING: Role.SCHOOL_TEACHING,
        DutyArea.SAFETY: Role.SCHOOL_SAFETY,
        DutyArea.MONEY: Role.SCHOOL_ACCOUNTANT,
        DutyArea.CASHIER: Role.SCHOOL_CASHIER,
        DutyArea.PAYMENT_APPROVER: Role.SCHOOL_HEAD,
    }
    return tuple((area, PersonId(world[role].person)) for area, role in people.items())


def draft_a_plan(world: World, content: PlanContent, *, now: datetime = NOW) -> PlanVersion:
    """The first draft of the school's plan, with some content."""
    return perform(
        open_plan,
        actor=world[Role.SCHOOL_PLAN],
        now=now,
        school=world.school,
        term_id=world.term.id,
        content=content,
    )


def submit_a_plan(world: World, version: PlanVersion, *, now: datetime = NOW) -> Submission:
    """The head submits a draft with somebody for each duty. Raises what the service raises."""
    return perform(
        submit_plan,
        actor=world[Role.SCHOOL_HEAD],
        now=now,
        version_id=version.id,
        duty_holders=duty_holders(world),
    )
