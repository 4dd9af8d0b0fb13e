"""From rows of cases to what their pages show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from kehou.oversight.models import CaseStep
from kehou.oversight.queries.answers import Answer, Told
from kehou.oversight.queries.cases import CaseRow
from kehou.oversight.rules import CaseState, Outcome
from kehou.oversight.wording import (
    KIND_NAMES,
    ORIGIN_NAMES,
    OUTCOME_NAMES,
    STATE_NAMES,
    STATE_TONES,
    STEP_NAMES,
)
from kehou.platform.ui.pieces import Fact, QueueItem, Tone
from kehou.platform.ui.wording import full_day
from kehou.registry.public import rest_until
from kehou.rulebook.facts.cases import CaseKind, CaseOrigin


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a case in words."""

    day: date
    what: str
    by: str
    text: str
    due: date | None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """What a reporter sees."""

    state: str
    tone: Tone
    kind: str
    number: str
    due: date | None
    rest: int | None
    lines: tuple[StepLine, ...]
    may_rate: bool
    reopen_until: date | None


def show_answer(answer: Answer, *, today: date) -> AnswerPage:
    """A case as its reporter sees it on a day."""
    return AnswerPage(
        state=STATE_NAMES[CaseState(answer.state)],
        tone=tone_of(answer.state),
        kind=KIND_NAMES[CaseKind(answer.kind)],
        number=answer.number,
        due=answer.due_date,
        rest=rest_until(answer.due_date, today),
        lines=tuple(_line(step) for step in answer.steps),
        may_rate=answer.may_rate,
        reopen_until=answer.reopen_until_date
        if answer.reopen_until_date and today <= answer.reopen_until_date
        else None,
    )


def queue_items(rows: Iterable[CaseRow], *, today: date, current: UUID | None = None) -> list[QueueItem]:
    """Cases as a queue with due dates."""
    return [
        QueueItem(
            title=row.school_name or "未写明学校",
            about=f"{KIND_NAMES[CaseKind(row.case.kind)]}　{row.case.number or origin_of(row.case.origin)}",
            url=reverse("case", args=[row.case.id]),
            due=row.due_date,
            rest=rest_until(row.due_date, today),
            tone=tone_of(row.case.state),
            state=STATE_NAMES[CaseState(row.case.state)],
            current=row.case.id == current,
        )
        for row in rows
    ]


def case_facts(row: CaseRow, names: Mapping[UUID, str]) -> list[Fact]:
    """The labelled values at the head of a case."""
    case = row.case
    found = [
        Fact("学校", row.school_name or "未写明"),
        Fact("问题类别", KIND_NAMES[CaseKind(case.kind)]),
        Fact("来源", origin_of(case.origin)),
        Fact("收到", full_day(case.received_date)),
        Fact("经办人", names.get(case.handler_id, "未指定") if case.handler_id else "未指定"),
    ]
    if case.outer_number:
        due = f"期限{full_day(case.outer_due_date)}" if case.outer_due_date else ""
        found.append(Fact("工单编号", case.outer_number, due))
    return found


def step_lines(steps: Iterable[CaseStep], names: Mapping[UUID, str]) -> list[StepLine]:
    """The steps of a case for the county."""
    return [
        StepLine(
            day=step.taken_date,
            what=_what(step.event, step.outcome),
            by=names.get(step.taken_by, "") if step.taken_by else "",
            text=step.note,
            due=step.due_date,
            files=tuple(step.files),
        )
        for step in steps
    ]


def tone_of(state: str) -> Tone:
    """The meaning of a case's state."""
    return STATE_TONES.get(CaseState(state), Tone.INFO)


def origin_of(origin: str) -> str:
    """How a case came."""
    return ORIGIN_NAMES[CaseOrigin(origin)]


def _line(step: Told) -> StepLine:
    return StepLine(step.day, _what(step.event, step.outcome), "", step.text, None)


def _what(event: str, outcome: str) -> str:
    return STEP_NAMES[event] + (f"：{OUTCOME_NAMES[Outcome(outcome)]}" if outcome else "")
