"""Names and rooms that follow an approval."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from factories.world import NOW, World
from kehou.kernel.actor import Role
from kehou.plans.facts import PlanContent
from kehou.plans.models import Arrangement
from kehou.plans.services.arranging import arrange
from kehou.platform.access.performing import perform
from kehou.rulebook.facts.courses import LeaderFacts


def name_leader(world: World, version_id: UUID, person: UUID, *, slot_key: str, room: str) -> Arrangement:
    """The school says who leads a slot, and that everything is in one room."""
    key = str(person)
    leader = LeaderFacts(key, willing=True, cleared_until=world.term.last_date)

    def follow(content: PlanContent) -> PlanContent:
        named = tuple(
            replace(slot, leader_key=key if slot.key == slot_key else slot.leader_key, room=room)
            for slot in content.slots
        )
        return replace(content, leaders=(*content.leaders, leader), slots=named)

    return perform(
        arrange, actor=world[Role.SCHOOL_PLAN], now=NOW, version_id=version_id, number=0, change=follow
    )
