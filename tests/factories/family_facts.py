"""Lawful facts about the steps that families take part in, and ways to spoil one part of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kehou.kernel.ids import CourseId, PersonId, PlanVersionId, PupilId, SchoolId, SlotId
from kehou.kernel.moments import SHANGHAI
from kehou.rulebook.facts.agreement import (
    AgreementForm,
    AgreementInUse,
    AgreementText,
    AgreementTopic,
    SigningFacts,
)
from kehou.rulebook.facts.consultation import (
    Answer,
    AnswerOption,
    ClassReach,
    ConsultationFacts,
    Questionnaire,
)
from kehou.rulebook.facts.enrolment import ApplicantFacts, Chooser, Presence, Seat, Wish
from kehou.rulebook.facts.petition import PetitionFacts, PetitionRoute, Signature
from kehou.rulebook.facts.signer import Signer, Standing

APPROVED, OTHER = PlanVersionId(UUID(int=21)), PlanVersionId(UUID(int=22))
SLOT, OTHER_SLOT = SlotId(UUID(int=31)), SlotId(UUID(int=32))
HOMEWORK, CHESS, SINGING = (CourseId(UUID(int=number)) for number in (41, 42, 43))
SCHOOL, OTHER_SCHOOL = SchoolId(UUID(int=51)), SchoolId(UUID(int=52))


def at(month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    """A moment of 2026 in Shanghai."""
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def pupil(number: int) -> PupilId:
    """One of many pupils."""
    return PupilId(UUID(int=1_000 + number))


def pupils(count: int) -> frozenset[PupilId]:
    """The first so many pupils."""
    return frozenset(pupil(number) for number in range(count))


def a_signer(**changes: Any) -> Signer:
    """A guardian on record whose identity was checked."""
    guardian = Signer(
        PersonId(UUID(int=9)), Standing.GUARDIAN, may_sign=True, is_school_staff=False, identity_checked=True
    )
    return replace(guardian, **changes)


def a_signature(number: int, signed_at: datetime | None = None, **changes: Any) -> Signature:
    """A guardian's signature for one pupil on 10 June; changes apply to the signer."""
    return Signature(pupil(number), a_signer(**changes), signed_at or at(6, 10))


def a_petition(roll: int = 300, signed: int = 201, **changes: Any) -> PetitionFacts:
    """A closed petition of 8 days that so many families of the roll signed."""
    petition = PetitionFacts(
        route=PetitionRoute.SIGN_ALL,
        opened_at=at(6, 6, 8),
        closed_at=at(6, 14, 20),
        roll=pupils(roll),
        leavers=frozenset(),
        counted_roll=pupils(roll),
        signatures=tuple(a_signature(number) for number in range(signed)),
    )
    return replace(petition, **changes)


def a_questionnaire(**changes: Any) -> Questionnaire:
    """Yes, no and unsure, none of them ticked."""
    options = tuple(AnswerOption(answer) for answer in Answer)
    questionnaire = Questionnaire(
        options, frozenset(range(1, 7)), says_what_no_means=True, asks_pupil_needs=True
    )
    return replace(questionnaire, **changes)


def a_consultation(**changes: Any) -> ConsultationFacts:
    """Two classes, everyone invited, three quarters answered, open for five days."""
    classes = (ClassReach("101", 40, 40, 30), ClassReach("102", 40, 40, 30))
    consultation = ConsultationFacts(classes, opened_date=date(2026, 6, 16), closed_date=date(2026, 6, 21))
    return replace(consultation, **changes)


def a_text(**changes: Any) -> AgreementText:
    """An agreement on the approved version with every topic and no forbidden term."""
    text = AgreementText(
        APPROVED, APPROVED, frozenset(AgreementTopic), frozenset(), consent_apart=True, consent_refusable=True
    )
    return replace(text, **changes)


def a_signing(**changes: Any) -> SigningFacts:
    """A guardian signs the approved version on the phone."""
    return replace(SigningFacts(a_signer(), AgreementForm.E_SIGN, APPROVED, APPROVED), **changes)


def an_agreement_in_use(**changes: Any) -> AgreementInUse:
    """An agreement signed on 1 September and used on 7 September."""
    return replace(AgreementInUse(at(9, 1), None, APPROVED, APPROVED, at(9, 7)), **changes)


def an_applicant(**changes: Any) -> ApplicantFacts:
    """A pupil of grade 3 on the school's roll."""
    return replace(ApplicantFacts(SCHOOL, SCHOOL, Presence.ON_ROLL, grade=3), **changes)


def a_wish(number: int, *courses: CourseId, slot: SlotId = SLOT) -> Wish:
    """A guardian's wish for one slot."""
    return Wish(pupil(number), slot, courses or (CHESS,), Chooser.GUARDIAN)


def a_seat(number: int, course: CourseId = CHESS, slot: SlotId = SLOT) -> Seat:
    """A place in one slot."""
    return Seat(pupil(number), slot, course)
