"""Closing a consultation, counting it, publishing the result (A2.3, A7.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kehou.authority.public import due_in, judge_at, parameters_for
from kehou.consultation.access import RUN_CONSULTATION
from kehou.consultation.content import from_json
from kehou.consultation.counting import safe_summary, tally
from kehou.consultation.models import Consultation, PublishedResult
from kehou.consultation.reach import consultation_facts, reached
from kehou.consultation.services.moving import move_consultation
from kehou.consultation.stored import answers_of
from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import subject_of
from kehou.platform.documents.freezing import freeze
from kehou.platform.duties.owing import discharge, owe
from kehou.registry.public import school_info, term_info
from kehou.rulebook.facts.consultation import ClassReach

RESULT_DUTY = "publish_consultation_result"


class UnableToCloseConsultation(UnableTo):
    """Not every family was invited, the days are not over, or families were told a later day."""


@transaction.atomic
def close_consultation(*, actor: Actor, now: datetime, consultation_id: UUID) -> tuple[Verdict, ...]:
    """Take no more answers, and fix the reach as it stands. Gives all verdicts, warnings among them.

    Raises UnableToCloseConsultation (A2.3).
    """
    consultation = _consultation(consultation_id, actor)
    move_consultation(consultation, "close", actor=actor, now=now)
    classes = reached(consultation).by_class()
    today = local_day(now)
    found = judge_at(
        consultation.place, consultation_facts(consultation, classes, closed_date=today), on=today
    )
    refused = list(stops(found))
    if today <= consultation.closes_date:
        told = consultation.closes_date
        refused.append(refusal("A2.3", "consultation_closes_early", required=told))
    if refused:
        raise UnableToCloseConsultation(refused)
    consultation.closed_at = now
    consultation.reach = _written(classes)
    consultation.save(update_fields=["closed_at", "reach"])
    _owe_result(consultation, now=now)
    return found


@transaction.atomic
def summarise_consultation(*, actor: Actor, now: datetime, consultation_id: UUID) -> None:
    """Count the answers into what may be shown: no small cell, no class, no name."""
    consultation = _consultation(consultation_id, actor)
    move_consultation(consultation, "summarise", actor=actor, now=now)
    least = parameters_for(consultation.place, on=local_day(now)).count("min_cell")
    asked = {pupil.id for pupil in reached(consultation).pupils}
    counted = tally(answer for pupil, answer in answers_of(consultation) if pupil in asked)
    consultation.summary = safe_summary(counted, least=least)
    consultation.save(update_fields=["summary"])


@transaction.atomic
def publish_result(*, actor: Actor, now: datetime, consultation_id: UUID) -> UUID:
    """Freeze the result and open it to anyone at its stable address (A2.3); the id of the result."""
    consultation = _consultation(consultation_id, actor)
    move_consultation(consultation, "publish", actor=actor, now=now)
    document = freeze(
        place=consultation.place,
        kind="consultation_result",
        title=f"{term_info(consultation.term_id).label}课后服务征求意见结果",
        subject=subject_of("consultation", consultation.id),
        content=_content(consultation),
        actor=actor,
        now=now,
    )
    subject = subject_of("consultation", consultation.id)
    discharge(RESULT_DUTY, subject=subject, actor=actor, now=now, evidence=str(document.id))
    return PublishedResult.objects.create(
        county_code=consultation.county_code,
        school_id=consultation.school_id,
        consultation=consultation,
        document_id=document.id,
        content=document.content,
        content_hash=document.content_hash,
        published_by=actor.person,
        published_at=now,
    ).id


def _owe_result(consultation: Consultation, *, now: datetime) -> None:
    """The result is due some working days after closing (process 2.7); undetermined past the calendars."""
    owe(
        RESULT_DUTY,
        place=consultation.place,
        clause="A2.3",
        owner=Role.SCHOOL_PLAN,
        subject=subject_of("consultation", consultation.id),
        due=due_in("consult_result_wd", place=consultation.place, start=local_day(now)),
        now=now,
    )


def _consultation(consultation_id: UUID, actor: Actor) -> Consultation:
    row = (
        Consultation.objects.select_for_update(of=("self",))
        .select_related("petition")
        .get(pk=consultation_id)
    )
    require(RUN_CONSULTATION, actor, row.place)
    return row


def _written(classes: Iterable[ClassReach]) -> list[dict[str, Any]]:
    return [asdict(reach) for reach in classes]


def _content(consultation: Consultation) -> dict[str, Any]:
    """What the public page shows: whole-school counts, dates and the wording of the questions."""
    asked = from_json(consultation.questionnaire)
    classes = [ClassReach(**row) for row in consultation.reach]
    assert consultation.closed_at, "only a closed consultation is published"
    facts = consultation_facts(consultation, classes, closed_date=local_day(consultation.closed_at))
    return {
        "school": school_info(consultation.school_id).name,
        "term": term_info(consultation.term_id).label,
        "opened": facts.opened_date.isoformat(),
        "closed": facts.closed_date.isoformat(),
        "pupils": facts.pupil_count,
        "invited": facts.invited_count,
        "answered": facts.answered_count,
        "days": list(asked.days),
        "courses": {course.key: course.title for course in asked.courses},
        "price_note": asked.price_note,
        "newcomers_only": consultation.newcomers_only,
        "counts": consultation.summary,
    }
