"""A school whose Monday chess is a body's course of dance, and what the county does with the body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from factories.afternoon import at, running_school
from factories.engaged import Office, a_contract_in_force, an_office
from factories.law import lay_down_the_law
from factories.world import COUNTY, World, a_world
from kehou.delivery.models import Session
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.outbox.announcing import drain
from kehou.providers.models import Contract
from kehou.providers.services.contracting import end_contract
from kehou.providers.services.moving import move_provider
from kehou.rulebook.facts.courses import LeaderKind

SECOND, THIRD = date(2026, 3, 9), date(2026, 3, 16)
STOPPED = at(9, 0, on=SECOND)
LIFTED = at(9, 0, on=date(2026, 3, 31))


@dataclass(frozen=True)
class Coached:
    """Chess on Mondays is a body's course of dance; only the third Monday has a cleared teacher on site."""

    world: World
    office: Office
    contract: Contract

    def sessions(self) -> dict[date, Session]:
        """The sessions by day."""
        with self.world.inside():
            rows = Session.objects.filter(course_key=self.contract.course_key)
            return {row.session_date: row for row in rows}


def coached_school() -> Coached:
    """Six children under the law, one in each grade; the contract is in force."""
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    running_school(world, players=2)  # and ball, led by an own teacher
    drain(COUNTY)
    office = an_office(world)
    contract = a_contract_in_force(world, office)
    with world.inside():
        rows = Session.objects.filter(slot_key="chess-0")
        rows.update(
            course_key=contract.course_key,
            leader_kind=LeaderKind.THIRD_PARTY.value,
            leader_id=contract.staff.get().file.person_id,
            provider_key=str(contract.provider_id),
        )
        rows.filter(session_date=THIRD).update(supervisor_id=world[Role.TEACHER].person)
        rows.filter(session_date=date(2026, 3, 23)).update(supervisor_id=world[Role.SCHOOL_SAFETY].person)
    return Coached(world, office, contract)


def end(coached: Coached) -> None:
    """The head ends the contract."""
    ending: dict[str, Any] = {"contract_id": coached.contract.id, "reason": "教练多次迟到"}
    perform(end_contract, actor=coached.world[Role.SCHOOL_HEAD], now=STOPPED, **ending)


def suspend(coached: Coached) -> None:
    """The county suspends the body; what follows is done at the next drain."""
    moving: dict[str, Any] = {"provider_id": coached.contract.provider_id, "reason": "抽查发现换人"}
    perform(move_provider, actor=coached.office.approver, now=STOPPED, event="suspend", **moving)


def lift(coached: Coached) -> None:
    """The county lifts the suspension, and all that follows."""
    moving: dict[str, Any] = {"provider_id": coached.contract.provider_id, "reason": "整改合格"}
    perform(move_provider, actor=coached.office.approver, now=LIFTED, event="lift", **moving)
    drain(COUNTY)
