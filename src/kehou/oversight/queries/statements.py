"""A teacher's year in the service, from the records; what was contested stands beside it (A8.9)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kehou.delivery.public import SessionInfo, SessionState, session_facts
from kehou.oversight.models import Contest
from kehou.registry.public import SchoolInfo, terms_of
from kehou.rulebook.facts.supervision import LedSession, TeacherYear
from kehou.rulebook.hunan_2024.art11_reports import teacher_year

_HELD = frozenset({SessionState.FINISHED, SessionState.RECORDED, SessionState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Statement:
    """One person's year: sums, and what the person contested with the school's answers."""

    person_id: UUID
    year: int
    sums: TeacherYear
    contests: tuple[Contest, ...]


def statement_of(person_id: UUID, school: SchoolInfo, year: int) -> Statement:
    """One teacher's statement of a calendar year."""
    led = [session for session in _sessions(school, year) if session.leader_id == person_id]
    rows = Contest.objects.filter(school_id=school.id, person_id=person_id, year=year)
    contests = tuple(rows.select_related("answer").order_by("contested_at"))
    return Statement(person_id, year, teacher_year(map(_led, led)), contests)


def open_contests(school_id: UUID) -> list[Contest]:
    """What teachers of a school contested and nobody answered yet."""
    return list(Contest.objects.filter(school_id=school_id, answer=None).order_by("contested_at"))


def _sessions(school: SchoolInfo, year: int) -> list[SessionInfo]:
    terms = [term for term in terms_of(school.county_code) if term.year == year]
    return [
        session for term in terms for session in session_facts(school.id, term.id) if session.state in _HELD
    ]


def _led(session: SessionInfo) -> LedSession:
    recorded = session.state in (SessionState.RECORDED, SessionState.ACCEPTED)
    return LedSession(session.minutes, recorded, session.is_late_record)
