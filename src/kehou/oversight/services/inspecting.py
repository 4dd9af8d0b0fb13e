"""A visit: checklist, proved findings, the school's answer, decision, correction, end (A11.2, A11.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import due_in, judge_at
from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.transitions import NoSuchTransition
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.oversight.access import ANSWER_INSPECTION, DECIDE_INSPECTION, PLAN_INSPECTION
from kehou.oversight.checklists import checklist
from kehou.oversight.models import (
    CorrectionOrder,
    Finding,
    Inspection,
    InspectionSheet,
    InspectionStep,
    SheetReply,
    Signal,
)
from kehou.oversight.rules import VISITS, InspectionState
from kehou.oversight.services.correcting import Demand, issue_order, standing_of_orders
from kehou.platform.access.actions import Action, require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.duties.owing import discharge, owe
from kehou.rulebook.facts.supervision import FindingFacts
from kehou.rulebook.hunan_2024.register import REGISTER


class UnableToInspect(UnableTo):
    """The step does not follow, or a finding is not proved."""


@transaction.atomic
def begin_inspection(*, actor: Actor, now: datetime, inspection_id: UUID) -> Inspection:
    """Begin a visit with a checklist made from the school's open signals and what is always looked at."""
    visit = _locked(inspection_id, actor, PLAN_INSPECTION)
    signals = Signal.objects.filter(school_id=visit.concerned_school_id, end=None).order_by("first_date")
    visit.checklist = checklist((row.clause, subject_of("signal", row.id)) for row in signals)
    _move(visit, "begin", actor=actor, now=now)
    return visit


@transaction.atomic
def write_finding(
    *, actor: Actor, now: datetime, inspection_id: UUID, clause: str, text: str, evidence: Sequence[str]
) -> Finding:
    """Write down what was found, by which statement it is measured and what proves it (A11.3).

    Raises UnableToInspect.
    """
    visit = _locked(inspection_id, actor, PLAN_INSPECTION)
    proofs = tuple(proof.strip() for proof in evidence if proof.strip())
    facts = FindingFacts(clause, clause in REGISTER, proofs)
    refused = list(stops(judge_at(_county(visit), facts, on=local_day(now))))
    if visit.state != InspectionState.RUNNING or not text.strip():
        refused.append(refusal("A11.3", "visit_not_running", subject="finding"))
    if refused:
        raise UnableToInspect(refused)
    return Finding.objects.create(
        county_code=visit.county_code,
        inspection=visit,
        clause=clause,
        text=text.strip(),
        evidence=list(proofs),
        written_by=actor.person,
        written_at=now,
    )


@transaction.atomic
def send_findings(*, actor: Actor, now: datetime, inspection_id: UUID) -> InspectionSheet | None:
    """Send what was found to the school, to answer within its days; a visit without findings closes."""
    visit = _locked(inspection_id, actor, PLAN_INSPECTION)
    findings = list(visit.findings.order_by("written_at"))
    if not findings:
        _move(visit, "close", actor=actor, now=now, note="未发现问题")
        return None
    due = due_in("inspect_reply_wd", place=_county(visit), start=local_day(now))
    _move(visit, "send", actor=actor, now=now, due=due)
    sheet = InspectionSheet.objects.create(
        county_code=visit.county_code,
        school_id=visit.concerned_school_id,
        inspection_id=visit.id,
        findings=[{"clause": row.clause, "text": row.text, "evidence": row.evidence} for row in findings],
        due_date=due,
        sent_at=now,
    )
    owe(
        "answer_findings",
        place=sheet.place,
        clause="A11.2",
        owner=Role.SCHOOL_HEAD,
        subject=subject_of("inspection_sheet", sheet.id),
        due=due,
        now=now,
    )
    return sheet


@transaction.atomic
def reply_to_findings(*, actor: Actor, now: datetime, sheet_id: UUID, text: str) -> SheetReply:
    """The school says what it has to say to the findings, once. Raises UnableToInspect."""
    sheet = InspectionSheet.objects.select_for_update().get(pk=sheet_id)
    require(ANSWER_INSPECTION, actor, sheet.place)
    if SheetReply.objects.filter(sheet=sheet).exists() or not text.strip():
        raise UnableToInspect([refusal("A7.11", "findings_answered", subject="sheet")])
    subject = subject_of("inspection_sheet", sheet.id)
    record("inspection.answered", actor=actor, place=sheet.place, subject=subject, now=now)
    discharge("answer_findings", subject=subject, actor=actor, now=now)
    return SheetReply.objects.create(
        county_code=sheet.county_code,
        school_id=sheet.school_id,
        sheet=sheet,
        text=text.strip(),
        replied_by=actor.person,
        replied_at=now,
    )


