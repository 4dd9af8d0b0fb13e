"""From a tested sheet to money: shown in the school, approved by another, paid by the cashier (9.9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from kehou.authority.public import due_in, judge_at
from kehou.funds.access import APPROVE_PAYMENT, DRAFT_ALLOWANCES, PAY_OUT
from kehou.funds.allowances.drafting import judge_run
from kehou.funds.allowances.gathering import month_at, slots_of
from kehou.funds.allowances.settled import as_raised
from kehou.funds.book import Paper, person_key, post, purses_of
from kehou.funds.models import AllowanceLine, AllowanceRun, LedgerEntry, PaidSlot
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.ledger.recipes import (
    Item,
    Purse,
    allowance_approved,
    allowance_corrected,
    allowance_paid,
    allowance_recovered,
    labour_approved,
    labour_corrected,
    labour_paid,
    labour_recovered,
)
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.documents.freezing import content_hash
from kehou.registry.public import school_info

_State = AllowanceRun.State
_DIRECT, _MANAGED, _LABOUR = (
    AllowanceLine.Capacity.DIRECT,
    AllowanceLine.Capacity.MANAGEMENT,
    AllowanceLine.Capacity.LABOUR,
)


class UnableToRelease(UnableTo):
    """The sheet is not as far, was made or is earned by whoever acts, or pays somebody twice."""


@transaction.atomic
def publish_run(*, actor: Actor, now: datetime, run_id: UUID) -> AllowanceRun:
    """Show a tested sheet inside the school, as it stands, for its working days (A9.23)."""
    run = _locked(run_id)
    require(DRAFT_ALLOWANCES, actor, run.place)
    _require_state(run, _State.TESTED)
    run.state, run.published_by, run.published_at = _State.PUBLISHED, actor.person, now
    run.shown_until_date = due_in("allowance_sheet_wd", place=run.place, start=local_day(now))
    run.sheet_hash = content_hash({"lines": _written(run)})
    run.save(update_fields=["state", "published_by", "published_at", "shown_until_date", "sheet_hash"])
    _tell("published", run, actor, now)
    return run


@transaction.atomic
def approve_run(*, actor: Actor, now: datetime, run_id: UUID) -> AllowanceRun:
    """Approve a sheet that somebody else made and that pays the approver nothing (A9.23).

    It is tested again; its sessions are from now on paid, once in the county (A9.27). Raises UnableToRelease.
    """
    run = _locked(run_id)
    require(APPROVE_PAYMENT, actor, run.place)
    _require_state(run, _State.PUBLISHED)
    faults = [*_unapprovable(run, actor, now)]
    if run.corrects_id is None:
        faults += stops(judge_run(run, on=local_day(now)))
    elif run.raises:
        faults += stops(judge_at(run.place, as_raised(run), on=local_day(now)))
    if faults:
        raise UnableToRelease(faults)
    run.state, run.approved_by, run.approved_at = _State.APPROVED, actor.person, now
    run.save(update_fields=["state", "approved_by", "approved_at"])
    if run.corrects_id is None:
        _claim_slots(run)
    _post_approval(run, actor, now)
    _tell("approved", run, actor, now)
    return run


@transaction.atomic
def pay_run(*, actor: Actor, now: datetime, run_id: UUID, purse_code: str) -> AllowanceRun:
    """Pay an approved sheet from a registered account (A9.17, A9.23). Raises UnableToRelease.

    One that was corrected before it was paid is paid as corrected.
    """
    run = _locked(run_id)
    require(PAY_OUT, actor, run.place)
    _require_payable(run)
    purse = _purse(run, purse_code)
    if run.approved_by == actor.person_id:
        raise UnableToRelease([refusal("A9.23", "approver_pays", subject="allowance")])
    _post_payment(run, purse, actor, now)
    if run.state == _State.CORRECTED:
        _corrections(run).update(state=_State.PAID, paid_by=actor.person, paid_at=now)
    else:
        run.state = _State.PAID
    run.paid_by, run.paid_at = actor.person, now
    run.save(update_fields=["state", "paid_by", "paid_at"])
    _tell("paid", run, actor, now)
    return run


@transaction.atomic
def recover_run(*, actor: Actor, now: datetime, run_id: UUID, purse_code: str) -> AllowanceRun:
    """Record that what an approved correction takes back came in, in full. Raises UnableToRelease."""
    run = _locked(run_id)
    require(PAY_OUT, actor, run.place)
    if not is_recoverable(run):
        raise UnableToRelease([refusal("A9.26", "nothing_to_recover", subject="allowance")])
    purse = _purse(run, purse_code)
    book = _book_of(run, actor, now, prepared=False)
    if back := items_of(run, _DIRECT, _MANAGED):
        book(draft=allowance_recovered(back, purse=purse))
    if net := _net_labour(run):
        book(draft=labour_recovered(net, purse=purse))
    run.state, run.paid_by, run.paid_at = _State.PAID, actor.person, now
    run.save(update_fields=["state", "paid_by", "paid_at"])
    _tell("recovered", run, actor, now)
    return run


def items_of(run: AllowanceRun, *capacities: str, tax: bool = False) -> list[Item]:
    """The sheet's amounts as the book's recipes take them, or the tax withheld."""
    point = school_info(run.school_id).short_code
    rows = AllowanceLine.objects.filter(run=run, capacity__in=capacities).order_by("id")
    back = _taken_back(run) if run.corrects_id is None else {}
    found = []
    for row in rows:
        gross, its_tax = back.get((row.person_id, row.capacity), (0, 0))
        amount = (row.tax_fen or 0) - its_tax if tax else row.amount_fen - gross
        found.append(Item(person_key(run.ledger_id, row.person_id), point, Fen(amount)))
    return found


def _corrections(run: AllowanceRun) -> QuerySet[AllowanceRun]:
    """The approved sheets that take back from a sheet."""
    return AllowanceRun.objects.filter(corrects=run, raises=False, state=_State.APPROVED)


def _taken_back(run: AllowanceRun) -> dict[tuple[UUID, str], tuple[int, int]]:
    """Gross and tax that approved corrections take back from a sheet that is still to be paid."""
    lines = AllowanceLine.objects.filter(run__in=_corrections(run))
    return {(line.person_id, line.capacity): (line.amount_fen, line.tax_fen or 0) for line in lines}


def _locked(run_id: UUID) -> AllowanceRun:
    rows = AllowanceRun.objects.select_for_update(of=("self",)).select_related("ledger")
    return rows.get(pk=run_id)


def _require_payable(run: AllowanceRun) -> None:
    """An approved sheet that pays, or one that was corrected before it was paid. Raises UnableToRelease."""
    if not is_payable(run):
        raise UnableToRelease([refusal("A7.11", "sheet_elsewhere", subject="allowance", found=run.state)])


def is_payable(run: AllowanceRun) -> bool:
    """Whether a sheet waits for its payment."""
    if run.corrects_id is not None and not run.raises:
        return False
    corrected_first = run.state == _State.CORRECTED and run.paid_at is None
    return run.state == _State.APPROVED or (corrected_first and _corrections(run).exists())


def is_recoverable(run: AllowanceRun) -> bool:
    """Whether a sheet takes back what was paid, and it has not come in yet."""
    if run.corrects is None or run.raises or run.state != _State.APPROVED:
        return False
    return run.corrects.paid_at is not None


def _purse(run: AllowanceRun, code: str) -> Purse:
    purse = purses_of(run.ledger.school_id).get(code)
    if purse is None:
        raise UnableToRelease([refusal("A9.17", "purse_unknown", subject="allowance")])
    return purse


def _require_state(run: AllowanceRun, state: str) -> None:
    if run.state != state:
        raise UnableToRelease([refusal("A7.11", "sheet_elsewhere", subject="allowance", found=run.state)])


def _unapprovable(run: AllowanceRun, actor: Actor, now: datetime) -> list[Verdict]:
    found = []
    if run.made_by == actor.person_id:
        found.append(refusal("A9.23", "maker_approves", subject="allowance"))
    if AllowanceLine.objects.filter(run=run, person_id=actor.person).exists():
        found.append(refusal("A9.23", "own_allowance", subject="allowance"))
    shown = run.shown_until_date
    if shown is None or local_day(now) < shown:
        found.append(refusal("A9.23", "sheet_shown_too_short", subject="allowance", required=shown))
    return found


def _claim_slots(run: AllowanceRun) -> None:
    """Write down what is paid; the database lets no session and no person's time be written twice."""
    month = month_at(run.school_id, run.ledger.term_id, run.month_date)
    try:
        with transaction.atomic():
            PaidSlot.objects.bulk_create(slots_of(run, month))
    except IntegrityError:
        raise UnableToRelease([refusal("A9.27", "slot_paid_by_two_schools", subject="allowance")]) from None


