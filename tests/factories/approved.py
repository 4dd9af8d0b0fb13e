"""A school whose plan the county approved."""

from __future__ import annotations

from datetime import datetime, timedelta

from factories.consulted import consult_families
from factories.drafted import draft_a_plan, submit_a_plan
from factories.plan_content import a_content
from factories.world import NOW, World
from kehou.kernel.actor import Role
from kehou.notices.services.objecting import tell_families
from kehou.notices.services.publishing import close_notice, open_notice
from kehou.plans.facts import PlanContent
from kehou.plans.models import Decision, PlanVersion
from kehou.plans.services.deciding import decide_plan, take_plan
from kehou.platform.access.performing import perform

PUBLICISED = NOW + timedelta(days=8)


def approve_a_plan(world: World, *, now: datetime = NOW, content: PlanContent | None = None) -> PlanVersion:
    """Consult, draft, submit, take and approve the lawful plan (or another); its approved version."""
    consult_families(world, before=now)
    version = draft_a_plan(world, content or a_content(), now=now)
    submit_a_plan(world, version, now=now)
    perform(take_plan, actor=world[Role.COUNTY_OFFICER], now=now, version_id=version.id)
    perform(
        decide_plan,
        actor=world[Role.COUNTY_APPROVER],
        now=now,
        version_id=version.id,
        kind=Decision.Kind.APPROVE,
    )
    return version


def publicise_a_plan(world: World, *, content: PlanContent | None = None) -> PlanVersion:
    """Approve the lawful plan (or another) and complete its publicity, a week later."""
    version = approve_a_plan(world, content=content)
    author = world[Role.SCHOOL_PLAN]
    notice = perform(open_notice, actor=author, now=NOW, version_id=version.id)
    perform(tell_families, actor=author, now=NOW, notice_id=notice.id, channel="letter")
    perform(close_notice, actor=author, now=PUBLICISED, notice_id=notice.id)
    return version
