"""The head asks the county to let someone from outside serve in a term; the county decides (A6.4, A6.5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import due_in, edition_at, parameters_for
from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.duties.owing import discharge, owe
from kehou.providers.access import ASK_APPROVAL, DECIDE_PERSON
from kehou.providers.clearing import NEED_LEAVE, clear_files
from kehou.providers.models import Hold, PersonDecision, PersonFile, PersonRequest
from kehou.registry.public import same_people


class UnableToAsk(UnableTo):
    """The person needs no leave, was asked for already, or the file is not complete."""


class UnableToDecidePerson(UnableTo):
    """The request has its decision, lacks a reason, or the person may not serve."""


@transaction.atomic
def ask_approval(*, actor: Actor, now: datetime, file_id: UUID, term_id: UUID) -> PersonRequest:
    """Ask for one person and one term, once the checks are complete. Raises UnableToAsk."""
    file = PersonFile.objects.select_for_update().get(pk=file_id)
    require(ASK_APPROVAL, actor, file.place)
    if file.kind not in NEED_LEAVE:
        raise UnableToAsk([refusal("A6.5", "leave_not_needed", subject="person")])
    if _open_or_granted(file, term_id):
        raise UnableToAsk([refusal("A6.5", "request_open", subject="person")])
    refused = _faults_but_leave(file, on=local_day(now))
    if refused:
        raise UnableToAsk(refused)
    request = PersonRequest.objects.create(
        county_code=file.county_code,
        school_id=file.school_id,
        file=file,
        term_id=term_id,
        asked_by=actor.person,
        asked_at=now,
        decide_by_date=due_date(file.place, now),
    )
    subject = subject_of("person_request", request.id)
    record("person.asked", actor=actor, place=file.place, subject=subject, now=now)
    owe(
        "decide_person",
        place=file.place,
        clause="A6.5",
        owner=Role.COUNTY_APPROVER,
        subject=subject,
        due=request.decide_by_date,
        now=now,
    )
    return request


@transaction.atomic
def decide_person(
    *,
    actor: Actor,
    now: datetime,
    request_id: UUID,
    approved: bool,
    reason: str = "",
    document_number: str = "",
) -> PersonDecision:
    """Approve or refuse one person for one term. Raises UnableToDecidePerson."""
    request = PersonRequest.objects.select_for_update(of=("self",)).select_related("file").get(pk=request_id)
    require(DECIDE_PERSON, actor, Place(request.county_code))
    faults = list(_undecidable(request, approved=approved, reason=reason))
    if approved and not faults:
        faults += _barred_elsewhere(request.file)
        faults += _faults_but_leave(request.file, on=local_day(now))
    if faults:
        raise UnableToDecidePerson(faults)
    subject = subject_of("person_request", request.id)
    event = "person.approved" if approved else "person.refused"
    record(event, actor=actor, place=request.place, subject=subject, now=now, reason=reason)
    discharge("decide_person", subject=subject, actor=actor, now=now, evidence=document_number)
    return PersonDecision.objects.create(
        county_code=request.county_code,
        school_id=request.school_id,
        request=request,
        approved=approved,
        reason=reason,
        document_number=document_number,
        decided_by=actor.person,
        decided_at=now,
    )


def due_date(place: Place, now: datetime) -> date | None:
    """By when the county decides; None past the calendars that are known."""
    return due_in("tp_review_wd", place=place, start=local_day(now))


def _open_or_granted(file: PersonFile, term_id: UUID) -> bool:
    rows = PersonRequest.objects.filter(file=file, term_id=term_id)
    return rows.exclude(decision__approved=False).exists()


def _undecidable(request: PersonRequest, *, approved: bool, reason: str) -> list[Verdict]:
    if PersonDecision.objects.filter(request=request).exists():
        return [refusal("A7.11", "request_decided", subject="person")]
    if not approved and not reason.strip():
        return [refusal("A6.5", "refusal_without_reason", subject="person")]
    return []


def _faults_but_leave(file: PersonFile, *, on: date) -> list[Verdict]:
    """All that stops a person except that the county has not decided yet."""
    cleared = clear_files([file], file.place, on=on)[file.person_id]
    facts = replace(cleared.facts, county_approved=True)
    return list(stops(edition_at(on).judge(facts, parameters_for(file.place, on=on))))


def _barred_elsewhere(file: PersonFile) -> list[Verdict]:
    people = same_people(file.person_id, file.county_code)
    barred = Hold.objects.filter(file__person_id__in=people, kind=Hold.Kind.BARRED).exists()
    return [refusal("A6.14", "barred_in_county", subject="person")] if barred else []