def _post_approval(run: AllowanceRun, actor: Actor, now: datetime) -> None:
    book = _book_of(run, actor, now)
    takes_back = run.corrects_id is not None and not run.raises
    teachers, managers = items_of(run, _DIRECT), items_of(run, _MANAGED)
    make = allowance_corrected if takes_back else allowance_approved
    if teachers or managers:
        book(draft=make(teachers=teachers, managers=managers))
    labour = items_of(run, _LABOUR)
    if labour:
        withheld = [item for item in items_of(run, _LABOUR, tax=True) if item.amount]
        fee = labour_corrected if takes_back else labour_approved
        book(draft=fee(labour, withheld=withheld))


def _post_payment(run: AllowanceRun, purse: Purse, actor: Actor, now: datetime) -> None:
    book = _book_of(run, actor, now)
    gross = [item for item in items_of(run, _DIRECT, _MANAGED) if item.amount]
    if gross:
        book(draft=allowance_paid(gross, purse=purse))
    if net := _net_labour(run):
        book(draft=labour_paid(net, purse=purse))


def _net_labour(run: AllowanceRun) -> list[Item]:
    """Labour fees without the tax that is kept, those of nothing left out."""
    fees, kept = items_of(run, _LABOUR), items_of(run, _LABOUR, tax=True)
    net = [Item(fee.key, fee.point, fee.amount - tax.amount) for fee, tax in zip(fees, kept, strict=True)]
    return [item for item in net if item.amount]


def _book_of(
    run: AllowanceRun, actor: Actor, now: datetime, *, prepared: bool = True
) -> Callable[..., LedgerEntry]:
    """How a sheet's entries are posted, by their draft; a payment names who prepared it."""
    paper = Paper(subject_of("allowance_run", run.id), run.sheet_hash)
    maker = run.made_by if prepared else None
    return partial(post, ledger=run.ledger, paper=paper, actor=actor, now=now, prepared_by=maker)


def _written(run: AllowanceRun) -> list[dict[str, object]]:
    names = ("person_id", "capacity", "units", "duty_days", "amount_fen", "tax_fen")
    rows = AllowanceLine.objects.filter(run=run).order_by("id").values(*names)
    return [{**row, "person_id": str(row["person_id"])} for row in rows]


def _tell(event: str, run: AllowanceRun, actor: Actor, now: datetime) -> None:
    subject = subject_of("allowance", run.id)
    record(f"allowance.{event}", actor=actor, place=run.place, subject=subject, now=now)
