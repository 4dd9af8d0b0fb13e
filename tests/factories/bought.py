"""A school with dance of a body from outside on two days, approved by the book, and its choice of courses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from factories.approved import approve_a_plan
from factories.choosing import PHONE
from factories.engaged import LISTED, a_contract_in_force, an_office
from factories.law import lay_down_the_law
from factories.plan_content import a_content
from factories.plan_facts import a_course, a_plan, a_slot
from factories.rushing import permit
from factories.world import Child, World, a_world
from kehou.agreements.public import PURPOSE, ChildSigning, prove_phone, sign_for_children
from kehou.enrolment.facts import Wishes
from kehou.enrolment.models import ChoiceWindow, Outcome, Run
from kehou.enrolment.services.closing import close_choice
from kehou.enrolment.services.opening import open_choice
from kehou.enrolment.services.placing import draw_places
from kehou.enrolment.services.wishing import enter_wishes
from kehou.kernel.actor import Role
from kehou.notices.services.objecting import tell_families
from kehou.notices.services.publishing import close_notice, open_notice
from kehou.plans.facts import LeaderFacts, PlanContent
from kehou.platform.access.codes import issue_code
from kehou.platform.access.models import SignInCode
from kehou.platform.access.performing import perform
from kehou.providers.models import Contract
from kehou.registry.public import phone_token
from kehou.rulebook.facts.courses import Domain, LeaderKind

OPENED = LISTED + timedelta(days=8)
CLOSES = OPENED + timedelta(days=5)
MONDAY, TUESDAY = "0-1710-1", "1-1710-1"


@dataclass(frozen=True, slots=True)
class Bought:
    """The school, and what its families do in a choice."""

    world: World
    window: ChoiceWindow

    def sign(self, child: Child) -> None:
        """The guardian signs for Monday and Tuesday."""
        SignInCode.objects.all().delete()
        world = self.world
        signing = ChildSigning(world.place, child.pupil_id, world.term.id, self.window.version_id, (0, 1))
        proven = prove_phone(PHONE, issue_code(phone_token(PHONE), purpose=PURPOSE))
        perform(sign_for_children, actor=child.guardian, now=OPENED, children=(signing,), proven=proven)

    def wish(self, child: Child, **ranked: tuple[str, ...]) -> None:
        """The guardian ranks courses on Monday and Tuesday."""
        bands = {"monday": MONDAY, "tuesday": TUESDAY}
        perform(
            enter_wishes,
            actor=child.guardian,
            now=OPENED,
            place=self.world.place,
            pupil_id=child.pupil_id,
            term_id=self.world.term.id,
            wishes=Wishes({bands[day]: keys for day, keys in ranked.items()}),
        )

    def draw(self) -> Run:
        """Close and draw."""
        actor = self.world[Role.SCHOOL_TEACHING]
        perform(close_choice, actor=actor, now=CLOSES, window_id=self.window.id)
        number: dict[str, Any] = {"public_number": "4271", "witnesses": "家长代表3人"}
        return perform(draw_places, actor=actor, now=CLOSES, window_id=self.window.id, **number)

    def told(self, child: Child) -> dict[str, tuple[str, dict[str, Any]]]:
        """What became of each wish of a child, by course."""
        with self.world.inside():
            rows = Outcome.objects.filter(pupil_id=child.pupil_id).order_by("turn")
            return {row.option_key: (row.code, row.found) for row in rows}


def a_school_with_dance() -> World:
    """The plan is approved and publicised; dance has places for all."""
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    contract = a_contract_in_force(world, an_office(world))
    with world.inside():
        content = _content(contract, contract.staff.get().file.leader_key)
    version = approve_a_plan(world, now=LISTED, content=content)
    author = world[Role.SCHOOL_PLAN]
    notice = perform(open_notice, actor=author, now=LISTED, version_id=version.id)
    perform(tell_families, actor=author, now=LISTED, notice_id=notice.id, channel="letter")
    perform(close_notice, actor=author, now=OPENED, notice_id=notice.id)
    return world


def open_for_dance(world: World, **choice: Any) -> Bought:
    """Open the choice; ``max_paid`` is the school's own limit."""
    actor = world[Role.SCHOOL_TEACHING]
    here = {"place": world.place, "term_id": world.term.id, "closes_at": CLOSES}
    return Bought(world, perform(open_choice, actor=actor, now=OPENED, **here, **choice))


def county_limit(world: World, most: str) -> None:
    """The county limits how many such courses a pupil may get."""
    permit(world, "paid_courses_max", most)


def _content(contract: Contract, coach: str) -> PlanContent:
    plan = a_plan()
    dance = a_course(
        "dance",
        title="少儿舞蹈",
        domain=Domain.ARTS,
        leader_kind=LeaderKind.THIRD_PARTY,
        provider_key=str(contract.provider_id),
        materials=("舞蹈教学大纲",),
        capacity=30,
    )
    slots = (
        replace(a_slot(f"dance-{day}", "dance", day), leader_key=coach, supervisor_key="t1") for day in (0, 1)
    )
    leader = LeaderFacts(coach, kind=LeaderKind.THIRD_PARTY, willing=True)
    return a_content(
        courses=(*plan.courses, dance),
        slots=(*plan.slots, *slots),
        leaders=(*plan.leaders, leader),
        third_party_need="五十名学生想学舞蹈，本校无人会教",
    )
