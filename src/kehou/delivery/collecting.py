"""Who may take which child home on a day (A10.8)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.delivery.models import AloneConsent
from kehou.kernel.moments import local_day
from kehou.platform.database.questions import Asked, Rows, question, together
from kehou.registry.public import FamilyLink, PupilInfo, asked_families, asked_pupils
from kehou.rulebook.facts.afternoon import Collector


@dataclass(frozen=True, slots=True)
class PickUp:
    """How one child may leave: its links of the day, consent to go alone, bus, dormitory."""

    pupil_id: UUID
    grade: int
    links: tuple[FamilyLink, ...]
    may_go_alone: bool
    rides_bus: bool
    boards: bool

    @property
    def has_barred(self) -> bool:
        """Whether somebody must not collect this child."""
        return any(link.must_not_collect for link in self.links)

    @property
    def collectors(self) -> tuple[FamilyLink, ...]:
        """Those who may collect."""
        return tuple(link for link in self.links if link.may_collect and not link.must_not_collect)

    def collector(self, person_id: UUID | None) -> Collector | None:
        """What a person is to this child; None where nobody was named."""
        if person_id is None:
            return None
        mine = [link for link in self.links if link.guardian_id == person_id]
        return Collector(
            is_linked=bool(mine),
            may_collect=any(link.may_collect for link in mine),
            must_not_collect=any(link.must_not_collect for link in mine),
        )


def pick_ups(school_id: UUID, pupil_ids: Collection[UUID], *, on: date) -> dict[UUID, PickUp]:
    """How each of some children may leave on a day, with a fixed number of queries."""
    asked, pupils = AskedWays.of(school_id, pupil_ids, on=on), asked_pupils(school_id, pupil_ids)
    together(pupils, *asked.questions)
    return asked.of_pupils(pupils.answer)


def ways_home(school_id: UUID, pupils: Collection[PupilInfo], *, on: date) -> dict[UUID, PickUp]:
    """``pick_ups`` of pupils who are already at hand."""
    asked = AskedWays.of(school_id, [pupil.id for pupil in pupils], on=on)
    together(*asked.questions)
    return asked.of_pupils(pupils)


@dataclass(frozen=True, slots=True)
class AskedWays:
    """What must be asked of some children's ways home, to be asked together with other things."""

    on: date
    links: Asked[list[FamilyLink]]
    alone: Asked[Rows]

    @classmethod
    def of(cls, school_id: UUID, pupil_ids: Collection[UUID], *, on: date) -> AskedWays:
        """The questions about some children on a day."""
        wanted = list(pupil_ids)
        alone = _alone(school_id=school_id, pupils=wanted)
        return cls(on, asked_families(school_id, wanted, on=on), alone)

    @property
    def questions(self) -> tuple[Asked[Any], ...]:
        """All of them."""
        return self.links, self.alone

    def of_pupils(self, pupils: Collection[PupilInfo]) -> dict[UUID, PickUp]:
        """How each of some pupils, who stand on the roll, may leave."""
        links: dict[UUID, list[FamilyLink]] = {}
        for link in self.links.answer:
            links.setdefault(link.pupil_id, []).append(link)
        alone = {pupil: given for pupil, given, at in self.alone.answer if local_day(at) <= self.on}
        return {
            pupil.id: PickUp(
                pupil.id,
                pupil.grade,
                tuple(links.get(pupil.id, ())),
                alone.get(pupil.id, False),
                pupil.rides_bus,
                pupil.boards,
            )
            for pupil in pupils
        }


@question
def _alone(school_id: UUID, pupils: list[UUID]) -> QuerySet[AloneConsent, Any]:
    rows = AloneConsent.objects.filter(school_id=school_id, pupil_id__among=pupils)
    return rows.order_by("given_at", "id").values_list("pupil_id", "given", "given_at")
