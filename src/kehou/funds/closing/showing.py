"""What the closing's page shows: how far it is, what stands in the way, who is still owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.authority.public import parameters_for
from kehou.funds.book.keys import pupil_keys
from kehou.funds.book.posting import within
from kehou.funds.closing.failing import TRIES, what_refused
from kehou.funds.closing.returns import asked_due, asked_parked
from kehou.funds.closing.running import next_step
from kehou.funds.closing.steps import STEPS
from kehou.funds.models import ClosingStep, MonthClose, ReturnBatch, SurplusShare, TermClosing, TermLedger
from kehou.funds.setting_off.chosen import asked
from kehou.kernel.fen import Fen
from kehou.kernel.verdict import Verdict
from kehou.ledger.events import State
from kehou.platform.database.questions import question, together
from kehou.platform.ui.pieces import Progress, TaskStep
from kehou.platform.ui.wording import count, moment, yuan
from kehou.registry.public import names_of, school_pupil_ids

STATE_NAMES = {
    State.OPEN: "记账中",
    State.SOFT_CLOSED: "已停止日常记账",
    State.SURPLUS_FIXED: "结余已确定",
    State.RETURNED: "结余已退还",
    State.DISCLOSED: "已最终公示",
    State.ARCHIVED: "已归档",
}


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A family's share, with the child's name where it is still kept."""

    share: SurplusShare
    name: str
    is_told: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """How the step that is next failed last: what refused it, how often, and whether it is tried again."""

    refused: tuple[Verdict, ...]
    tries: int
    is_given_up: bool
    last_at: datetime


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """Everything that the page of a closing draws."""

    ledger: TermLedger
    closing: TermClosing | None
    state: State
    state_name: str
    steps: tuple[TaskStep, ...]
    months: tuple[MonthClose, ...]
    due: tuple[ShareRow, ...]
    to_set_off: tuple[ShareRow, ...]
    may_set_off: bool
    parked: tuple[ShareRow, ...]
    batches: tuple[ReturnBatch, ...]
    failure: Failure | None

    @property
    def is_running(self) -> bool:
        """Whether steps are left that run by themselves."""
        return self.closing is not None and self.closing.confirmed_at is not None and self.state in _RUNS


_RUNS = frozenset({State.OPEN, State.SOFT_CLOSED})


def closing_page(ledger: TermLedger, *, named: bool, on: date) -> ClosingPage:
    """Where the closing of a ledger stands, at all its points.

    Shares bear the children's names (``named``) for those who give them back, else their codes (DP3).
    """
    with within(ledger):
        return _page(ledger, named=named, on=on)


def _page(ledger: TermLedger, *, named: bool, on: date) -> ClosingPage:
    begun, months, batches = (ask(ledger_id=ledger.id) for ask in (_closing, _months, _batches))
    due_now, kept, told_of = asked_due(ledger.id), asked_parked(ledger.id), _told(ledger_id=ledger.id)
    together(begun, months, batches, due_now, kept, told_of)
    closing = next(iter(begun.answer), None)
    state, failure = State(ledger.state), _failure(closing)
    due, parked = due_now.answer, kept.answer
    may_set_off = bool(due) and parameters_for(ledger.place, on=on).flag("surplus_offset")
    wanted = {one.share.id for one in asked(ledger, due, on=on) if not one.refused} if may_set_off else set()
    names = names_in(ledger) if named and (due or parked) else {}
    told = {share for (share,) in told_of.answer}

    def rows(shares: list[SurplusShare]) -> tuple[ShareRow, ...]:
        return tuple(ShareRow(share, names.get(share.pupil_key, ""), share.id in told) for share in shares)

    return ClosingPage(
        ledger=ledger,
        closing=closing,
        state=state,
        state_name=STATE_NAMES[state],
        steps=task_steps(closing, failure),
        months=tuple(months.answer),
        due=rows([share for share in due if share.id not in wanted]),
        may_set_off=may_set_off,
        to_set_off=rows([share for share in due if share.id in wanted]),
        parked=rows(parked),
        batches=tuple(batches.answer),
        failure=failure,
    )


@question
def _closing(ledger_id: UUID) -> QuerySet[TermClosing]:
    return TermClosing.objects.filter(ledger_id=ledger_id)


@question
def _months(ledger_id: UUID) -> QuerySet[MonthClose]:
    return MonthClose.objects.filter(ledger_id=ledger_id).order_by("-month_date")


@question
def _batches(ledger_id: UUID) -> QuerySet[ReturnBatch]:
    return ReturnBatch.objects.filter(ledger_id=ledger_id).order_by("-number")


@question
def _told(ledger_id: UUID) -> QuerySet[SurplusShare, Any]:
    """The shares of which their families were told."""
    rows = SurplusShare.objects.filter(ledger_id=ledger_id).exclude(notices=None)
    return rows.values_list("id").distinct()


def _failure(closing: TermClosing | None) -> Failure | None:
    """How the step fared at which a closing stands; None where it was not tried in vain."""
    step = next_step(closing) if closing else None
    if closing is None or step is None:
        return None
    rows = list(closing.failures.filter(name=step.name).order_by("-failed_at", "-id"))
    if not rows:
        return None
    return Failure(what_refused(rows[0]), len(rows), len(rows) >= TRIES, rows[0].failed_at)


def task_steps(closing: TermClosing | None, failure: Failure | None = None) -> tuple[TaskStep, ...]:
    """The steps of a closing as they stand in the database, so that a reload shows the same."""
    done = {row.name: row for row in closing.steps.all()} if closing else {}
    found: list[TaskStep] = []
    is_next = closing is not None and closing.confirmed_at is not None
    for step in STEPS:
        row = done.get(step.name)
        if row:
            found.append(TaskStep(step.label, Progress.DONE, _note(row)))
        elif is_next and failure:
            tried = f"试了{failure.tries}次没有成功　{moment(failure.last_at)}"
            found.append(TaskStep(step.label, Progress.FAILED, tried))
            is_next = False
        else:
            found.append(TaskStep(step.label, Progress.NOW if is_next else Progress.TODO))
            is_next = False
    return tuple(found)


def _note(row: ClosingStep) -> str:
    said: Mapping[str, int] = row.outcome
    when = moment(row.done_at)
    if row.name == "book":
        return f"{count(said['entries'], '笔凭证')}，连续校验成立　{when}"
    if row.name == "arrears":
        return f"{count(said['families'], '户')}，{yuan(Fen(said['fen']))}　{when}"
    if row.name == "subsidy":
        return f"{yuan(Fen(said['fen']))}　{when}"
    back = f"，缴回补助{yuan(Fen(said['back']))}" if said["back"] else ""
    return f"返还{yuan(Fen(said['pool']))}，{count(said['shares'], '户')}{back}　{when}"


def names_in(ledger: TermLedger) -> dict[str, str]:
    """The names of the children at all points of a ledger, by their keys in its book."""
    pupils = [pupil for point in ledger.points.values() for pupil in school_pupil_ids(UUID(point))]
    keys = pupil_keys(ledger.id, pupils)
    return {keys[pupil]: name for pupil, name in names_of(pupils).items()}
