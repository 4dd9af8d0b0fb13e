"""Reports to the county of the small world, and the officers who look into them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from factories.law import lay_down_the_law
from factories.world import COUNTY, NOW, World, a_world
from kehou.kernel.actor import Actor, Grant, Role, public_actor
from kehou.kernel.places import Place
from kehou.oversight.rules import Outcome
from kehou.oversight.services.deciding import decide_case
from kehou.oversight.services.investigating import assign_handler
from kehou.oversight.services.reporting import Receipt, Told, file_report
from kehou.oversight.services.sorting import accept_case
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.registry.services.organising import hire
from kehou.rulebook.facts.cases import CaseKind

WORDS = "班主任在群里说不参加课后服务的孩子以后评优靠后，我觉得这是强迫"
LATER = NOW + timedelta(days=1)


def a_supervised_world() -> World:
    """The small county with its law, and an officer of market supervision."""
    lay_down_the_law()
    world = a_world(urban_rural_code="121")
    world.actors[Role.COUNTY_MARKET] = an_officer(Role.COUNTY_MARKET)
    return world


def an_officer(role: Role = Role.COUNTY_OFFICER, *, also_at: Place | None = None) -> Actor:
    """One more person of the county, who may also work at a school."""
    grants = [(role, COUNTY, "")] + ([(Role.TEACHER, also_at, "")] if also_at else [])
    with scoped(at(Place("43"))):
        person = hire(also_at or COUNTY, name="另一名职员", roles=grants, since=date(2025, 9, 1))
    return Actor(person, tuple(Grant(held, place) for held, place, _ in grants))


def report(world: World, *, kind: CaseKind = CaseKind.FORCED, now: datetime = NOW, **changes: Any) -> Receipt:
    """Anyone reports the school, without a name unless one is given."""
    told = Told(kind, changes.pop("text", WORDS), changes.pop("name", ""), changes.pop("phone", ""))
    school_id = changes.pop("school_id", world.school.id)
    with scoped(at(COUNTY)):
        return file_report(
            actor=public_actor(), now=now, county_code=COUNTY.code, told=told, school_id=school_id
        )


def take_on(world: World, case_id: UUID, *, now: datetime = NOW) -> UUID:
    """Accept a case and give it to the officer."""
    officer = world[Role.COUNTY_OFFICER]
    perform(accept_case, actor=officer, now=now, case_id=case_id)
    perform(assign_handler, actor=officer, now=now, case_id=case_id, handler_id=officer.person)
    return case_id


def decide(world: World, case_id: UUID, outcome: Outcome = Outcome.UPHELD, *, now: datetime = LATER) -> None:
    """The approver decides."""
    perform(
        decide_case,
        actor=world[Role.COUNTY_APPROVER],
        now=now,
        case_id=case_id,
        outcome=outcome,
        findings="经核查，班主任确有此言",
    )
