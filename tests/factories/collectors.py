"""People who ask for a child at the gate, by what links them to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from factories.world import World
from kehou.platform.database.rows import new_id
from kehou.registry.models import Guardianship


@dataclass(frozen=True)
class Link:
    """A link between the child and the person at the gate; ``right`` says whether the child may go."""

    name: str
    right: bool
    may_collect: bool = True
    must_not: bool = False
    first: date = date(2026, 1, 1)
    past: date | None = None
    carer: bool = False
    to_other_child: bool = False
    exists: bool = True


def make_link(world: World, link: Link, person: UUID, pupil: UUID) -> None:
    """Link a person to a pupil."""
    Guardianship.objects.create(
        county_code=world.place.code,
        school_id=world.school.id,
        pupil_id=pupil,
        guardian_id=person,
        kind="carer" if link.carer else "guardian",
        relation="祖父母",
        may_sign=False,
        may_collect=link.may_collect,
        must_not_collect=link.must_not,
        proof_id=new_id() if link.carer else None,
        from_date=link.first,
        until_date=link.past,
    )
