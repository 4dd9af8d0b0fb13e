"""Who is expected in a group on a day, and what the rolls of a term say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from kehou.delivery.facts import Attendance, Instead, Mark, MarkKind, ReleaseWay, SessionState
from kehou.delivery.folding import rolls_in
from kehou.delivery.models import Session, StoredMark
from kehou.enrolment.public import Membership, memberships_of
from kehou.platform.database.questions import Asked, Rows, question

_KINDS = {kind.value: kind for kind in MarkKind}
_WAYS = {"": None} | {way.value: way for way in ReleaseWay}
ROLL_KINDS = (MarkKind.PRESENT, MarkKind.LEAVE, MarkKind.ABSENT, MarkKind.VOID)
COLUMNS = (
    "client_id",
    "pupil_id",
    "kind",
    "device_at",
    "session_id",
    "voids",
    "way",
    "to_person_id",
)


@dataclass(frozen=True)
class Roster:
    """The members of every group of a school's term, with their days."""

    members: Mapping[UUID, tuple[Membership, ...]]

    @classmethod
    def of_term(
        cls,
        school_id: UUID,
        term_id: UUID,
        *,
        pupil_id: UUID | None = None,
        among: Collection[UUID] | None = None,
        groups: Collection[UUID] | None = None,
    ) -> Roster:
        """All memberships of a term, or those of some pupils or groups, with one query."""
        return cls.made_of(memberships_of(school_id, term_id, pupil_id=pupil_id, among=among, groups=groups))

    @classmethod
    def made_of(cls, memberships: Iterable[Membership]) -> Roster:
        """The groups that some memberships make."""
        found: dict[UUID, list[Membership]] = defaultdict(list)
        for row in memberships:
            found[row.group_id].append(row)
        return cls({group: tuple(rows) for group, rows in found.items()})

    def of(self, group_id: UUID, on: date) -> frozenset[UUID]:
        """Who belongs to a group on a day."""
        return frozenset(row.pupil_id for row in self.members.get(group_id, ()) if row.holds(on))


def expected_at(session: Session) -> frozenset[UUID]:
    """Who belongs to a session's group on its day, and whoever joins it from a cancelled one."""
    guests = guest_groups([session.id]).get(session.id, ())
    found = memberships_of(session.school_id, session.term_id, groups=[session.group_id, *guests])
    return frozenset(row.pupil_id for row in found if row.holds(session.session_date))


def guest_groups(session_ids: Iterable[UUID]) -> Mapping[UUID, list[UUID]]:
    """The groups that join each session because theirs was cancelled, with one query."""
    return asked_guests(session_ids).answer


def asked_guests(session_ids: Iterable[UUID]) -> Asked[Mapping[UUID, list[UUID]]]:
    """The groups that join each session, to be asked together with other things."""
    return _guests(sessions=list(session_ids)).then(_by_session)


@question
def _guests(sessions: list[UUID]) -> QuerySet[Session, Any]:
    rows = Session.objects.filter(
        joined_id__among=sessions, state=SessionState.CANCELLED, instead=Instead.GROUP
    )
    return rows.values_list("joined_id", "group_id")


def _by_session(rows: Rows) -> Mapping[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for joined, group in rows:
        found[joined].append(group)
    return found


def rolls_of_term(
    school_id: UUID,
    term_id: UUID,
    *,
    first: date | None = None,
    past: date | None = None,
    pupil_id: UUID | None = None,
) -> Mapping[tuple[UUID, UUID], Attendance]:
    """What the rolls say, by session and pupil, with one query."""
    rows = StoredMark.objects.filter(school_id=school_id, term_id=term_id, kind__in=ROLL_KINDS)
    if first is not None:
        rows = rows.filter(day_date__gte=first)
    if past is not None:
        rows = rows.filter(day_date__lt=past)
    if pupil_id is not None:
        rows = rows.filter(pupil_id=pupil_id)
    return rolls_in(map(mark_of, rows.values_list(*COLUMNS)))


@dataclass(frozen=True)
class AskedPresent:
    """What must be asked of a day's rolls to count who was present, to be asked together with other things.

    Rolls that stand as they were called are counted in the database; where anything of a child's was taken
    back or called anew, its marks are folded.
    """

    school_id: UUID
    on: date
    called: Asked[Rows]
    changed: Asked[Rows]

    @classmethod
    def of(cls, school_id: UUID, on: date) -> AskedPresent:
        """The questions about one day."""
        here = {"school_id": school_id, "on": on}
        return cls(school_id, on, _called_present(**here), _called_anew(**here))

    @property
    def questions(self) -> tuple[Asked[Rows], Asked[Rows]]:
        """All of them."""
        return self.called, self.changed

    @property
    def counts(self) -> Counter[UUID]:
        """How many children each roll found present."""
        found = Counter(dict(self.called.answer))
        marks = asked_marks(self.school_id, self.on, {pupil for (pupil,) in self.changed.answer}).answer
        found.subtract(mark.session_id for mark in marks if mark.kind is MarkKind.PRESENT and mark.session_id)
        states = rolls_in(marks).items()
        found.update(session for (session, _), state in states if state is Attendance.PRESENT)
        return +found


@question
def _called_present(school_id: UUID, on: date) -> QuerySet[StoredMark, Any]:
    rows = StoredMark.objects.filter(school_id=school_id, day_date=on, kind=MarkKind.PRESENT)
    return rows.exclude(session_id=None).values_list("session_id").annotate(Count("id"))


@question
def _called_anew(school_id: UUID, on: date) -> QuerySet[StoredMark, Any]:
    """The children of whom a roll has more than one mark, or one that takes back another."""
    rows = StoredMark.objects.filter(school_id=school_id, day_date=on, kind__in=ROLL_KINDS)
    called = rows.values("pupil_id", "session_id")
    called = called.annotate(marks=Count("id"), voids=Count("id", filter=Q(kind=MarkKind.VOID)))
    return called.filter(Q(marks__gt=1) | Q(voids__gt=0)).values_list("pupil_id")


def marks_of_day(school_id: UUID, on: date, *, pupils: Iterable[UUID] | None = None) -> list[Mark]:
    """All marks of a school's afternoon, or those about some children."""
    if pupils is not None:
        return asked_marks(school_id, on, pupils).answer
    rows = StoredMark.objects.filter(school_id=school_id, day_date=on)
    return [mark_of(row) for row in rows.values_list(*COLUMNS)]


def asked_marks(school_id: UUID, on: date, pupils: Iterable[UUID]) -> Asked[list[Mark]]:
    """The marks of an afternoon about some children, to be asked together with other things."""
    return _marks(school_id=school_id, on=on, pupils=list(pupils)).then(lambda rows: list(map(mark_of, rows)))


@question
def _marks(school_id: UUID, on: date, pupils: list[UUID]) -> QuerySet[StoredMark, Any]:
    rows = StoredMark.objects.filter(school_id=school_id, day_date=on, pupil_id__among=pupils)
    return rows.values_list(*COLUMNS)


def mark_of(row: tuple[Any, ...]) -> Mark:
    """A stored mark's columns as a fact."""
    client_id, pupil_id, kind, device_at, session_id, voids, way, to_person_id = row
    return Mark(
        client_id=client_id,
        pupil_id=pupil_id,
        kind=_KINDS[kind],
        device_at=device_at,
        session_id=session_id,
        voids=voids,
        way=_WAYS[way],
        to_person_id=to_person_id,
    )
