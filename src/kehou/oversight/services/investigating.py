"""Looking into a case: by whom, what the school is told and asked, and more time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from kehou.authority.public import due_in, judge_at, parameters_for
from kehou.kernel.actor import Actor, Role
from kehou.kernel.ids import PersonId, SchoolId
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.oversight.access import ANSWER_COUNTY, WORK_CASE
from kehou.oversight.models import Brief, BriefAnswer, Case
from kehou.oversight.rules import OFFICERS
from kehou.oversight.services.moving import locked, move
from kehou.oversight.services.unsealing import contents_of
from kehou.oversight.unmasking import reporter_traces
from kehou.platform.access.actions import require
from kehou.platform.access.holding import grants_of
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.duties.models import Duty
from kehou.platform.duties.owing import discharge, owe
from kehou.registry.public import names_of, pupils_of, working_days_after
from kehou.rulebook.facts.cases import CaseBriefing, CaseExtension, CaseHandling
from kehou.rulebook.hunan_2024.private_traces import private_traces_in


class UnableToAssign(UnableTo):
    """The person may not look into this case."""


class UnableToBrief(UnableTo):
    """What the school would read tells who reported, or the brief was answered before."""


class UnableToExtend(UnableTo):
    """There is no more time to be had."""


def handling_verdicts(case: Case, person_id: UUID, *, on: date) -> tuple[Verdict, ...]:
    """Whether a person may look into or decide a case, on a day (A11.15)."""
    schools = {grant.place.school_id for grant in grants_of(person_id, on=on) if grant.place.school_id}
    facts = CaseHandling(
        handler_id=PersonId(person_id),
        handler_schools=frozenset(SchoolId(school) for school in schools),
        concerned_school=SchoolId(case.concerned_school_id) if case.concerned_school_id else None,
        concerned_people=frozenset(
            {PersonId(case.concerned_person_id)} if case.concerned_person_id else set()
        ),
    )
    return judge_at(Place(case.county_code), facts, on=on)


@transaction.atomic
def assign_handler(*, actor: Actor, now: datetime, case_id: UUID, handler_id: UUID) -> Case:
    """Give a case to someone whom it does not concern (A11.15). Raises UnableToAssign."""
    case = locked(case_id, actor=actor, action=WORK_CASE)
    today, place = local_day(now), Place(case.county_code)
    refused = list(stops(handling_verdicts(case, handler_id, on=today)))
    grants = grants_of(handler_id, on=today)
    if not any(grant.role in OFFICERS and grant.place.contains(place) for grant in grants):
        refused.append(refusal("A11.15", "handler_not_of_county", subject="case"))
    if refused:
        raise UnableToAssign(refused)
    case.handler_id = handler_id
    move(case, "assign", actor=actor, now=now)
    return case


@transaction.atomic
def extend_case(*, actor: Actor, now: datetime, case_id: UUID, reason: str) -> date:
    """Give the case more time, as a step of its own; the new deadline. Raises UnableToExtend (A11.15)."""
    case = locked(case_id, actor=actor, action=WORK_CASE)
    today, place = local_day(now), Place(case.county_code)
    parameters = parameters_for(place, on=today)
    due = case.steps.exclude(due_date=None).order_by("-place").values_list("due_date", flat=True).first()
    new_due = working_days_after(due, parameters.count("case_extend_wd")) if due else None
    if due is None or new_due is None:
        raise UnableToExtend([refusal("A11.15", "case_due_undetermined", subject="case")])
    extension = CaseExtension(
        asked_date=today,
        due_date=due,
        new_due_date=new_due,
        outer_date=case.received_date + timedelta(days=parameters.count("case_outer_days")),
        extended_before=case.steps.filter(event="extend").exists(),
        reason=reason,
    )
    refused = stops(judge_at(place, extension, on=today))
    if refused:
        raise UnableToExtend(refused)
    move(case, "extend", actor=actor, now=now, note=reason.strip(), due=new_due)
    Duty.objects.filter(kind="decide_case", subject=subject_of("case", case.id), done_at=None).update(
        due_date=new_due
    )
    return new_due


@transaction.atomic
def brief_school(*, actor: Actor, now: datetime, case_id: UUID, text: str, asked: str = "") -> Brief:
    """Tell the school concerned, in words that unmask nobody, and ask for its records (A2.14).

    Raises UnableToBrief.
    """
    case = locked(case_id, actor=actor, action=WORK_CASE)
    if case.concerned_school_id is None:
        raise UnableToBrief([refusal("A11.15", "case_without_school", subject="brief")])
    today, place = local_day(now), Place(case.county_code, case.concerned_school_id)
    briefing = CaseBriefing(f"{text}\n{asked}", _traces(case, f"{text}\n{asked}"))
    refused = stops(judge_at(place, briefing, on=today))
    if not text.strip() or refused:
        raise UnableToBrief(refused or [refusal("A2.14", "case_brief_empty", subject="brief")])
    brief = Brief.objects.create(
        county_code=case.county_code,
        school_id=case.concerned_school_id,
        case_id=case.id,
        text=text.strip(),
        asked=asked.strip(),
        due_date=due_in("inspect_reply_wd", place=place, start=today),
        sent_by=actor.person,
        sent_at=now,
    )
    subject = subject_of("brief", brief.id)
    record("case.briefed", actor=actor, place=place, subject=subject, now=now)
    discharge("brief_on_safety", subject=subject_of("case", case.id), actor=actor, now=now, evidence=subject)
    owe(
        "answer_brief",
        place=place,
        clause="A11.15",
        owner=Role.SCHOOL_HEAD,
        subject=subject,
        due=brief.due_date,
        now=now,
    )
    return brief


@transaction.atomic
def answer_brief(*, actor: Actor, now: datetime, brief_id: UUID, text: str) -> BriefAnswer:
    """The school answers once what the county asked. Raises UnableToBrief."""
    brief = Brief.objects.select_for_update().get(pk=brief_id)
    require(ANSWER_COUNTY, actor, brief.place)
    if BriefAnswer.objects.filter(brief=brief).exists():
        raise UnableToBrief([refusal("A7.11", "brief_answered", subject="brief")])
    subject = subject_of("brief", brief.id)
    record("case.brief_answered", actor=actor, place=brief.place, subject=subject, now=now)
    discharge("answer_brief", subject=subject, actor=actor, now=now)
    return BriefAnswer.objects.create(
        county_code=brief.county_code,
        school_id=brief.school_id,
        brief=brief,
        text=text,
        answered_by=actor.person,
        answered_at=now,
    )


def _traces(case: Case, text: str) -> frozenset[str]:
    """What in a text would tell who reported, or which pupil it is about."""
    pupils = pupils_of(case.concerned_school_id) if case.concerned_school_id else ()
    names = names_of(pupil.id for pupil in pupils)
    found: set[str] = {
        trace.value
        for trace in private_traces_in(
            text, pupil_names=names.values(), office_numbers=frozenset(), min_cell=0
        )
    }
    report = contents_of(case)
    if report:
        said = f"{report.text}\n{report.further}"
        found |= reporter_traces(text, report=said, name=report.name, phone=report.phone)
    return frozenset(found)
