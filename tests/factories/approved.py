"""A school whose plan the county approved."""

from __future__ import annotations

from datetime import datetime, timedelta

from factories.consulted import consult_families
from factories.plan_content import a_content
from factories.world import NOW, World
from kehou.kernel.actor import Role
from kehou.kernel.ids import PersonId
from kehou.notices.services.objecting import tell_families
from kehou.notices.services.publishing import close_notice, open_notice
from kehou.plans.facts import PlanContent
from kehou.plans.models import Decision, PlanVersion
from kehou.plans.services.deciding import decide_plan, take_plan
from kehou.plans.services.drafting import open_plan
from kehou.plans.services.submitting import DutyHolders, submit_plan
from kehou.platform.access.performing import perform
from kehou.rulebook.facts.approval import DutyArea

PUBLICISED = NOW + timedelta(days=8)


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


def approve_a_plan(world: World, *, now: datetime = NOW, content: PlanContent | None = None) -> PlanVersion:
    """Consult, draft, submit, take and approve the lawful plan (or another); its approved version."""
    consult_families(world, before=now)
    version = perform(
        open_plan,
        actor=world[Role.SCHOOL_PLAN],
        now=now,
        school=world.school,
        term_id=world.term.id,
        content=content or a_content(),
    )
    perform(
        submit_plan,
        actor=world[Role.SCHOOL_HEAD],
        now=now,
        version_id=version.id,
        duty_holders=duty_holders(world),
    )
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
