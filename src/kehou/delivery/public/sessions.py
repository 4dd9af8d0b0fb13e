"""Sessions as facts: what was planned, held, recorded and accepted, and what of it may be paid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from kehou.delivery.facts import Attendance, CancelCause, SessionState
from kehou.delivery.models import Cancellation, LateConfirmation, ServiceRecord, Session
from kehou.delivery.rolls import Roster, rolls_of_term
from kehou.delivery.rules import FINAL, HELD
from kehou.kernel.moments import SHANGHAI
from kehou.platform.database.questions import Asked, question
from kehou.rulebook.facts.courses import LeaderKind


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """One session of a term. ``units`` are billable periods; ``is_payable`` says that its record is
    complete, accepted and, where it came late, confirmed by the head (A7.10, A9.25)."""

    id: UUID
    school_id: UUID
    county_code: str
    term_id: UUID
    plan_version_id: UUID
    slot_key: str
    course_key: str
    group_id: UUID
    date: date
    starts: time
    ends: time
    units: int
    minutes: int
    is_subject: bool
    domain: str | None
    is_outdoor: bool
    leader_id: UUID | None
    leader_kind: LeaderKind
    provider_id: UUID | None
    supervisor_id: UUID | None
    state: SessionState
    recorded_at: datetime | None
    is_late_record: bool
    expected: int
    present: int
    cancelled_cause: CancelCause | None
    is_accepted: bool
    is_payable: bool


def meets_on(school_id: UUID, on: date) -> bool:
    """Whether a school has sessions on a day."""
    return Session.objects.filter(school_id=school_id, session_date=on).exists()


def session_facts(
    school_id: UUID, term_id: UUID, *, first: date | None = None, past: date | None = None
) -> tuple[SessionInfo, ...]:
    """The sessions of a school's term, or of some of its days, in order of time."""
    rows = list(in_days(school_id, term_id, first, past))
    told = _Told(school_id, term_id, first, past)
    roster = Roster.of_term(school_id, term_id, groups={row.group_id for row in rows})
    return tuple(told.info(row, len(roster.of(row.group_id, row.session_date))) for row in rows)


def open_session_count(school_id: UUID, term_id: UUID, *, on: date) -> int:
    """How many sessions up to a day are neither accepted nor cancelled: a term closes at 0."""
    return asked_open_sessions(school_id, term_id, on=on).answer


def asked_open_sessions(school_id: UUID, term_id: UUID, *, on: date) -> Asked[int]:
    """How many sessions are open, to be asked together with other things."""
    return _open(school_id=school_id, term_id=term_id, on=on).then(lambda rows: rows[0][1] if rows else 0)


@question
def _open(school_id: UUID, term_id: UUID, on: date) -> QuerySet[Session, Any]:
    rows = Session.objects.filter(school_id=school_id, term_id=term_id, session_date__lte=on)
    return rows.exclude(state__in=sorted(FINAL)).order_by().values_list("school_id").annotate(Count("id"))


def roster_of(school_id: UUID, term_id: UUID) -> Roster:
    """Who belongs to which group on which day of a term."""
    return Roster.of_term(school_id, term_id)


def in_days(school_id: UUID, term_id: UUID, first: date | None, past: date | None) -> QuerySet[Session]:
    """The rows of a term's sessions within some days."""
    rows = Session.objects.filter(school_id=school_id, term_id=term_id)
    if first is not None:
        rows = rows.filter(session_date__gte=first)
    if past is not None:
        rows = rows.filter(session_date__lt=past)
    return rows.order_by("starts_at", "slot_key", "id")


class _Told:
    """What is known of sessions beside their own rows, each with one query."""

    def __init__(self, school_id: UUID, term_id: UUID, first: date | None, past: date | None) -> None:
        here = {"school_id": school_id, "session__term_id": term_id}
        self._records: Mapping[UUID, tuple[datetime, bool]] = {
            session: (at, late)
            for session, at, late in ServiceRecord.objects.filter(**here)
            .order_by("-revision")
            .values_list("session_id", "recorded_at", "is_late")
        }
        self._causes = dict(
            Cancellation.objects.filter(**here, session__state=SessionState.CANCELLED)
            .order_by("cancelled_at", "id")
            .values_list("session_id", "cause")
        )
        self._confirmed = set(LateConfirmation.objects.filter(**here).values_list("session_id", flat=True))
        self._present: Counter[UUID] = Counter()
        rolls = rolls_of_term(school_id, term_id, first=first, past=past)
        for (session, _), state in rolls.items():
            self._present[session] += state is Attendance.PRESENT

    def info(self, row: Session, expected: int) -> SessionInfo:
        """One session with all that is known of it."""
        recorded_at, is_late = self._records.get(row.id, (None, False))
        accepted = row.state == SessionState.ACCEPTED
        cause = self._causes.get(row.id)
        return SessionInfo(
            id=row.id,
            school_id=row.school_id,
            county_code=row.county_code,
            term_id=row.term_id,
            plan_version_id=row.version_id,
            slot_key=row.slot_key,
            course_key=row.course_key,
            group_id=row.group_id,
            date=row.session_date,
            starts=row.starts_at.astimezone(SHANGHAI).time(),
            ends=row.ends_at.astimezone(SHANGHAI).time(),
            units=row.units,
            minutes=row.minutes,
            is_subject=row.is_subject,
            domain=row.domain or None,
            is_outdoor=row.is_outdoor,
            leader_id=row.leader_id,
            leader_kind=LeaderKind(row.leader_kind),
            provider_id=provider_of(row),
            supervisor_id=row.supervisor_id,
            state=SessionState(row.state),
            recorded_at=recorded_at,
            is_late_record=is_late,
            expected=expected,
            present=self._present[row.id],
            cancelled_cause=CancelCause(cause) if cause else None,
            is_accepted=accepted,
            is_payable=accepted and (not is_late or row.id in self._confirmed),
        )


def provider_of(row: Session) -> UUID | None:
    """The body whose session it is; none where an own teacher stepped in (practice.md 10)."""
    if row.leader_kind != LeaderKind.THIRD_PARTY or not row.provider_key:
        return None
    try:
        return UUID(row.provider_key)
    except ValueError:
        return None


def is_delivered(row: Session) -> bool:
    """Whether a session took place."""
    return SessionState(row.state) in HELD
