"""A teacher's year in the service, from the records; what was contested stands beside it (A8.9)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kehou.delivery.public import HeldSession, held_by
from kehou.oversight.models import Contest
from kehou.registry.public import SchoolInfo, terms_of
from kehou.rulebook.facts.supervision import LedSession, TeacherYear
from kehou.rulebook.hunan_2024.art11_reports import teacher_year


@dataclass(frozen=True, slots=True)
class Statement:
    """One person's year: sums, and what the person contested with the school's answers."""

    person_id: UUID
    year: int
    sums: TeacherYear
    contests: tuple[Contest, ...]


def statement_of(person_id: UUID, school: SchoolInfo, year: int) -> Statement:
    """One teacher's statement of a calendar year."""
    terms = [term.id for term in terms_of(school.county_code) if term.year == year]
    rows = Contest.objects.filter(school_id=school.id, person_id=person_id, year=year)
    contests = tuple(rows.select_related("answer").order_by("contested_at"))
    return Statement(person_id, year, teacher_year(map(_led, held_by(person_id, school.id, terms))), contests)


def open_contests(school_id: UUID) -> list[Contest]:
    """What teachers of a school contested and nobody answered yet."""
    return list(Contest.objects.filter(school_id=school_id, answer=None).order_by("contested_at"))


def _led(session: HeldSession) -> LedSession:
    return LedSession(session.minutes, session.is_recorded, session.is_late_record)
