"""A child's afternoon as its family sees it: where, until when, who collects, state now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kehou.delivery.collecting import PickUp, pick_ups
from kehou.delivery.facts import ChildDay, Custody, ReleaseWay, SessionState
from kehou.delivery.folding import fold_day
from kehou.delivery.leaves import Leaves, granted_leaves
from kehou.delivery.models import Session
from kehou.delivery.rolls import Roster, marks_of_day
from kehou.kernel.places import Place
from kehou.registry.public import current_term


@dataclass(frozen=True, slots=True)
class AfternoonPart:
    """One session of a child's day."""

    session_id: UUID
    title: str
    room: str
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class Afternoon:
    """One child's afternoon. ``custody`` is None on a day without sessions; ``since`` is when it came there.

    ``collector_ids`` are those who may collect; ``left_with`` is who took the child.
    """

    parts: tuple[AfternoonPart, ...]
    custody: Custody | None
    since: datetime | None
    is_on_leave: bool
    collector_ids: tuple[UUID, ...]
    may_go_alone: bool
    left_by: ReleaseWay | None
    left_with: UUID | None

    @property
    def until(self) -> datetime | None:
        """When the last session that is held ends."""
        return max((part.ends_at for part in self.parts if not part.is_cancelled), default=None)

    @property
    def people(self) -> tuple[UUID, ...]:
        """Whom a page about it names beside the child."""
        return (*self.collector_ids, *((self.left_with,) if self.left_with else ()))


def afternoon_of(pupil_id: UUID, *, place: Place, on: date) -> Afternoon:
    """A child's afternoon on a day at its school."""
    return afternoons_of([pupil_id], place=place, on=on)[pupil_id]


def afternoons_of(pupil_ids: Collection[UUID], *, place: Place, on: date) -> dict[UUID, Afternoon]:
    """The afternoons of some children of one school on a day, with a fixed number of queries."""
    term = current_term(place.code, on=on)
    roster = Roster.of_term(place.school, term.id, among=pupil_ids) if term else Roster({})
    groups = {group: roster.of(group, on) for group in roster.members}
    rows = Session.objects.filter(school_id=place.school, session_date=on, group_id__in=groups)
    parts: dict[UUID, list[AfternoonPart]] = {pupil: [] for pupil in pupil_ids}
    for row in rows.order_by("starts_at"):
        for pupil in groups[row.group_id]:
            parts[pupil].append(_part(row))
    held = [pupil for pupil, mine in parts.items() if not all(part.is_cancelled for part in mine)]
    children = fold_day(held, marks_of_day(place.school, on, pupils=pupil_ids)).children
    known = pick_ups(place.school, pupil_ids, on=on)
    leaves = granted_leaves(place.school, term.id, among=pupil_ids) if term else Leaves({})
    return {
        pupil: _afternoon(mine, children.get(pupil), known.get(pupil), is_on_leave=leaves.covers(pupil, on))
        for pupil, mine in parts.items()
    }


def _afternoon(
    parts: list[AfternoonPart], child: ChildDay | None, known: PickUp | None, *, is_on_leave: bool
) -> Afternoon:
    return Afternoon(
        parts=tuple(parts),
        custody=child.custody if child else None,
        since=child.since if child else None,
        is_on_leave=is_on_leave,
        collector_ids=tuple(dict.fromkeys(link.guardian_id for link in known.collectors)) if known else (),
        may_go_alone=bool(known and known.may_go_alone),
        left_by=child.way if child else None,
        left_with=child.to_person_id if child else None,
    )


def _part(row: Session) -> AfternoonPart:
    cancelled = row.state == SessionState.CANCELLED
    return AfternoonPart(row.id, row.title, row.room, row.starts_at, row.ends_at, cancelled)
