"""Reading consultations and petitions. Every query starts from what the viewer may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from kehou.consultation.access import FOLLOW_CLASS, SEE_CONSULTATION, SEE_PETITION
from kehou.consultation.content import from_json
from kehou.consultation.facts import QuestionnaireContent
from kehou.consultation.models import Consultation, Objection, Petition
from kehou.consultation.reach import Reached, reached
from kehou.consultation.rules import RUNNING
from kehou.kernel.actor import Actor
from kehou.platform.access.actions import Action
from kehou.registry.public import (
    ClassInfo,
    PupilInfo,
    SchoolInfo,
    TermInfo,
    classes_of,
    names_of,
    school_info,
    term_info,
)


@dataclass(frozen=True, slots=True)
class ConsultationView:
    """One consultation with what surrounds it, for a page."""

    row: Consultation
    asked: QuestionnaireContent
    school: SchoolInfo
    term: TermInfo


@dataclass(frozen=True, slots=True)
class PetitionView:
    """One petition with what surrounds it, for a page."""

    row: Petition
    school: SchoolInfo
    term: TermInfo


@dataclass(frozen=True, slots=True)
class PupilStand:
    """One pupil of a class, and whether the family has answered. What it answered is nobody's to see."""

    pupil_id: UUID
    name: str
    seat_number: int | None
    answered: bool


def visible_consultations(viewer: Actor, action: Action = SEE_CONSULTATION) -> QuerySet[Consultation]:
    """The consultations that a viewer may see, newest first."""
    rows = Consultation.objects.filter(action.rows_for(viewer))
    return rows.select_related("petition", "term", "result").order_by("-opened_at")


def visible_petitions(viewer: Actor) -> QuerySet[Petition]:
    """The petitions that a viewer may see, newest first."""
    rows = Petition.objects.filter(SEE_PETITION.rows_for(viewer))
    return rows.select_related("term").order_by("-opened_at")


def consultation_view(
    consultation_id: UUID, *, viewer: Actor, action: Action = SEE_CONSULTATION
) -> ConsultationView:
    """One consultation. Raises Http404 for a stranger."""
    row = visible_consultations(viewer, action).filter(pk=consultation_id).first()
    if row is None:
        raise Http404
    return ConsultationView(
        row, from_json(row.questionnaire), school_info(row.school_id), term_info(row.term_id)
    )


def petition_view(petition_id: UUID, *, viewer: Actor) -> PetitionView:
    """One petition. Raises Http404 for a stranger."""
    row = visible_petitions(viewer).filter(pk=petition_id).first()
    if row is None:
        raise Http404
    return PetitionView(row, school_info(row.school_id), term_info(row.term_id))


def objections_to(row: Consultation) -> list[Objection]:
    """The objections to a result, oldest first; nobody is named."""
    return list(Objection.objects.filter(consultation=row).order_by("raised_at", "id"))


def class_stand(pupils: Iterable[PupilInfo], answered: frozenset[UUID]) -> list[PupilStand]:
    """Pupils by name with answered or not, and nothing more (practice.md 2)."""
    known = list(pupils)
    names = names_of(pupil.id for pupil in known)
    return [
        PupilStand(pupil.id, names.get(pupil.id, ""), pupil.seat_number, pupil.id in answered)
        for pupil in known
    ]


def classes_led_by(viewer: Actor) -> list[tuple[SchoolInfo, ClassInfo]]:
    """The classes that a class teacher leads, by the class codes of the roles held."""
    led = {
        (grant.place.school_id, grant.detail)
        for grant in viewer.grants
        if grant.role in FOLLOW_CLASS.roles and grant.place.school_id and grant.detail
    }
    schools = {school_id for school_id, _ in led if school_id}
    return [
        (school_info(school_id), known)
        for school_id in sorted(schools)
        for known in classes_of(school_id)
        if (school_id, known.code) in led
    ]


def class_followed(school: SchoolInfo, class_id: UUID) -> tuple[Consultation, list[PupilStand]] | None:
    """The round that runs at a school with one class's stand; None where none runs."""
    row = (
        Consultation.objects.filter(school_id=school.id, state__in=RUNNING)
        .select_related("petition", "term")
        .order_by("opened_at")
        .last()
    )
    if row is None:
        return None
    found: Reached = reached(row, school, class_id=class_id)
    return row, class_stand(found.pupils, found.answered)
