"""A school whose families sign, wish and are drawn: one day before the term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from factories.approved import PUBLICISED, publicise_a_plan
from factories.plan_content import a_content
from factories.plan_facts import a_course, a_plan, a_slot
from factories.world import Child, World
from kehou.agreements.public import PURPOSE, ChildSigning, prove_phone, sign_for_children
from kehou.enrolment.drawing import result_of
from kehou.enrolment.facts import Otherwise, Wishes
from kehou.enrolment.models import ChoiceWindow, Closing, Run, WishList
from kehou.enrolment.services.closing import close_choice
from kehou.enrolment.services.opening import open_choice
from kehou.enrolment.services.placing import draw_places
from kehou.enrolment.services.wishing import enter_wishes
from kehou.kernel.actor import Role
from kehou.plans.facts import PlanContent
from kehou.platform.access.codes import issue_code
from kehou.platform.access.models import SignInCode
from kehou.platform.access.performing import perform
from kehou.registry.public import phone_token

NOW = PUBLICISED
CLOSES = NOW + timedelta(days=5)
DRAWN = CLOSES + timedelta(days=1)
MONDAY_X = "0-1710-1"
PHONE = "19900010001"


def a_contested_plan(*, capacity: int = 4) -> PlanContent:
    """The lawful plan with chess beside the ball on Mondays, for few."""
    plan = a_plan()
    chess = replace(a_course("chess"), capacity=capacity)
    slot = replace(a_slot("chess-0", "chess", 0), leader_key="t1")
    return a_content(courses=(*plan.courses, chess), slots=(*plan.slots, slot))


def open_a_choice(world: World, **changes: Any) -> ChoiceWindow:
    """Publicise a plan with a contested course and open the choice for five days."""
    content = changes.pop("content", None) or a_contested_plan()
    publicise_a_plan(world, content=content)
    return perform(
        open_choice,
        actor=world[Role.SCHOOL_TEACHING],
        now=NOW,
        place=world.place,
        term_id=world.term.id,
        closes_at=CLOSES,
    )


def sign_for(world: World, child: Child, window: ChoiceWindow, *, days: tuple[int, ...] = (0,)) -> None:
    """The child's guardian signs for some days."""
    SignInCode.objects.all().delete()
    signing = ChildSigning(world.place, child.pupil_id, world.term.id, window.version_id, days)
    proven = prove_phone(PHONE, issue_code(phone_token(PHONE), purpose=PURPOSE))
    perform(sign_for_children, actor=child.guardian, now=NOW, children=(signing,), proven=proven)


def wish(
    world: World,
    child: Child,
    *courses: str,
    band: str = MONDAY_X,
    otherwise: Otherwise = Otherwise.ROOM,
    now: datetime = NOW,
    **changes: Any,
) -> WishList:
    """The child's guardian ranks courses in one band."""
    return perform(
        enter_wishes,
        actor=changes.pop("actor", child.guardian),
        now=now,
        place=changes.pop("place", world.place),
        pupil_id=child.pupil_id,
        term_id=world.term.id,
        wishes=changes.pop("wishes", None) or Wishes({band: courses}, otherwise),
    )


def close(world: World, window: ChoiceWindow, *, now: datetime = CLOSES) -> Closing:
    """Close the list."""
    return perform(close_choice, actor=world[Role.SCHOOL_TEACHING], now=now, window_id=window.id)


def draw(world: World, window: ChoiceWindow, *, number: str = "4271", now: datetime = DRAWN) -> Run:
    """Draw with a number from the room."""
    return perform(
        draw_places,
        actor=world[Role.SCHOOL_TEACHING],
        now=now,
        window_id=window.id,
        public_number=number,
        witnesses="家长委员会代表3人",
    )


def number_for_queue(world: World, closing: Closing, option: str, line: Sequence[Child]) -> str:
    """A number from the room by which these children come to stand first in the line of a course."""
    with world.inside():
        codes = [closing.codes[str(child.pupil_id)] for child in line]
        for number in range(1_000, 100_000):
            result = result_of(Run(closing=closing, public_number=f"{number}"))
            if list(result.waitlists.get(option, ()))[: len(line)] == codes:
                return f"{number}"
    raise AssertionError("no number does it")


def drawn(world: World, *, capacity: int = 4, content: PlanContent | None = None) -> tuple[ChoiceWindow, Run]:
    """Everyone signs for Mondays, wishes chess before the ball, and is drawn."""
    window = open_a_choice(world, content=content or a_contested_plan(capacity=capacity))
    for child in world.children:
        sign_for(world, child, window)
        wish(world, child, "chess-0", "ball-0")
    close(world, window)
    return window, draw(world, window)


def children_of(world: World, pupils: set[UUID]) -> list[Child]:
    """The children with these ids."""
    return [child for child in world.children if child.pupil_id in pupils]
