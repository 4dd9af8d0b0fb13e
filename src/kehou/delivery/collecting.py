"""Who may take which child home on a day (A10.8)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.delivery.models import AloneConsent
from kehou.kernel.moments import local_day
from kehou.registry.public import FamilyLink, PupilInfo, families_of, pupils_of
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
    return ways_home(school_id, pupils_of(school_id, pupils=set(pupil_ids)), on=on)


def ways_home(school_id: UUID, pupils: Collection[PupilInfo], *, on: date) -> dict[UUID, PickUp]:
    """``pick_ups`` of pupils who are already at hand."""
    wanted = [pupil.id for pupil in pupils]
    links: dict[UUID, list[FamilyLink]] = {}
    for link in families_of(school_id, on=on, pupils=wanted):
        links.setdefault(link.pupil_id, []).append(link)
    rows = AloneConsent.objects.filter(school_id=school_id, pupil_id__in=wanted).order_by("given_at", "id")
    said = rows.values_list("pupil_id", "given", "given_at")
    alone = {pupil: given for pupil, given, moment in said if local_day(moment) <= on}
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
