"""A plan that is drafted with some content and submitted by its head."""

from __future__ import annotations

from factories.approved import duty_holders
from factories.world import NOW, World
from kehou.kernel.actor import Role
from kehou.plans.facts import PlanContent
from kehou.plans.models import PlanVersion, Submission
from kehou.plans.services.drafting import open_plan
from kehou.plans.services.submitting import submit_plan
from kehou.platform.access.performing import perform


def draft_a_plan(world: World, content: PlanContent) -> PlanVersion:
    """The first draft of the school's plan, with some content."""
    return perform(
        open_plan,
        actor=world[Role.SCHOOL_PLAN],
        now=NOW,
        school=world.school,
        term_id=world.term.id,
        content=content,
    )


def submit_a_plan(world: World, version: PlanVersion) -> Submission:
    """The head submits a draft with somebody for each duty. Raises what the service raises."""
    return perform(
        submit_plan,
        actor=world[Role.SCHOOL_HEAD],
        now=NOW,
        version_id=version.id,
        duty_holders=duty_holders(world),
    )
