"""What a reporter reads under the receipt: where the case stands, and the answer. Nothing else of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kehou.authority.public import parameters_for
from kehou.kernel.places import Place
from kehou.oversight.models import Case, CaseRating, CaseStep
from kehou.oversight.queries.cases import due_of
from kehou.oversight.receipts import token_of
from kehou.oversight.rules import CaseState
from kehou.platform.paper.codes import CodeMistyped

_TOLD = frozenset({"reject", "pass_on", "extend", "reply"})


@dataclass(frozen=True, slots=True)
class Told:
    """One step as the reporter sees it; words only where they are meant for the reporter."""

    event: str
    day: date
    text: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A case as its reporter sees it."""

    state: str
    kind: str
    number: str
    due_date: date | None
    steps: tuple[Told, ...]
    may_rate: bool
    reopen_until_date: date | None


def answer_under(receipt: str) -> Answer | None:
    """What a receipt leads to, or None where it leads nowhere."""
    try:
        token = token_of(receipt)
    except CodeMistyped:
        return None
    case = Case.objects.filter(receipt_token=token).first()
    return _answer(case) if case else None


def _answer(case: Case) -> Answer:
    steps = list(case.steps.order_by("place"))
    events = [step.event for step in steps]
    is_rated = CaseRating.objects.filter(case=case).exists()
    return Answer(
        state=case.state,
        kind=case.kind,
        number=case.number,
        due_date=due_of(case),
        steps=tuple(_told(step) for step in steps if step.event != "assign"),
        may_rate="reply" in events and not is_rated,
        reopen_until_date=_reopen_until(case, steps),
    )


def _reopen_until(case: Case, steps: list[CaseStep]) -> date | None:
    """The last day on which another look may be asked for; None where it may not."""
    if case.state != CaseState.CLOSED or any(step.event == "reopen" for step in steps):
        return None
    days = parameters_for(Place(case.county_code), on=steps[-1].taken_date).count("case_reopen_days")
    return steps[-1].taken_date + timedelta(days=days)


def _told(step: CaseStep) -> Told:
    text = step.note if step.event in _TOLD else ""
    return Told(step.event, step.taken_date, text, step.outcome)
