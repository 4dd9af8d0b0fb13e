"""Parameters, statements and verdicts as lines of text and as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kehou.kernel.verdict import Effect, Verdict
from kehou.rulebook.engine import Edition, Parameters
from kehou.rulebook.engine.definitions import Status
from kehou.rulebook.engine.parameters import InForce
from kehou.rulebook.engine.register import Statement
from kehou.rulebook.engine.wording import Wording, article_label
from kehou.rulebook.trace import Traced

MODALITIES = {"must": "应当", "must-not": "不得", "may": "可以", "encourage": "鼓励", "declares": "说明"}
STATUSES = {Status.TEXT: "原文", Status.FOUND: "文件", Status.DEFAULT: "默认"}
EFFECTS = {Effect.STOP: "不通过", Effect.WARN: "提醒", Effect.ADVISE: "建议"}


def statement_line(statement: Statement) -> str:
    """One statement on one line: its id, how it binds, what it says."""
    return f"{statement.id:<6} {MODALITIES[statement.modality]} {statement.text}"


def statement_lines(statement: Statement, traced: Traced, edition: Edition) -> Iterator[str]:
    """All about one statement: its basis, its open questions, and the sentences that a refusal may say."""
    words = edition.wording
    yield f"{statement.id} {article_label(statement.id, words.document)} {MODALITIES[statement.modality]}"
    yield statement.text
    for basis in edition.national_basis.get(statement.id, ()):
        yield f"  basis: {basis.source} {basis.text}"
    for question in edition.ambiguities:
        if statement.id in question.clauses:
            yield f"  question: {question.asks}（{'／'.join(question.readings)}）→ {question.taken}"
    for place in traced.where:
        yield f"  {place}"
    for reason in traced.reasons:
        yield f"  says:{reason} {words.sentences[reason].sentence}"
    for test in traced.tests:
        yield f"  test:{test}"
    if traced.open:
        yield f"  open: {traced.open}"


def parameter_line(entry: InForce, words: Wording) -> str:
    """One parameter in force on one line: its name, value, unit, clause and source."""
    definition = entry.definition
    name = f"{definition.name}[{entry.key}]" if entry.key else definition.name
    unit = f"（{definition.unit}）" if definition.unit.startswith("每") else definition.unit
    value = f"{words.written(entry.value)}{unit}"
    source = f"{STATUSES[entry.status]}：{entry.source}"
    told = f"  仅供知晓：{definition.unread}" if definition.unread else ""
    return f"{name} = {value}  {definition.title}（{definition.clause}，{source}）{told}"


def contradiction_lines(parameters: Parameters, words: Wording) -> Iterator[str]:
    """Parameters that two documents of one level give differently, each with every value."""
    for rivals in parameters.contradictions.values():
        yield f"同级文件不一致：{rivals[0].definition.title}"
        yield from (f"  {parameter_line(rival, words)}" for rival in rivals)


def verdict_lines(verdicts: Iterable[Verdict], edition: Edition) -> Iterator[str]:
    """Every verdict that is not met, in words."""
    for verdict in verdicts:
        if verdict.met is not True:
            said = edition.explain(verdict)
            yield f"{EFFECTS[verdict.effect]} {said.article_label}{verdict.clause} {said.sentence}"
            yield f"    {said.who_can_change}：{said.next_step}"


def verdict_data(verdict: Verdict, edition: Edition) -> dict[str, Any]:
    """A verdict as plain data, with its words where it is not met."""
    words = edition.wording
    data: dict[str, Any] = {
        "clause": verdict.clause,
        "reason": verdict.reason,
        "met": verdict.met,
        "modality": verdict.modality,
        "effect": verdict.effect,
        "subject": verdict.subject,
        "facts": {name: words.written(value) for name, value in verdict.facts.items()},
    }
    if verdict.met is not True:
        said = edition.explain(verdict)
        data |= {"sentence": said.sentence, "who": said.who_can_change, "next": said.next_step}
    return data


def traced_data(traced: Traced) -> dict[str, Any]:
    """One row of the trace as plain data."""
    return {
        "id": traced.id,
        "modality": traced.modality,
        "kept_by": list(traced.kept_by),
        "where": list(traced.where),
        "reasons": list(traced.reasons),
        "tests": list(traced.tests),
        "open": traced.open,
    }


def parameter_data(entry: InForce, words: Wording) -> dict[str, Any]:
    """One parameter in force as plain data."""
    definition = entry.definition
    return {
        "name": definition.name,
        "key": entry.key,
        "value": words.written(entry.value),
        "unit": definition.unit,
        "title": definition.title,
        "clause": definition.clause,
        "set_by": definition.set_by,
        "tighter": definition.tighter,
        "status": entry.status,
        "source": entry.source,
        "unread": definition.unread or None,
        "first_date": entry.first_date.isoformat(),
        "last_date": entry.last_date.isoformat() if entry.last_date else None,
    }
