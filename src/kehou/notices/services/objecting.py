"""Objections by anyone, answers by the school, and how families were told."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from kehou.authority.public import parameters_for
from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal
from kehou.notices.access import PUBLISH_NOTICE
from kehou.notices.content import from_json
from kehou.notices.models import FamilyNotice, Notice, Objection, Reply
from kehou.platform.access.actions import require
from kehou.platform.access.unsigned import may_send
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.duties.owing import discharge, owe
from kehou.registry.public import working_days_after


class UnableToObject(UnableTo):
    """The publicity period is over, or one network sent too many today."""


class UnableToAnswer(UnableTo):
    """The objection has its answer already."""


@transaction.atomic
def raise_objection(
    *, actor: Actor, now: datetime, notice_id: UUID, text: str, contact: str = "", address: str = ""
) -> Objection:
    """Take an objection or question, from anyone, with a number; the school owes an answer (A2.14).

    ``address`` is the network's that it comes from; only a hash is counted, for a day. Raises UnableToObject.
    """
    notice = Notice.objects.select_for_update().get(pk=notice_id)
    if notice.closed_at or notice.withdrawn_at:
        raise UnableToObject([refusal("A7.5", "notice_ended", subject="notice")])
    most = parameters_for(notice.place, on=local_day(now)).count("unsigned_a_day")
    if not may_send(address, kind=f"objection/{notice.id}", most=most):
        raise UnableToObject([refusal("A2.14", "objections_too_many_today", subject="notice", required=most)])
    last = notice.objections.aggregate(last=Max("number"))["last"] or 0
    objection = Objection.objects.create(
        county_code=notice.county_code,
        school_id=notice.school_id,
        notice=notice,
        number=last + 1,
        text=text,
        contact=contact,
        received_at=now,
    )
    subject = subject_of("objection", objection.id)
    record("notice.objected", actor=actor, place=notice.place, subject=subject, now=now)
    owe(
        "answer_objection",
        place=notice.place,
        clause="A7.5",
        owner=Role.SCHOOL_PLAN,
        subject=subject,
        due=working_days_after(local_day(now), from_json(notice.content).answer_working_days),
        now=now,
    )
    return objection


@transaction.atomic
def answer_objection(*, actor: Actor, now: datetime, objection_id: UUID, text: str) -> Reply:
    """Answer an objection once; the answer stands beside it on the public page. Raises UnableToAnswer."""
    objection = Objection.objects.select_for_update().get(pk=objection_id)
    require(PUBLISH_NOTICE, actor, objection.place)
    if Reply.objects.filter(objection=objection).exists():
        raise UnableToAnswer([refusal("A7.11", "reply_exists", subject="objection")])
    discharge("answer_objection", subject=subject_of("objection", objection.id), actor=actor, now=now)
    return Reply.objects.create(
        county_code=objection.county_code,
        school_id=objection.school_id,
        objection=objection,
        text=text,
        answered_by=actor.person,
        answered_at=now,
    )


@transaction.atomic
def tell_families(*, actor: Actor, now: datetime, notice_id: UUID, channel: str) -> FamilyNotice:
    """Record one way in which families were told of the notice (A12.1)."""
    notice = Notice.objects.get(pk=notice_id)
    require(PUBLISH_NOTICE, actor, notice.place)
    return FamilyNotice.objects.create(
        county_code=notice.county_code,
        school_id=notice.school_id,
        notice=notice,
        channel=channel,
        told_by=actor.person,
        told_at=now,
    )
