"""Making and testing a month's sheet: recorded sessions times the rate, managers by their duty (9.7, 9.8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from kehou.authority.public import judge_at, parameters_for
from kehou.funds.access import DRAFT_ALLOWANCES
from kehou.funds.allowances.gathering import OWN_SHEET, Month, month_at, pay_of
from kehou.funds.book import ledger_of
from kehou.funds.models import AllowanceLine, AllowanceRun, TermLedger
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.rulebook.engine import Parameters
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.facts.payments import Capacity
from kehou.rulebook.hunan_2024.art09_allowances import allowance_for, labour_tax

OPEN = (AllowanceRun.State.DRAFT, AllowanceRun.State.TESTED)


class UnableToDraft(UnableTo):
    """The term has no book, or another sheet of the month is on its way."""


class UnableToTest(UnableTo):
    """The sheet breaks a rule of article 9."""


@transaction.atomic
def draft_run(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    month: date,
    managers: Mapping[UUID, Fen] | None = None,
    also: Mapping[UUID, Iterable[UUID]] | None = None,
) -> AllowanceRun:
    """Make a month's sheet from all recorded sessions that no sheet paid yet. Raises UnableToDraft.

    ``managers`` are what those who managed are to get; ``also`` names sessions, by person, that the
    accountant adds by hand. Everything is judged when the sheet is tested.
    """
    require(DRAFT_ALLOWANCES, actor, place)
    ledger = ledger_of(place.school, term_id)
    if ledger is None:
        raise UnableToDraft([refusal("A9.22", "ledger_missing", subject="allowance")])
    _drop_open(place, month)
    if AllowanceRun.objects.filter(
        school_id=place.school, month_date=month, state=AllowanceRun.State.PUBLISHED
    ).exists():
        raise UnableToDraft([refusal("A9.27", "sheet_on_its_way", subject="allowance")])
    found, parameters = month_at(place.school, term_id, month), parameters_for(place, on=local_day(now))
    run = _store(ledger, place, month, parameters.fen("allowance_rate"), actor, now)
    AllowanceLine.objects.bulk_create(_lines(run, found, parameters, managers or {}, also or {}))
    record("allowance.drafted", actor=actor, place=place, subject=subject_of("allowance", run.id), now=now)
    return run


@transaction.atomic
def test_run(*, actor: Actor, now: datetime, run_id: UUID) -> AllowanceRun:
    """Test a sheet against the month as it stands now. Raises UnableToTest with all that is wrong."""
    run = AllowanceRun.objects.select_for_update(of=("self",)).select_related("ledger").get(pk=run_id)
    require(DRAFT_ALLOWANCES, actor, run.place)
    if run.state not in OPEN:
        raise UnableToTest([refusal("A7.11", "sheet_not_open", subject="allowance")])
    refused = stops(judge_run(run, on=local_day(now)))
    if refused:
        raise UnableToTest(refused)
    run.state = AllowanceRun.State.TESTED
    run.save(update_fields=["state"])
    record("allowance.tested", actor=actor, place=run.place, subject=subject_of("allowance", run.id), now=now)
    return run


def judge_run(run: AllowanceRun, *, on: date) -> tuple[Verdict, ...]:
    """Every verdict on a sheet with the month as it stands."""
    month = month_at(run.school_id, run.ledger.term_id, run.month_date)
    return judge_at(run.place, pay_of(run, month), on=on)


def _lines(
    run: AllowanceRun,
    month: Month,
    parameters: Parameters,
    managers: Mapping[UUID, Fen],
    also: Mapping[UUID, Iterable[UUID]],
) -> list[AllowanceLine]:
    led: dict[tuple[UUID, Capacity], list[UUID]] = {}
    for row in month.sessions.values():
        new = row.is_payable and row.id not in month.paid and month.is_paid_by_sheet(row)
        if new and row.leader_id and (row.leader_id, row.date) in month.cleared:
            led.setdefault((row.leader_id, _capacity(row.leader_kind)), []).append(row.id)
    for person, sessions in also.items():
        led.setdefault((person, Capacity.DIRECT), []).extend(sessions)
    lines = [_earned(run, month, parameters, *key, sessions) for key, sessions in led.items()]
    return [*lines, *(_managed(run, month, person, amount) for person, amount in managers.items())]


def _capacity(kind: LeaderKind) -> Capacity:
    return Capacity.DIRECT if kind in OWN_SHEET else Capacity.LABOUR


def _earned(
    run: AllowanceRun,
    month: Month,
    parameters: Parameters,
    person: UUID,
    capacity: Capacity,
    sessions: list[UUID],
) -> AllowanceLine:
    units = sum(month.sessions[key].units if key in month.sessions else 1 for key in sessions)
    amount = allowance_for(units, Fen(run.rate_fen))
    tax = labour_tax(amount, parameters).amount if capacity is Capacity.LABOUR else None
    return AllowanceLine(
        county_code=run.county_code,
        school_id=run.school_id,
        run=run,
        person_id=person,
        capacity=capacity,
        units=units,
        duty_days=month.duties.get(person, 0),
        amount_fen=amount.amount,
        tax_fen=tax,
        session_ids=[str(key) for key in sessions],
    )


def _managed(run: AllowanceRun, month: Month, person: UUID, amount: Fen) -> AllowanceLine:
    return AllowanceLine(
        county_code=run.county_code,
        school_id=run.school_id,
        run=run,
        person_id=person,
        capacity=Capacity.MANAGEMENT,
        duty_days=month.duties.get(person, 0),
        amount_fen=amount.amount,
    )


def _drop_open(place: Place, month: date) -> None:
    rows = AllowanceRun.objects.filter(school_id=place.school, month_date=month, state__in=OPEN)
    rows.update(state=AllowanceRun.State.DROPPED)


def _store(
    ledger: TermLedger, place: Place, month: date, rate: Fen, actor: Actor, now: datetime
) -> AllowanceRun:
    rows = AllowanceRun.objects.filter(school_id=place.school, month_date=month)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    return AllowanceRun.objects.create(
        county_code=place.code,
        school_id=place.school,
        ledger=ledger,
        month_date=month,
        number=last + 1,
        rate_fen=rate.amount,
        made_by=actor.person,
        made_at=now,
    )
