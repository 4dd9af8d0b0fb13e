"""Keeping a child longer: the family asks and sees what it costs, the school answers (A4.17)."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.delivery.access import ANSWER_CARE
from kehou.delivery.collecting import pick_ups
from kehou.delivery.models import CareAnswer, CareRequest
from kehou.delivery.staying import care_price
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.platform.access.actions import require, ward_of
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.messages.notifying import notify
from kehou.platform.ui.wording import yuan
from kehou.registry.public import term_info
from kehou.rulebook.facts.afternoon import CareAsked


class UnableToAskCare(UnableTo):
    """No reason, too late an hour, nobody who may collect the child, or days outside the term."""


class UnableToAnswerCare(UnableTo):
    """The request was answered before."""


@transaction.atomic
def ask_care(
    *,
    actor: Actor,
    now: datetime,
    pupil_id: UUID,
    term_id: UUID,
    from_date: date,
    until_date: date,
    ends: time,
    reason: str,
    collector_id: UUID,
) -> CareRequest:
    """A guardian asks that a child be kept until ``ends`` on some days, and says who comes.

    ``until_date`` is the first day on which the child goes home with the others again.
    The price of a period that the plan in force has stands in the request. Raises UnableToAskCare.
    """
    ward = ward_of(actor, pupil_id)
    term, today = term_info(term_id), local_day(now)
    if not max(term.first_date, today) <= from_date < until_date or from_date > term.last_date:
        raise UnableToAskCare([refusal("A4.17", "care_days_wrong", subject="care")])
    known = pick_ups(ward.place.school, [pupil_id], on=from_date)[pupil_id]
    listed = any(link.guardian_id == collector_id for link in known.collectors)
    refused = stops(judge_at(ward.place, CareAsked(reason, ends, listed), on=today))
    if refused:
        raise UnableToAskCare(refused)
    price = care_price(ward.place.school, term_id)
    row = CareRequest.objects.create(
        county_code=ward.place.code,
        school_id=ward.place.school,
        term_id=term_id,
        pupil_id=pupil_id,
        from_date=from_date,
        until_date=until_date,
        ends=ends,
        reason=reason.strip(),
        price_fen=price.amount if price else None,
        collector_id=collector_id,
        asked_by=ward.guardian_id,
        asked_at=now,
    )
    record("care.asked", actor=actor, place=ward.place, subject=subject_of("care", row.id), now=now)
    return row


@transaction.atomic
def answer_care(*, actor: Actor, now: datetime, request_id: UUID, is_granted: bool) -> CareAnswer:
    """The school says whether it keeps the child, and tells the family. Raises UnableToAnswerCare."""
    row = CareRequest.objects.select_for_update().get(pk=request_id)
    require(ANSWER_CARE, actor, row.place)
    if CareAnswer.objects.filter(request=row).exists():
        raise UnableToAnswerCare([refusal("A7.11", "care_answered", subject="care")])
    answer = CareAnswer.objects.create(
        county_code=row.county_code,
        school_id=row.school_id,
        request=row,
        is_granted=is_granted,
        answered_by=actor.person,
        answered_at=now,
    )
    record("care.answered", actor=actor, place=row.place, subject=subject_of("care", row.id), now=now)
    cost = f"，每课时{yuan(row.price_fen)}" if row.price_fen else "，不收费"
    text = f"学校同意孩子延时托管{cost}。" if is_granted else "学校不能安排延时托管，请按时来接。"
    notify([row.asked_by], place=row.place, kind="care", text=text, now=now, link="/family/today/")
    return answer
