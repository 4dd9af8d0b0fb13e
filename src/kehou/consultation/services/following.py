"""After the invitation: one reminder at most, and objections to the result with their answers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.consultation.access import OBJECT, RUN_CONSULTATION
from kehou.consultation.models import Consultation, Objection
from kehou.consultation.reach import reached
from kehou.consultation.rules import State
from kehou.kernel.actor import Actor
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.messages.notifying import notify

REMINDED = "课后服务意见表还可以填写。参加或不参加都可以；如果不想填，可以不理会这条消息。"


class UnableToRemind(UnableTo):
    """Families were reminded once already, or the consultation is closed (practice.md 2)."""


class UnableToObject(UnableTo):
    """There is no result yet to object to, or the objection was answered."""


@transaction.atomic
def remind_families(*, actor: Actor, now: datetime, consultation_id: UUID) -> int:
    """Remind the families that have not answered, once for all; how many people. Raises UnableToRemind."""
    consultation = Consultation.objects.select_for_update().get(pk=consultation_id)
    require(RUN_CONSULTATION, actor, consultation.place)
    if consultation.closed_at is not None:
        raise UnableToRemind([refusal("A2.3", "answers_closed")])
    if consultation.reminded_at is not None:
        raise UnableToRemind([refusal("A2.2", "reminded_already")])
    consultation.reminded_at = now
    consultation.save(update_fields=["reminded_at"])
    subject = subject_of("consultation", consultation.id)
    record("consultation.reminded", actor=actor, place=consultation.place, subject=subject, now=now)
    waiting = {pupil.id for pupil in reached(consultation).pupils} - set(
        consultation.answers.values_list("pupil_id", flat=True)
    )
    people = consultation.invitations.filter(pupil_id__in=waiting).exclude(guardian_id=None)
    return notify(
        (person for person in people.values_list("guardian_id", flat=True) if person),
        place=consultation.place,
        kind="consultation.reminded",
        text=REMINDED,
        now=now,
        link="/family/consultation/",
    )


@transaction.atomic
def object_to_result(*, actor: Actor, now: datetime, consultation_id: UUID, text: str) -> UUID:
    """A family of the school disagrees with a published result. Raises UnableToObject."""
    consultation = Consultation.objects.filter(pk=consultation_id).first()
    ward = next((w for w in actor.wards if consultation and w.place == consultation.place), None)
    if consultation is None or ward is None or not OBJECT.open_to(actor):
        raise Http404
    if consultation.state != State.PUBLISHED:
        raise UnableToObject([refusal("A2.3", "objection_too_early")])
    row = Objection.objects.create(
        county_code=consultation.county_code,
        school_id=consultation.school_id,
        consultation=consultation,
        text=text,
        raised_by=ward.guardian_id,
        raised_at=now,
    )
    subject = subject_of("consultation", consultation.id)
    record("consultation.objected", actor=actor, place=consultation.place, subject=subject, now=now)
    return row.id


@transaction.atomic
def reply_to_objection(*, actor: Actor, now: datetime, objection_id: UUID, reply: str) -> None:
    """Answer an objection in writing; an answer stands as given. Raises UnableToObject."""
    row = Objection.objects.select_for_update().get(pk=objection_id)
    require(RUN_CONSULTATION, actor, row.place)
    if row.replied_at is not None:
        raise UnableToObject([refusal("A2.3", "objection_replied")])
    row.reply, row.replied_by, row.replied_at = reply, actor.person, now
    row.save(update_fields=["reply", "replied_by", "replied_at"])
    subject = subject_of("consultation", row.consultation_id)
    record("consultation.objection_answered", actor=actor, place=row.place, subject=subject, now=now)
