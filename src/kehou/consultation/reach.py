"""How far a consultation reaches: pupils, invitations and answers, class by class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.consultation.asked import asked_pupils
from kehou.consultation.gate import petition_facts
from kehou.consultation.models import Consultation
from kehou.kernel.moments import local_day
from kehou.registry.public import PupilInfo, SchoolInfo, TermInfo, school_info, term_info
from kehou.rulebook.facts.consultation import ClassReach, ConsultationFacts
from kehou.rulebook.facts.petition import PetitionRoute
from kehou.rulebook.hunan_2024.art07_petition import opened_for


@dataclass(frozen=True, slots=True)
class Reached:
    """Who is asked, who of them was invited, and for whom an answer came."""

    pupils: tuple[PupilInfo, ...]
    invited: frozenset[UUID]
    answered: frozenset[UUID]

    def by_class(self) -> tuple[ClassReach, ...]:
        """The counts of each class, in the roll's order."""
        classes: dict[UUID, list[PupilInfo]] = {}
        for pupil in self.pupils:
            classes.setdefault(pupil.class_id, []).append(pupil)
        return tuple(self._class(members) for members in classes.values())

    def without_invitation(self) -> list[PupilInfo]:
        """The pupils nobody was invited for."""
        return [pupil for pupil in self.pupils if pupil.id not in self.invited]

    def _class(self, members: list[PupilInfo]) -> ClassReach:
        return ClassReach(
            class_code=members[0].class_name,
            pupil_count=len(members),
            invited_count=_count(members, self.invited),
            answered_count=_count(members, self.answered),
        )


def opens_only_for(consultation: Consultation) -> frozenset[UUID] | None:
    """The applicants whom a consultation is limited to, or None for the whole school (A7.12)."""
    petition = consultation.petition
    if petition is None or petition.route != PetitionRoute.APPLICANTS_ONLY.value:
        return None
    return frozenset(UUID(str(pupil)) for pupil in opened_for(petition_facts(petition)))


def reached(
    consultation: Consultation,
    school: SchoolInfo | None = None,
    term: TermInfo | None = None,
    *,
    class_id: UUID | None = None,
) -> Reached:
    """How far a consultation reaches now, in all classes or one; a handful of queries for any number."""
    pupils = asked_pupils(
        school or school_info(consultation.school_id),
        term=term or term_info(consultation.term_id),
        asked_on=local_day(consultation.opened_at),
        only=opens_only_for(consultation),
        newcomers_only=consultation.newcomers_only,
        class_id=class_id,
    )
    invitations, answers = consultation.invitations.all(), consultation.answers.all()
    if class_id is not None:
        here = [pupil.id for pupil in pupils]
        invitations = invitations.filter(pupil_id__among=here)
        answers = answers.filter(pupil_id__among=here)
    return Reached(
        pupils=tuple(pupils),
        invited=frozenset(invitations.values_list("pupil_id", flat=True)),
        answered=frozenset(answers.values_list("pupil_id", flat=True)),
    )


def consultation_facts(
    consultation: Consultation, classes: Iterable[ClassReach], *, closed_date: date
) -> ConsultationFacts:
    """A consultation as the rulebook judges it."""
    return ConsultationFacts(tuple(classes), local_day(consultation.opened_at), closed_date)


def _count(members: list[PupilInfo], among: frozenset[UUID]) -> int:
    return sum(pupil.id in among for pupil in members)
