"""The county's first look: accept, reject with a reason, or pass on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import due_in, judge_at
from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.oversight.access import WORK_CASE
from kehou.oversight.models import Case
from kehou.oversight.services.moving import locked, move
from kehou.oversight.sorting import clause_of
from kehou.platform.audit.trail import subject_of
from kehou.platform.documents.freezing import next_number
from kehou.platform.duties.owing import discharge, owe
from kehou.rulebook.facts.cases import CaseKind, CaseOpening, CaseOrigin


class UnableToSort(UnableTo):
    """The decision on a report lacks its reason, or the sort may not be guessed."""


@transaction.atomic
def accept_case(
    *,
    actor: Actor,
    now: datetime,
    case_id: UUID,
    kind: CaseKind | None = None,
    concerned_person_id: UUID | None = None,
) -> Case:
    """Take a report on, under its number; the clock of the decision starts (A11.15).

    Whoever is complained of is named here and has no hand in the case from then on. Raises UnableToSort.
    """
    case = locked(case_id, actor=actor, action=WORK_CASE)
    if concerned_person_id == actor.person:
        raise UnableToSort([refusal("A11.15", "case_concerns_you", subject="case")])
    today, place = local_day(now), Place(case.county_code)
    case.concerned_person_id = concerned_person_id
    if kind is not None:
        _resort(case, kind, place, now)
    case.number = f"{today.year}年第{next_number(place=place, series='case', year=today.year)}号"
    due = due_in("case_decide_wd", place=place, start=today)
    move(case, "accept", actor=actor, now=now, due=due)
    subject = subject_of("case", case.id)
    discharge("accept_case", subject=subject, actor=actor, now=now)
    owe(
        "decide_case",
        place=place,
        clause="A11.15",
        owner=Role.COUNTY_APPROVER,
        subject=subject,
        due=due,
        now=now,
    )
    if case.kind == CaseKind.SAFETY and case.concerned_school_id:
        owe(
            "brief_on_safety",
            place=place,
            clause="A10.13",
            owner=Role.COUNTY_OFFICER,
            subject=subject,
            due=today,
            now=now,
        )
    return case


@transaction.atomic
def reject_case(*, actor: Actor, now: datetime, case_id: UUID, reason: str) -> Case:
    """Do not take a report on, with a reason that the reporter reads (A11.15). Raises UnableToSort."""
    return _end(case_id, "reject", reason, actor=actor, now=now)


@transaction.atomic
def pass_case_on(*, actor: Actor, now: datetime, case_id: UUID, reason: str) -> Case:
    """Pass a report to the body that is in charge, and tell the reporter which one. Raises UnableToSort."""
    return _end(case_id, "pass_on", reason, actor=actor, now=now)


def _end(case_id: UUID, event: str, reason: str, *, actor: Actor, now: datetime) -> Case:
    case = locked(case_id, actor=actor, action=WORK_CASE)
    if not reason.strip():
        raise UnableToSort([refusal("A11.15", "case_ended_without_reason", subject="case")])
    move(case, event, actor=actor, now=now, note=reason.strip())
    for kind in ("accept_case", "decide_case"):
        discharge(kind, subject=subject_of("case", case.id), actor=actor, now=now, evidence=event)
    return case


def _resort(case: Case, kind: CaseKind, place: Place, now: datetime) -> None:
    refused = stops(judge_at(place, CaseOpening(kind, CaseOrigin(case.origin)), on=local_day(now)))
    if refused:
        raise UnableToSort(refused)
    if kind != case.kind:
        case.kind, case.clause = kind.value, clause_of(kind)
