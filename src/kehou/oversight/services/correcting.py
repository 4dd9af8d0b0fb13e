"""Correction orders: given by the county, answered by the school, rechecked by the county (A11.16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import due_in
from kehou.kernel.actor import Actor, Role
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.oversight.access import ANSWER_COUNTY, DECIDE_CASE, WORK_CASE
from kehou.oversight.models import Correction, CorrectionOrder, Recheck
from kehou.oversight.rules import VIOLATIONS, CaseState
from kehou.oversight.services.moving import locked, move
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.documents.freezing import next_number
from kehou.platform.duties.owing import discharge, owe


class UnableToOrder(UnableTo):
    """Nothing was found that would have to be corrected, or the order asks for nothing."""


class UnableToCorrect(UnableTo):
    """The correction lacks its proof, or was rechecked before."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a school has to do, and how much money it has to give back."""

    violation: str
    demand: str
    clause: str
    money: Fen = ZERO


@dataclass(frozen=True, slots=True)
class OrdersStanding:
    """The orders that follow from one matter: None where there is none."""

    is_corrected: bool | None
    money_fen: int
    returned_fen: int


@transaction.atomic
def order_correction(*, actor: Actor, now: datetime, case_id: UUID, demand: Demand) -> CorrectionOrder:
    """Order a school to put right what a decided case found (A11.16). Raises UnableToOrder."""
    case = locked(case_id, actor=actor, action=DECIDE_CASE)
    decision = case.steps.filter(event="decide").order_by("-place").first()
    if decision is None or decision.outcome not in VIOLATIONS or case.concerned_school_id is None:
        raise UnableToOrder([refusal("A11.16", "order_without_violation", subject="order")])
    place = Place(case.county_code, case.concerned_school_id)
    order = issue_order(place, demand, source=subject_of("case", case.id), actor=actor, now=now)
    if case.state != CaseState.CORRECTING:
        move(case, "order", actor=actor, now=now)
    return order


def issue_order(place: Place, demand: Demand, *, source: str, actor: Actor, now: datetime) -> CorrectionOrder:
    """Issue a numbered correction order; the school owes it until its day. Raises UnableToOrder."""
    if not demand.violation.strip() or not demand.demand.strip():
        raise UnableToOrder([refusal("A11.16", "order_empty", subject="order")])
    today, county = local_day(now), Place(place.code)
    due = due_in("correct_wd", place=county, start=today)
    money_due = due_in("correct_money_wd", place=county, start=today) if demand.money else None
    number = next_number(place=county, series="correction", year=today.year)
    order = CorrectionOrder.objects.create(
        county_code=place.code,
        school_id=place.school,
        source=source,
        number=f"{today.year}年第{number}号",
        clause=demand.clause,
        violation=demand.violation.strip(),
        demand=demand.demand.strip(),
        money_fen=demand.money.amount,
        due_date=due,
        money_due_date=money_due,
        ordered_by=actor.person,
        ordered_at=now,
    )
    subject = subject_of("correction_order", order.id)
    clauses = [demand.clause]
    record("correction.ordered", actor=actor, place=place, subject=subject, now=now, clauses=clauses)
    owe(
        "correct_violation",
        place=place,
        clause="A11.16",
        owner=Role.SCHOOL_HEAD,
        subject=subject,
        due=money_due or due,
        now=now,
    )
    return order


@transaction.atomic
def report_correction(
    *, actor: Actor, now: datetime, order_id: UUID, text: str, proof: str, returned: Fen = ZERO
) -> Correction:
    """The school says what it did, with proof and the money returned (A11.16). Raises UnableToCorrect."""
    order = CorrectionOrder.objects.select_for_update().get(pk=order_id)
    require(ANSWER_COUNTY, actor, order.place)
    if not text.strip() or not proof.strip():
        raise UnableToCorrect([refusal("A11.16", "correction_without_proof", subject="correction")])
    if order.corrections.filter(recheck__is_passed=True).exists():
        raise UnableToCorrect([refusal("A7.11", "correction_passed", subject="correction")])
    subject = subject_of("correction_order", order.id)
    record("correction.reported", actor=actor, place=order.place, subject=subject, now=now)
    return Correction.objects.create(
        county_code=order.county_code,
        school_id=order.school_id,
        order=order,
        text=text.strip(),
        proof=proof.strip(),
        returned_fen=returned.amount,
        reported_by=actor.person,
        reported_at=now,
    )


@transaction.atomic
def recheck_correction(
    *, actor: Actor, now: datetime, correction_id: UUID, is_passed: bool, note: str
) -> Recheck:
    """Look again; what passes ends the school's duty (A11.16). Raises UnableToCorrect."""
    correction = Correction.objects.select_for_update().select_related("order").get(pk=correction_id)
    require(WORK_CASE, actor, correction.place)
    if Recheck.objects.filter(correction=correction).exists():
        raise UnableToCorrect([refusal("A7.11", "correction_rechecked", subject="correction")])
    order = correction.order
    if is_passed and correction.returned_fen < order.money_fen:
        found, required = Fen(correction.returned_fen), Fen(order.money_fen)
        raise UnableToCorrect(
            [refusal("A11.16", "money_not_returned", subject="correction", found=found, required=required)]
        )
    subject = subject_of("correction_order", order.id)
    record("correction.rechecked", actor=actor, place=order.place, subject=subject, now=now)
    if is_passed:
        discharge("correct_violation", subject=subject, actor=actor, now=now)
    return Recheck.objects.create(
        county_code=correction.county_code,
        school_id=correction.school_id,
        correction=correction,
        is_passed=is_passed,
        note=note,
        checked_by=actor.person,
        checked_at=now,
    )


def standing_of_orders(source: str) -> OrdersStanding:
    """How far the orders of one matter are put right."""
    orders = list(CorrectionOrder.objects.filter(source=source).prefetch_related("corrections__recheck"))
    if not orders:
        return OrdersStanding(None, 0, 0)
    passed = [_passed(order) for order in orders]
    return OrdersStanding(
        is_corrected=all(passed),
        money_fen=sum(order.money_fen for order in orders),
        returned_fen=sum(correction.returned_fen for correction in passed if correction),
    )


def _passed(order: CorrectionOrder) -> Correction | None:
    for correction in order.corrections.all():
        recheck = getattr(correction, "recheck", None)
        if recheck and recheck.is_passed:
            return correction
    return None
