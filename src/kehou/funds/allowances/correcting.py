"""A sheet that paid too much is taken back, one that paid too little is raised (A9.25 to A9.29)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from kehou.authority.public import judge_at, parameters_for
from kehou.funds.access import DRAFT_ALLOWANCES
from kehou.funds.allowances.settled import as_it_stands, as_raised, paid_so_far, tax_of, with_managers
from kehou.funds.models import AllowanceLine, AllowanceRun
from kehou.kernel.actor import Actor
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.rulebook.facts.payments import MonthPay, PayLine

_State = AllowanceRun.State
_ON_ITS_WAY = (_State.TESTED, _State.PUBLISHED)
Difference = tuple[PayLine, Fen, Fen]


class UnableToCorrect(UnableTo):
    """The sheet was not approved, another correction waits, or nobody was paid otherwise than is due."""


@transaction.atomic
def correct_run(*, actor: Actor, now: datetime, run_id: UUID, reason: str) -> AllowanceRun:
    """Make a sheet that takes back what an approved one pays above the month as it stands now.

    Sessions that are no longer payable fall away, managers fall to the new mean, and a labour fee comes back
    with its tax. It is shown and approved like any sheet. Raises UnableToCorrect.
    """
    run = _correctable(run_id, actor)
    paid = paid_so_far(run)
    due = as_it_stands(paid, parameters_for(run.place, on=local_day(now)), rate=paid.rate)
    back = _apart(paid, due, lambda old, new: old - new)
    if not back:
        raise UnableToCorrect([refusal("A9.26", "nothing_to_correct", subject="allowance")])
    correction = _store(run, back, paid.rate, raises=False, actor=actor, now=now, reason=reason)
    run.state = _State.CORRECTED
    run.save(update_fields=["state"])
    subject = subject_of("allowance", run.id)
    record("allowance.corrected", actor=actor, place=run.place, subject=subject, now=now, reason=reason)
    return correction


@transaction.atomic
def raise_run(
    *, actor: Actor, now: datetime, run_id: UUID, reason: str, managers: Mapping[UUID, Fen] | None = None
) -> AllowanceRun:
    """Make a sheet that pays what an approved one paid too little: a higher rate, more periods recorded.

    ``managers`` are what those of the sheet who managed are to get in all, at most the new mean. The whole
    month is judged as it would be paid then. Raises UnableToCorrect.
    """
    run = _correctable(run_id, actor)
    parameters = parameters_for(run.place, on=local_day(now))
    paid = paid_so_far(run)
    rate = max(paid.rate, parameters.fen("allowance_rate"))
    due = with_managers(as_it_stands(paid, parameters, rate=rate), managers or {})
    more = _apart(paid, due, lambda old, new: new - old)
    if not more:
        raise UnableToCorrect([refusal("A9.25", "nothing_to_raise", subject="allowance")])
    raised = _store(run, more, rate, raises=True, actor=actor, now=now, reason=reason)
    if refused := stops(judge_at(run.place, as_raised(raised), on=local_day(now))):
        raise UnableToCorrect(refused)
    subject = subject_of("allowance", run.id)
    record("allowance.raised", actor=actor, place=run.place, subject=subject, now=now, reason=reason)
    return raised


def _correctable(run_id: UUID, actor: Actor) -> AllowanceRun:
    """An approved sheet of which no correction is under way, locked. Raises UnableToCorrect."""
    run = AllowanceRun.objects.select_for_update(of=("self",)).select_related("ledger").get(pk=run_id)
    require(DRAFT_ALLOWANCES, actor, run.place)
    if run.state not in (_State.APPROVED, _State.PAID) or run.corrects_id:
        raise UnableToCorrect([refusal("A7.11", "sheet_elsewhere", subject="allowance", found=run.state)])
    if AllowanceRun.objects.filter(corrects=run, state__in=_ON_ITS_WAY).exists():
        raise UnableToCorrect([refusal("A9.27", "sheet_on_its_way", subject="allowance")])
    return run


def _apart(paid: MonthPay, due: MonthPay, by: Callable[[Fen, Fen], Fen]) -> list[Difference]:
    """The lines that move one way, with the gross and the tax that they move."""
    rows = zip(paid.lines, due.lines, strict=True)
    found = ((old, by(old.amount, new.amount), by(tax_of(old), tax_of(new))) for old, new in rows)
    return [row for row in found if row[1] > ZERO]


def _store(
    run: AllowanceRun,
    rows: Iterable[Difference],
    rate: Fen,
    *,
    raises: bool,
    actor: Actor,
    now: datetime,
    reason: str,
) -> AllowanceRun:
    known = AllowanceRun.objects.filter(school_id=run.school_id, month_date=run.month_date)
    made = AllowanceRun.objects.create(
        county_code=run.county_code,
        school_id=run.school_id,
        ledger=run.ledger,
        month_date=run.month_date,
        number=(known.aggregate(last=Max("number"))["last"] or 0) + 1,
        state=_State.TESTED,
        rate_fen=rate.amount,
        corrects=run,
        raises=raises,
        reason=reason,
        made_by=actor.person,
        made_at=now,
    )
    AllowanceLine.objects.bulk_create(
        AllowanceLine(
            county_code=run.county_code,
            school_id=run.school_id,
            run=made,
            person_id=UUID(line.person),
            capacity=line.capacity,
            amount_fen=amount.amount,
            tax_fen=None if line.tax is None else tax.amount,
        )
        for line, amount, tax in rows
    )
    return made
