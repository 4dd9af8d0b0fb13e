"""A drawn school whose plan names its people, and the sessions of its term."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from factories.choosing import DRAWN, a_contested_plan, close, draw, open_a_choice, sign_for, wish
from factories.world import World
from kehou.delivery.models import Session
from kehou.delivery.services.generating import generate_sessions
from kehou.kernel.actor import Role
from kehou.kernel.moments import SHANGHAI
from kehou.plans.facts import PlanContent
from kehou.platform.access.performing import perform
from kehou.rulebook.facts.courses import LeaderFacts

MONDAY = date(2026, 3, 2)
STARTS = time(17, 10)
CLEARED = date(2026, 6, 30)


def at(hour: int, minute: int, *, on: date = MONDAY) -> datetime:
    """A moment of the first Monday, or of another day."""
    return datetime.combine(on, time(hour, minute), SHANGHAI)


def a_staffed_plan(world: World, **changes: Any) -> PlanContent:
    """The contested plan led by the world's teacher, and by the class teacher (homework, ball on Mondays)."""
    teacher, class_teacher = (str(world[role].person) for role in (Role.TEACHER, Role.CLASS_TEACHER))
    keys = {"t2": teacher, "t1": class_teacher}
    content = a_contested_plan(capacity=changes.pop("capacity", 100))
    leaders = tuple(LeaderFacts(key, willing=True, cleared_until=CLEARED) for key in (teacher, class_teacher))
    own = {"chess-0": teacher, "ball-0": class_teacher}
    slots = tuple(
        replace(slot, leader_key=own.get(slot.key) or keys[slot.leader_key or "t1"]) for slot in content.slots
    )
    return replace(content, leaders=leaders, slots=slots, **changes)


def drawn_school(world: World, *, content: PlanContent | None = None, players: int = 0) -> None:
    """Everyone signs for Mondays and is drawn into chess, but for some of the last who play ball."""
    window = open_a_choice(world, content=content or a_staffed_plan(world))
    for place, child in enumerate(world.children):
        sign_for(world, child, window)
        wish(world, child, "ball-0" if place >= len(world.children) - players else "chess-0")
    close(world, window)
    draw(world, window)


def plan_sessions(world: World, *, now: datetime = DRAWN) -> int:
    """Make the sessions of the term."""
    return perform(
        generate_sessions,
        actor=world[Role.SCHOOL_TEACHING],
        now=now,
        place=world.place,
        term_id=world.term.id,
    )


def running_school(world: World, **changes: Any) -> Session:
    """A drawn school with its sessions; the chess session of the first Monday."""
    drawn_school(world, **changes)
    plan_sessions(world)
    return session_on(world)


def session_on(world: World, *, slot: str = "chess-0", on: date = MONDAY) -> Session:
    """One session of a slot on a day."""
    with world.inside():
        return Session.objects.exclude(state="cancelled").get(
            school_id=world.school.id, slot_key=slot, session_date=on
        )


def ids_of(world: World) -> list[UUID]:
    """All pupils of the world."""
    return [child.pupil_id for child in world.children]
