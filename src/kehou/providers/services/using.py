"""A school asks to use a listed provider in a term; the county decides within its caps (A6.15, A6.16)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.duties.owing import discharge, owe
from kehou.providers.access import ASK_USE, DECIDE_USE
from kehou.providers.listing import listed_ids
from kehou.providers.models import UseDecision, UseRequest
from kehou.providers.services.asking import due_date
from kehou.providers.services.bodies import criteria_in_force
from kehou.rulebook.facts.provider import ThirdPartyPermit


class UnableToUse(UnableTo):
    """No need was stated, the body is not listed, or a cap of the county is unset or reached."""


@transaction.atomic
def ask_use(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    provider_id: UUID,
    course_count: int,
    need_statement: str,
) -> UseRequest:
    """Ask the county to let the school use a listed body for some courses of a term. Raises UnableToUse."""
    require(ASK_USE, actor, place)
    today = local_day(now)
    faults = []
    if not need_statement.strip():
        faults.append(refusal("A6.6", "need_missing", subject="use"))
    if provider_id not in listed_ids(place.code, on=today):
        faults.append(refusal("A6.6", "provider_not_listed", subject="use", found=""))
    asked = UseRequest.objects.filter(school_id=place.school, term_id=term_id, provider_id=provider_id)
    if asked.exclude(decision__approved=False).exists():
        faults.append(refusal("A6.15", "use_asked", subject="use"))
    if faults:
        raise UnableToUse(faults)
    request = UseRequest.objects.create(
        county_code=place.code,
        school_id=place.school,
        term_id=term_id,
        provider_id=provider_id,
        course_count=course_count,
        need_statement=need_statement,
        asked_by=actor.person,
        asked_at=now,
    )
    subject = subject_of("provider_use", request.id)
    record("provider_use.asked", actor=actor, place=place, subject=subject, now=now)
    owe(
        "decide_use",
        place=place,
        clause="A6.15",
        owner=Role.COUNTY_APPROVER,
        subject=subject,
        due=due_date(place, now),
        now=now,
    )
    return request


@transaction.atomic
def decide_use(
    *, actor: Actor, now: datetime, request_id: UUID, approved: bool, reason: str = ""
) -> UseDecision:
    """Approve or refuse a school's request; an approval keeps within all caps. Raises UnableToUse."""
    request = UseRequest.objects.select_for_update().get(pk=request_id)
    county = Place(request.county_code)
    require(DECIDE_USE, actor, county)
    if UseDecision.objects.filter(request=request).exists():
        raise UnableToUse([refusal("A7.11", "use_decided", subject="use")])
    if not approved and not reason.strip():
        raise UnableToUse([refusal("A6.15", "refusal_without_reason", subject="use")])
    if approved:
        refused = stops(judge_at(county, permit_with(request, now), on=local_day(now)))
        if refused:
            raise UnableToUse(refused)
    subject = subject_of("provider_use", request.id)
    event = "provider_use.approved" if approved else "provider_use.refused"
    record(event, actor=actor, place=request.place, subject=subject, now=now)
    discharge("decide_use", subject=subject, actor=actor, now=now)
    return UseDecision.objects.create(
        county_code=request.county_code,
        school_id=request.school_id,
        request=request,
        approved=approved,
        reason=reason,
        decided_by=actor.person,
        decided_at=now,
    )


def permit_with(request: UseRequest, now: datetime) -> ThirdPartyPermit:
    """How many schools, bodies and courses there would be once this request is approved (A6.16)."""
    granted = UseRequest.objects.filter(term_id=request.term_id, decision__approved=True)
    own = [row for row in granted if row.school_id == request.school_id and row.id != request.id]
    schools = {row.school_id for row in granted} | {request.school_id}
    return ThirdPartyPermit(
        criteria_issued=criteria_in_force(request.county_code, on=local_day(now)) is not None,
        school_approved=True,
        approved_school_count=len(schools),
        provider_count=len({row.provider_id for row in own} | {request.provider_id}),
        course_count=sum(row.course_count for row in own) + request.course_count,
    )


def use_of(place: Place, term_id: UUID, provider_id: UUID) -> UseRequest | None:
    """The school's approved request for a body in a term, or None."""
    rows = UseRequest.objects.filter(
        school_id=place.school, term_id=term_id, provider_id=provider_id, decision__approved=True
    )
    return rows.order_by("asked_at").last()
