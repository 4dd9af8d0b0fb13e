"""A child's afternoon as its family sees it: where, until when, who collects, state now."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from kehou.delivery.collecting import AskedWays, PickUp
from kehou.delivery.facts import KEPT_INSTEAD, ChildDay, Custody, Instead, Mark, ReleaseWay, SessionState
from kehou.delivery.folding import fold_day
from kehou.delivery.instead import causes_of, early_consents, joined_of
from kehou.delivery.leaves import asked_leaves
from kehou.delivery.models import Session
from kehou.delivery.news import instead_words
from kehou.delivery.rolls import Roster, asked_marks
from kehou.enrolment.public import asked_memberships, in_term
from kehou.kernel.places import Place
from kehou.platform.database.questions import question, together
from kehou.registry.public import PupilInfo, asked_names, asked_pupils, asked_terms, current_among

DAYS_AHEAD = 14
_CANCELLED = SessionState.CANCELLED.value


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


def afternoon_of(pupil_id: UUID, *, place: Place, on: date) -> Afternoon:
    """A child's afternoon on a day at its school."""
    return afternoons_of([pupil_id], place=place, on=on)[pupil_id]


def afternoons_of(pupil_ids: Collection[UUID], *, place: Place, on: date) -> dict[UUID, Afternoon]:
    """The afternoons of some children of one school on a day, with a fixed number of queries."""
    return days_of(pupil_ids, place=place, on=on).afternoons


@dataclass(frozen=True, slots=True)
class Days:
    """Some children's afternoons of a day, and their sessions that are cancelled in the days after it.

    ``pupils`` are those of them who stand on the roll. ``names`` are theirs and those of whom a page about
    them names, where these were asked for.
    """

    pupils: list[PupilInfo]
    afternoons: dict[UUID, Afternoon]
    ahead: dict[UUID, tuple[AfternoonPart, ...]]
    names: dict[UUID, str]


def days_of(pupil_ids: Collection[UUID], *, place: Place, on: date, named: bool = False) -> Days:
    """What is on for some children, in two round trips: what is known of them, then what their groups do."""
    school = place.school
    terms, seats = asked_terms(place.code), asked_memberships(school, pupil_ids)
    marks, leaves = asked_marks(school, on, pupil_ids), asked_leaves(school, pupil_ids, on=on)
    pupils, ways = asked_pupils(school, pupil_ids), AskedWays.of(school, pupil_ids, on=on)
    together(terms, seats, marks, leaves, pupils, *ways.questions)
    term, known = current_among(terms.answer, on=on), ways.of_pupils(pupils.answer)
    roster = Roster.made_of(in_term(seats.answer, term_id=term.id) if term else ())
    groups, last = list(roster.members), on + timedelta(days=DAYS_AHEAD)
    sessions = _sessions(school=school, on=on, last=last, groups=groups)
    names = asked_names(_people(pupil_ids, known.values(), marks.answer) if named else ())
    together(sessions, names)
    parts = _parts_of(pupil_ids, sessions.answer, roster)
    today = {pupil: [part for day, part in mine if day == on] for pupil, mine in parts.items()}
    held = [
        pupil for pupil, mine in today.items() if any(one.is_kept or not one.is_cancelled for one in mine)
    ]
    children = fold_day(held, marks.answer).children
    afternoons = {
        pupil: _afternoon(
            mine,
            children.get(pupil),
            known.get(pupil),
            is_on_leave=leaves.answer.covers(pupil, on),
        )
        for pupil, mine in today.items()
    }
    ahead = {pupil: tuple(part for day, part in mine if day > on) for pupil, mine in parts.items()}
    return Days(pupils.answer, afternoons, ahead, names.answer)


def _people(pupil_ids: Iterable[UUID], known: Iterable[PickUp], marks: Iterable[Mark]) -> set[UUID]:
    """Whoever a page about some children may name."""
    collectors = (link.guardian_id for ways in known for link in ways.collectors)
    return {*pupil_ids, *collectors, *(mark.to_person_id for mark in marks if mark.to_person_id)}


@question
def _sessions(school: UUID, on: date, last: date, groups: list[UUID]) -> QuerySet[Session]:
    """The sessions of a day, and the cancelled ones of the days after it."""
    rows = Session.objects.filter(group_id__among=groups, session_date__gte=on, session_date__lte=last)
    on_or_off = Q(session_date=on) | Q(state=_CANCELLED)
    return rows.filter(on_or_off, school_id=school).order_by("starts_at")


def _parts_of(
    pupil_ids: Collection[UUID], sessions: Iterable[Session], roster: Roster
) -> dict[UUID, list[tuple[date, AfternoonPart]]]:
    """What the sessions are for each child, with their days."""
    rows = list(sessions)
    describe = _Parts(rows)
    found: dict[UUID, list[tuple[date, AfternoonPart]]] = {pupil: [] for pupil in pupil_ids}
    for row in rows:
        for pupil in roster.of(row.group_id, row.session_date):
            found[pupil].append((row.session_date, describe.part(row, pupil)))
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
