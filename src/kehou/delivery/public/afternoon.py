"""A child's afternoon as its family sees it: where, until when, who collects, state now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from kehou.delivery.collecting import PickUp, pick_ups
from kehou.delivery.facts import KEPT_INSTEAD, ChildDay, Custody, Instead, ReleaseWay, SessionState
from kehou.delivery.folding import fold_day
from kehou.delivery.instead import causes_of, early_consents, joined_of
from kehou.delivery.leaves import Leaves, granted_leaves
from kehou.delivery.models import Session
from kehou.delivery.news import instead_words
from kehou.delivery.rolls import Roster, marks_of_day
from kehou.kernel.places import Place
from kehou.registry.public import current_term

DAYS_AHEAD = 14


@dataclass(frozen=True, slots=True)
class AfternoonPart:
    """One session of a child's day.

    For a cancelled one: why, what the school does with the child instead as a sentence, whether it keeps it
    and until when; ``asks`` whether a guardian may agree to come sooner, and ``agreed`` whether one did.
    """

    session_id: UUID
    title: str
    room: str
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    cause: str = ""
    instead: str = ""
    is_kept: bool = False
    asks: bool = False
    agreed: bool = False


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
        """When the last session that is held, or that the child is kept for, ends."""
        return max(
            (part.ends_at for part in self.parts if part.is_kept or not part.is_cancelled), default=None
        )

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
    parts = _parts_of(pupil_ids, list(rows.order_by("starts_at")), groups)
    held = [
        pupil for pupil, mine in parts.items() if any(one.is_kept or not one.is_cancelled for one in mine)
    ]
    children = fold_day(held, marks_of_day(place.school, on, pupils=pupil_ids)).children
    known = pick_ups(place.school, pupil_ids, on=on)
    leaves = granted_leaves(place.school, term.id, among=pupil_ids) if term else Leaves({})
    return {
        pupil: _afternoon(mine, children.get(pupil), known.get(pupil), is_on_leave=leaves.covers(pupil, on))
        for pupil, mine in parts.items()
    }


def changes_ahead(
    pupil_ids: Collection[UUID], *, place: Place, on: date, days: int = DAYS_AHEAD
) -> dict[UUID, tuple[AfternoonPart, ...]]:
    """The cancelled sessions of some children in the days after one, with a fixed number of queries."""
    term = current_term(place.code, on=on)
    roster = Roster.of_term(place.school, term.id, among=pupil_ids) if term else Roster({})
    rows = Session.objects.filter(
        school_id=place.school,
        group_id__in=roster.members,
        state=SessionState.CANCELLED,
        session_date__gt=on,
        session_date__lte=on + timedelta(days=days),
    )
    sessions = list(rows.order_by("starts_at"))
    describe = _Parts(sessions)
    found: dict[UUID, list[AfternoonPart]] = {pupil: [] for pupil in pupil_ids}
    for row in sessions:
        for pupil in roster.of(row.group_id, row.session_date):
            found[pupil].append(describe.part(row, pupil))
    return {pupil: tuple(parts) for pupil, parts in found.items()}


def _parts_of(
    pupil_ids: Collection[UUID], sessions: Collection[Session], groups: Mapping[UUID, frozenset[UUID]]
) -> dict[UUID, list[AfternoonPart]]:
    describe = _Parts(sessions)
    found: dict[UUID, list[AfternoonPart]] = {pupil: [] for pupil in pupil_ids}
    for row in sessions:
        for pupil in groups[row.group_id]:
            found[pupil].append(describe.part(row, pupil))
    return found


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


class _Parts:
    """Says what became of some sessions, with three queries where any was cancelled."""

    def __init__(self, sessions: Collection[Session]) -> None:
        dropped = [row for row in sessions if row.state == SessionState.CANCELLED]
        self._causes = causes_of(dropped)
        self._joined = joined_of(dropped)
        self._agreed = early_consents([row.id for row in dropped]) if dropped else frozenset()

    def part(self, row: Session, pupil: UUID) -> AfternoonPart:
        """One session as one child has it."""
        part = AfternoonPart(row.id, row.title, row.room, row.starts_at, row.ends_at, is_cancelled=False)
        if row.state != SessionState.CANCELLED:
            return part
        instead = Instead(row.instead) if row.instead else Instead.HOME
        joined = self._joined.get(row.joined_id) if row.joined_id else None
        ends_at = joined.ends_at if joined else row.ends_at
        room = joined.room if joined else row.care_room
        return replace(
            part,
            ends_at=ends_at,
            is_cancelled=True,
            cause=self._causes.get(row.id, ""),
            instead=instead_words(instead, room=room, joined=joined.title if joined else "", ends_at=ends_at),
            is_kept=instead in KEPT_INSTEAD,
            asks=instead is Instead.PICKUP,
            agreed=(row.id, pupil) in self._agreed,
        )
