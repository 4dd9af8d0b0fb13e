"""Answering: by the family on its phone, changed until closing, or on paper keyed in by the school (A2.3)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.consultation.access import KEY_ANSWER
from kehou.consultation.content import from_json
from kehou.consultation.facts import FamilyAnswer
from kehou.consultation.models import Consultation, Invitation, StoredAnswer
from kehou.consultation.models.consultations import Channel
from kehou.consultation.services.sheets import Sheet
from kehou.consultation.signers import signer_on_paper, signer_on_phone
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, Verdict, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.rulebook.facts.signer import Signer, Standing


class UnableToAnswer(UnableTo):
    """Nobody's family answers, it is too late, or the answer is not one of those offered."""


@transaction.atomic
def answer_consultation(
    *, actor: Actor, now: datetime, consultation_id: UUID, pupil_id: UUID, answer: FamilyAnswer
) -> None:
    """Answer for one pupil, or change the answer, as the person who is signed in. Raises UnableToAnswer."""
    consultation = _consultation(consultation_id)
    signer = signer_on_phone(actor, pupil_id, place=consultation.place, on=local_day(now))
    _refuse_where_not_allowed(consultation, pupil_id, signer, answer)
    _store(consultation, pupil_id, answer, signer=signer, actor=actor, now=now)


@transaction.atomic
def key_answer(
    *,
    actor: Actor,
    now: datetime,
    consultation_id: UUID,
    pupil_id: UUID,
    signer_id: UUID,
    answer: FamilyAnswer,
    sheet: Sheet | None,
) -> None:
    """Key in a sheet with its scan; it never replaces what the family answered on its phone (A2.2).

    Raises UnableToAnswer.
    """
    consultation = _consultation(consultation_id)
    require(KEY_ANSWER, actor, consultation.place)
    signer = signer_on_paper(
        signer_id, pupil_id, place=consultation.place, on=local_day(now), identity_checked=True
    )
    extra: list[Verdict] = []
    if sheet is None:
        extra.append(refusal("A2.3", "sheet_without_scan"))
    if consultation.answers.filter(pupil_id=pupil_id, channel=Channel.PHONE).exists():
        extra.append(refusal("A2.2", "family_answered_itself"))
    _refuse_where_not_allowed(consultation, pupil_id, signer, answer, extra)
    _store(consultation, pupil_id, answer, signer=signer, actor=actor, now=now, sheet=sheet)


def _consultation(consultation_id: UUID) -> Consultation:
    row = Consultation.objects.select_for_update().filter(pk=consultation_id).first()
    if row is None:
        raise Http404
    return row


def _refuse_where_not_allowed(
    consultation: Consultation,
    pupil_id: UUID,
    signer: Signer,
    answer: FamilyAnswer,
    extra: list[Verdict] | None = None,
) -> None:
    found = list(extra or ())
    if consultation.closed_at is not None:
        found.append(refusal("A2.3", "answers_closed"))
    if signer.standing is Standing.NONE:
        found.append(refusal("A2.2", "answer_not_by_family"))
    elif not Invitation.objects.filter(consultation=consultation, pupil_id=pupil_id).exists():
        found.append(refusal("A2.3", "answer_not_asked"))
    if not answer.fits(from_json(consultation.questionnaire)):
        found.append(refusal("A2.3", "answer_not_offered"))
    if found:
        raise UnableToAnswer(found)


def _store(
    consultation: Consultation,
    pupil_id: UUID,
    answer: FamilyAnswer,
    *,
    signer: Signer,
    actor: Actor,
    now: datetime,
    sheet: Sheet | None = None,
) -> None:
    place = consultation.place
    scan = sheet.kept(place, purpose="consultation_answer", actor=actor, now=now) if sheet else None
    StoredAnswer.objects.update_or_create(
        consultation=consultation,
        pupil_id=pupil_id,
        defaults={
            "county_code": consultation.county_code,
            "school_id": consultation.school_id,
            "choice": answer.choice.value,
            "days": list(answer.days),
            "courses": list(answer.courses),
            "price_view": answer.price_view,
            "transport": answer.transport,
            "pupil_needs": list(answer.pupil_needs),
            "channel": Channel.PAPER if sheet else Channel.PHONE,
            "answered_by": signer.person_id,
            "answered_at": now,
            "keyed_by": actor.person if sheet else None,
            "scan_id": scan,
            "by_fingerprint": sheet.by_fingerprint if sheet else False,
        },
    )
    # What was answered stays out of the trail: nobody reads there who said no (practice.md 2).
    subject = subject_of("consultation", consultation.id)
    record("consultation.answered", actor=actor, place=place, subject=subject, now=now)
