"""Taking in what people report, by page, hotline or letter, and what earlier steps announce."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import due_in, judge_at, parameters_for
from kehou.kernel.actor import Actor, system_actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.oversight.access import WORK_CASE
from kehou.oversight.models import Case, Report
from kehou.oversight.receipts import new_receipt, token_of
from kehou.oversight.rules import CaseState
from kehou.oversight.sealing import seal_for_county
from kehou.oversight.services.moving import add_step
from kehou.oversight.sorting import clause_of
from kehou.platform.access.actions import require
from kehou.platform.access.unsigned import may_send
from kehou.platform.audit.trail import record, subject_of
from kehou.registry.public import schools_by_id
from kehou.rulebook.facts.cases import CaseKind, CaseOpening, CaseOrigin


class UnableToReport(UnableTo):
    """There is nothing to look into, or the order was entered before."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a reporter takes away: the number to look the answer up with, and by when it is taken on."""

    case_id: UUID
    number: str
    accept_by_date: date | None


@dataclass(frozen=True, slots=True)
class Told:
    """What was reported. Name and phone may be empty."""

    kind: CaseKind
    text: str
    name: str = ""
    phone: str = ""


@transaction.atomic
def file_report(
    *,
    actor: Actor,
    now: datetime,
    county_code: str,
    told: Told,
    school_id: UUID | None = None,
    address: str = "",
) -> Receipt:
    """Take a report from anyone, named or not; it leaves no moment and no readable word (A2.14, A11.14).

    ``address`` is the network's that it comes from; only a hash is counted, for a day.

    Raises UnableToReport, also where one network sends more than the county takes in a day.
    """
    most = parameters_for(Place(county_code), on=local_day(now)).count("unsigned_a_day")
    if not may_send(address, kind=f"report/{county_code}", most=most):
        raise UnableToReport([refusal("A2.14", "reports_too_many_today", subject="report", required=most)])
    return _take_in(county_code, told, CaseOrigin.REPORT, school_id=school_id, actor=actor, now=now)


@transaction.atomic
def enter_order(
    *,
    actor: Actor,
    now: datetime,
    county_code: str,
    origin: CaseOrigin,
    told: Told,
    school_id: UUID | None = None,
    outer_number: str = "",
    outer_due_date: date | None = None,
) -> Receipt:
    """An officer enters a work order of 12345 or 12315, a call or a letter, with its own number and deadline.

    Raises UnableToReport.
    """
    place = Place(county_code)
    require(WORK_CASE, actor, place)
    if outer_number and Case.objects.filter(county_code=county_code, outer_number=outer_number).exists():
        raise UnableToReport([refusal("A11.15", "order_entered_before", subject="case", found=outer_number)])
    receipt = _take_in(
        county_code,
        told,
        origin,
        school_id=school_id,
        actor=actor,
        now=now,
        outer_number=outer_number,
        outer_due_date=outer_due_date,
    )
    subject = subject_of("case", receipt.case_id)
    record("case.entered", actor=actor, place=place, subject=subject, now=now)
    return receipt


def open_for_matter(
    *, place: Place, clause: str, kind: CaseKind, subject: str, origin: CaseOrigin, now: datetime
) -> UUID | None:
    """Open one case a matter, once however often it is announced; None where it is open already.

    Raises UnableToReport where such a matter is looked into on a report only (A11.11).
    """
    _refuse_to_guess(Place(place.code), kind, origin, now)
    today = local_day(now)
    case, is_new = Case.objects.get_or_create(
        county_code=place.code,
        concerned_school_id=place.school_id,
        clause=clause,
        subject=subject,
        defaults={
            "kind": kind.value,
            "origin": origin.value,
            "received_date": today,
            "state": CaseState.RECEIVED,
        },
    )
    if not is_new:
        return None
    due = due_in("case_accept_wd", place=Place(place.code), start=today)
    add_step(case, "receive", actor=system_actor(), now=now, due=due)
    return case.id


def _take_in(
    county_code: str,
    told: Told,
    origin: CaseOrigin,
    *,
    school_id: UUID | None,
    actor: Actor,
    now: datetime,
    outer_number: str = "",
    outer_due_date: date | None = None,
) -> Receipt:
    if not told.text.strip():
        raise UnableToReport([refusal("A11.15", "report_empty", subject="report")])
    _refuse_strange_school(county_code, school_id)
    _refuse_to_guess(Place(county_code), told.kind, origin, now)
    number, today = new_receipt(county_code), local_day(now)
    case = Case.objects.create(
        county_code=county_code,
        origin=origin.value,
        kind=told.kind.value,
        clause=clause_of(told.kind),
        concerned_school_id=school_id,
        receipt_token=token_of(number),
        is_anonymous=not told.name.strip(),
        received_date=today,
        outer_number=outer_number,
        outer_due_date=outer_due_date,
        state=CaseState.RECEIVED,
    )
    _seal(case, told)
    due = due_in("case_accept_wd", place=Place(county_code), start=today)
    add_step(case, "receive", actor=actor, now=now, due=due)
    return Receipt(case.id, number, due)


def _seal(case: Case, told: Told) -> None:
    report = Report(county_code=case.county_code, case=case)

    def sealed(column: str, value: str) -> bytes:
        return seal_for_county(value, county_code=case.county_code, column=column, row=report.id)

    report.text = sealed("text", told.text.strip())
    report.name = sealed("name", told.name.strip()) if told.name.strip() else None
    report.phone = sealed("phone", told.phone.strip()) if told.phone.strip() else None
    report.save()


def _refuse_strange_school(county_code: str, school_id: UUID | None) -> None:
    if school_id is None:
        return
    school = schools_by_id([school_id]).get(school_id)
    if school is None or school.county_code != county_code:
        raise UnableToReport([refusal("A11.15", "school_elsewhere", subject="report")])


def _refuse_to_guess(place: Place, kind: CaseKind, origin: CaseOrigin, now: datetime) -> None:
    refused = stops(judge_at(place, CaseOpening(kind, origin), on=local_day(now)))
    if refused:
        raise UnableToReport(refused)
