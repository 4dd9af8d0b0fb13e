"""Where the children of a day's cancelled sessions are instead, and who may leave sooner (A10.8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from kehou.delivery.facts import KEPT_INSTEAD, CancelCause, Instead, SessionState
from kehou.delivery.models import Cancellation, EarlyConsent, Session
from kehou.delivery.rolls import Roster
from kehou.delivery.wording import CAUSE_NAMES
from kehou.platform.database.questions import question


@dataclass(frozen=True, slots=True)
class Moved:
    """One cancelled session of one child: where the child is instead and until when.

    ``agreed`` says that a guardian will fetch it sooner.
    """

    session: Session
    joined: Session | None
    agreed: bool = False

    @property
    def instead(self) -> Instead:
        """What the school does with the child."""
        return Instead(self.session.instead)

    @property
    def ends_at(self) -> datetime:
        """Until when the school keeps the child."""
        return self.joined.ends_at if self.joined else self.session.ends_at

    @property
    def where(self) -> str:
        """Where the class teacher sends the child."""
        if self.joined:
            return f"去“{self.joined.title}”{self.joined.room}"
        room = f"去{self.session.care_room}看护" if self.session.care_room else "留在教室看护"
        return "家长同意提前接，送到校门口" if self.agreed else room

    def is_early(self, now: datetime) -> bool:
        """Whether the child would leave before its hour without anybody's consent."""
        return not self.agreed and now < self.ends_at


def moved_on(
    school_id: UUID, term_id: UUID, on: date, *, pupils: Collection[UUID] | None = None
) -> Mapping[UUID, list[Moved]]:
    """The cancelled sessions of a day for which the school keeps children, by child; four queries at most."""
    sessions = _kept(school_id=school_id, on=on).answer
    if not sessions:
        return {}
    groups = {row.group_id for row in sessions}
    roster = Roster.of_term(school_id, term_id, among=pupils, groups=groups)
    joined, agreed = joined_of(sessions), early_consents(row.id for row in sessions)
    found: dict[UUID, list[Moved]] = defaultdict(list)
    for row in sessions:
        for pupil in roster.of(row.group_id, on):
            target = joined.get(row.joined_id) if row.joined_id else None
            found[pupil].append(Moved(row, target, (row.id, pupil) in agreed))
    return found


@question
def _kept(school_id: UUID, on: date) -> QuerySet[Session]:
    return kept_sessions(school_id, on)


def kept_sessions(school_id: UUID, on: date) -> QuerySet[Session]:
    """The cancelled sessions of a day whose children the school keeps, by time."""
    kept = [way.value for way in KEPT_INSTEAD]
    rows = Session.objects.filter(
        school_id=school_id, session_date=on, state=SessionState.CANCELLED, instead__in=kept
    )
    return rows.order_by("starts_at", "id")


def joined_of(sessions: Iterable[Session]) -> Mapping[UUID, Session]:
    """The sessions that others' children join, by id, with one query."""
    ids = {row.joined_id for row in sessions if row.joined_id}
    return Session.objects.in_bulk(ids) if ids else {}


def early_consents(session_ids: Iterable[UUID]) -> frozenset[tuple[UUID, UUID]]:
    """For which (session, pupil) a guardian agreed to fetch the child sooner; the latest word holds."""
    rows = EarlyConsent.objects.filter(session_id__in=list(session_ids)).order_by("given_at", "id")
    latest = {(row.session_id, row.pupil_id): row.given for row in rows}
    return frozenset(key for key, given in latest.items() if given)


def causes_of(sessions: Collection[Session]) -> Mapping[UUID, str]:
    """Why some cancelled sessions are not held, in words, with one query."""
    rows = (
        Cancellation.objects.filter(session__in=sessions).order_by("cancelled_at", "id") if sessions else ()
    )
    return {row.session_id: CAUSE_NAMES[CancelCause(row.cause)] for row in rows}
