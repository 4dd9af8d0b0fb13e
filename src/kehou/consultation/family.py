"""What a family is asked about its children, and what it answered itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from kehou.consultation.content import from_json
from kehou.consultation.facts import FamilyAnswer, QuestionnaireContent
from kehou.consultation.gate import is_rural
from kehou.consultation.models import (
    Consultation,
    Invitation,
    Petition,
    PetitionPupil,
    PetitionSignature,
    StoredAnswer,
)
from kehou.consultation.rules import PetitionState, State
from kehou.consultation.stored import family_answer
from kehou.kernel.actor import Actor
from kehou.platform.access.actions import ward_of
from kehou.registry.public import PupilInfo, SchoolInfo, names_of, pupils_of, school_info, schools_by_id


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing a family may answer for one child: a questionnaire, or a petition to sign."""

    kind: str
    subject_id: UUID
    pupil_id: UUID
    closes_date: date
    is_open: bool
    is_done: bool
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """One child's questionnaire in front of the family."""

    row: Consultation
    asked: QuestionnaireContent
    pupil: PupilInfo
    name: str
    school: SchoolInfo
    given: FamilyAnswer | None


def asks_about(pupils: Iterable[UUID]) -> list[Ask]:
    """Everything that families of these pupils were asked, newest first, with a few queries in all."""
    wanted = set(pupils)
    invited = Invitation.objects.filter(pupil_id__in=wanted).values_list("consultation_id", "pupil_id")
    pairs = set(invited)
    rounds = Consultation.objects.filter(pk__in={pair[0] for pair in pairs}).in_bulk()
    answered = set(
        StoredAnswer.objects.filter(pupil_id__in=wanted).values_list("consultation_id", "pupil_id")
    )
    asks = [_ask(rounds[row], pupil, (row, pupil) in answered) for row, pupil in pairs]
    asks += _petitions(wanted)
    return sorted(asks, key=lambda ask: (ask.closes_date, str(ask.subject_id)), reverse=True)


def may_begin_petition(viewer: Actor, *, today: date) -> dict[UUID, bool]:
    """For each pupil of the viewer: whether its rural school waits for a first petition (A7.12)."""
    schools = {ward.place.school_id for ward in viewer.wards if ward.place.school_id}
    begun = set(Petition.objects.filter(school_id__in=schools).values_list("school_id", flat=True))
    begun |= set(Consultation.objects.filter(school_id__in=schools).values_list("school_id", flat=True))
    waits = {school.id: is_rural(school, on=today) for school in schools_by_id(schools - begun).values()}
    return {ward.pupil_id: waits.get(ward.place.school_id or ward.pupil_id, False) for ward in viewer.wards}


def sitting(consultation_id: UUID, pupil_id: UUID, *, viewer: Actor) -> Sitting:
    """One child's questionnaire with the family's own answer. Raises Http404 for somebody else's child."""
    ward_of(viewer, pupil_id)
    row = Consultation.objects.filter(pk=consultation_id, invitations__pupil_id=pupil_id).first()
    if row is None:
        raise Http404
    (pupil,) = pupils_of(row.school_id, pupils=[pupil_id]) or (None,)
    if pupil is None:
        raise Http404
    stored = row.answers.filter(pupil_id=pupil_id).first()
    return Sitting(
        row=row,
        asked=from_json(row.questionnaire),
        pupil=pupil,
        name=names_of([pupil_id]).get(pupil_id, ""),
        school=school_info(row.school_id),
        given=family_answer(stored) if stored else None,
    )


def _ask(row: Consultation, pupil_id: UUID, is_done: bool) -> Ask:
    return Ask(
        kind="consultation",
        subject_id=row.id,
        pupil_id=pupil_id,
        closes_date=row.closes_date,
        is_open=row.state == State.OPEN,
        is_done=is_done,
        is_published=row.state == State.PUBLISHED,
    )


def _petitions(pupils: set[UUID]) -> list[Ask]:
    rows = Petition.objects.filter(state=PetitionState.OPEN)
    base = PetitionPupil.objects.filter(petition__in=rows, pupil_id__in=pupils, leaves=False)
    found = list(base.select_related("petition"))
    signed = set(
        PetitionSignature.objects.filter(petition__in=rows, pupil_id__in=pupils).values_list(
            "petition_id", "pupil_id"
        )
    )
    return [
        Ask(
            kind="petition",
            subject_id=row.petition_id,
            pupil_id=row.pupil_id,
            closes_date=row.petition.closes_date,
            is_open=True,
            is_done=(row.petition_id, row.pupil_id) in signed,
        )
        for row in found
    ]