@transaction.atomic
def decide_inspection(*, actor: Actor, now: datetime, inspection_id: UUID, text: str) -> Inspection:
    """Decide on the findings once the school answered or its days are over. Raises UnableToInspect."""
    visit = _locked(inspection_id, actor, DECIDE_INSPECTION)
    sheet = InspectionSheet.objects.filter(inspection_id=visit.id).select_related("reply").first()
    if sheet is None or not text.strip():
        raise UnableToInspect([refusal("A11.2", "nothing_to_decide", subject="inspection")])
    replied = hasattr(sheet, "reply")
    if not replied and sheet.due_date and local_day(now) <= sheet.due_date:
        raise UnableToInspect(
            [refusal("A11.2", "school_not_heard", subject="inspection", found=sheet.due_date)]
        )
    if replied and visit.state == InspectionState.FINDINGS:
        _move(visit, "reply", actor=actor, now=now)
    _move(visit, "decide", actor=actor, now=now, note=text.strip())
    return visit


@transaction.atomic
def order_from_inspection(
    *, actor: Actor, now: datetime, inspection_id: UUID, demand: Demand
) -> CorrectionOrder:
    """Order a school to put right what a decided visit found (A11.16). Raises UnableToInspect."""
    visit = _locked(inspection_id, actor, DECIDE_INSPECTION)
    if not visit.findings.filter(clause=demand.clause).exists():
        raise UnableToInspect([refusal("A11.16", "order_without_finding", subject="order")])
    if visit.state != InspectionState.CORRECTING:
        _move(visit, "order", actor=actor, now=now)
    place = Place(visit.county_code, visit.concerned_school_id)
    return issue_order(place, demand, source=subject_of("inspection", visit.id), actor=actor, now=now)


@transaction.atomic
def close_inspection(*, actor: Actor, now: datetime, inspection_id: UUID) -> Inspection:
    """Close a visit whose orders are all rechecked (A11.16). Raises UnableToInspect."""
    visit = _locked(inspection_id, actor, PLAN_INSPECTION)
    orders = standing_of_orders(subject_of("inspection", visit.id))
    if visit.findings.exists() and not orders.is_corrected:
        reason = "violation_without_order" if orders.is_corrected is None else "correction_not_rechecked"
        raise UnableToInspect([refusal("A11.16", reason, subject="inspection")])
    if visit.state == InspectionState.CORRECTING:
        _move(visit, "recheck", actor=actor, now=now)
    _move(visit, "close", actor=actor, now=now)
    return visit


@transaction.atomic
def transfer_inspection(
    *, actor: Actor, now: datetime, inspection_id: UUID, to: str, files: Sequence[str]
) -> Inspection:
    """Hand a visit to market supervision or the discipline body, with its files (A9.9, A11.13).

    Raises UnableToInspect.
    """
    visit = _locked(inspection_id, actor, DECIDE_INSPECTION)
    listed = [name.strip() for name in files if name.strip()]
    if not listed:
        raise UnableToInspect([refusal("A11.13", "transfer_without_files", subject="inspection")])
    _move(visit, "transfer", actor=actor, now=now, note=f"{to}：{'、'.join(listed)}")
    return visit


def _locked(inspection_id: UUID, actor: Actor, action: Action) -> Inspection:
    visit = Inspection.objects.select_for_update(of=("self",)).get(pk=inspection_id)
    require(action, actor, _county(visit))
    return visit


def _move(
    visit: Inspection, event: str, *, actor: Actor, now: datetime, note: str = "", due: date | None = None
) -> None:
    try:
        arrow = VISITS.arrow(visit.state, event)
    except NoSuchTransition:
        raise UnableToInspect(
            [refusal("A11.2", "visit_out_of_order", subject="inspection", found=visit.state, event=event)]
        ) from None
    visit.state = arrow.target
    visit.save()
    InspectionStep.objects.create(
        county_code=visit.county_code,
        inspection=visit,
        event=event,
        note=note,
        due_date=due,
        taken_by=actor.person,
        taken_at=now,
    )
    subject = subject_of("inspection", visit.id)
    record(f"inspection.{event}", actor=actor, place=_county(visit), subject=subject, now=now)


def _county(visit: Inspection) -> Place:
    return Place(visit.county_code)
