"""Who has to be asked: the roll of now, without leavers, and where only applicants count, them alone."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from kehou.consultation.facts import finishes_before
from kehou.registry.public import PupilInfo, SchoolInfo, TermInfo, pupils_of


def leaves_before(pupil: PupilInfo, school: SchoolInfo, *, term: TermInfo, asked_on: date) -> bool:
    """Whether a pupil will have left the school when the term begins."""
    return finishes_before(
        grade=pupil.grade,
        top_grade=max(school.grades),
        is_new=pupil.is_new,
        asked_on=asked_on,
        term_begins=term.first_date,
    )


def asked_pupils(
    school: SchoolInfo,
    *,
    term: TermInfo,
    asked_on: date,
    only: frozenset[UUID] | None = None,
    newcomers_only: bool = False,
    class_id: UUID | None = None,
) -> list[PupilInfo]:
    """The pupils whose families have to be asked, of all classes or one, by grade, class and seat (A2.3)."""
    return [
        pupil
        for pupil in pupils_of(school.id, class_id=class_id)
        if not leaves_before(pupil, school, term=term, asked_on=asked_on)
        and (only is None or pupil.id in only)
        and (pupil.is_new or not newcomers_only)
    ]
