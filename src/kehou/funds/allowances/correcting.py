"""Taking back what a sheet paid too much, when the month turned out otherwise (A9.26, A9.27)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from kehou.authority.public import parameters_for
from kehou.funds.access import DRAFT_ALLOWANCES
from kehou.funds.allowances.gathering import month_at, pay_of
from kehou.funds.models import AllowanceLine, AllowanceRun
from kehou.kernel.actor import Actor
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.rulebook.facts.payments import Capacity, MonthPay, PayLine
from kehou.rulebook.hunan_2024.art09_allowances import allowance_for, manager_cap

_State = AllowanceRun.State


class UnableToCorrect(UnableTo):
    """The sheet was not approved, is corrected already, or pays nobody too much."""


@transaction.atomic
def correct_run(*, actor: Actor, now: datetime, run_id: UUID, reason: str) -> AllowanceRun:
    """Make a sheet that takes back what an approved one pays above the month as it stands now.

    Sessions that are no longer payable fall away, and managers fall to the new mean. It is shown and approved
    like any sheet. Raises UnableToCorrect.
    """
    run = AllowanceRun.objects.select_for_update(of=("self",)).select_related("ledger").get(pk=run_id)
    require(DRAFT_ALLOWANCES, actor, run.place)
    if run.state not in (_State.APPROVED, _State.PAID) or run.corrects_id:
        raise UnableToCorrect([refusal("A7.11", "sheet_elsewhere", subject="allowance", found=run.state)])
    parameters = parameters_for(run.place, on=local_day(now))
    before = pay_of(run, month_at(run.school_id, run.ledger.term_id, run.month_date))
    served = MonthPay(before.rate, tuple(_payable(row, before.rate) for row in before.lines))
    cap = manager_cap(served, parameters)
    back = [
        (old, old.amount - _owed(new, cap))
        for old, new in zip(before.lines, served.lines, strict=True)
        if old.amount > _owed(new, cap) and old.capacity is not Capacity.LABOUR
    ]
    if not back:
        raise UnableToCorrect([refusal("A9.26", "nothing_to_correct", subject="allowance")])
    correction = _store(run, back, actor=actor, now=now, reason=reason)
    run.state = _State.CORRECTED
    run.save(update_fields=["state"])
    subject = subject_of("allowance", run.id)
    record("allowance.corrected", actor=actor, place=run.place, subject=subject, now=now, reason=reason)
    return correction


def _payable(line: PayLine, rate: Fen) -> PayLine:
    kept = tuple(row for row in line.sessions if row.is_payable)
    if line.capacity is Capacity.MANAGEMENT:
        return line
    return replace(line, sessions=kept, amount=allowance_for(sum(row.units for row in kept), rate))


def _owed(line: PayLine, cap: Fen) -> Fen:
    if line.capacity is Capacity.MANAGEMENT:
        return min(line.amount, cap) if line.duty_days else ZERO
    return line.amount


def _store(
    run: AllowanceRun, back: list[tuple[PayLine, Fen]], *, actor: Actor, now: datetime, reason: str
) -> AllowanceRun:
    rows = AllowanceRun.objects.filter(school_id=run.school_id, month_date=run.month_date)
    correction = AllowanceRun.objects.create(
        county_code=run.county_code,
        school_id=run.school_id,
        ledger=run.ledger,
        month_date=run.month_date,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        state=_State.TESTED,
        rate_fen=run.rate_fen,
        corrects=run,
        reason=reason,
        made_by=actor.person,
        made_at=now,
    )
    AllowanceLine.objects.bulk_create(
        AllowanceLine(
            county_code=run.county_code,
            school_id=run.school_id,
            run=correction,
            person_id=UUID(line.person),
            capacity=line.capacity,
            amount_fen=amount.amount,
        )
        for line, amount in back
    )
    return correction
