"""Examples of rules: one set of facts, and whether a statement is met. Each rule needs one of each answer.

A module in ``examples/`` holds ``EXAMPLES``, a tuple; ``test_examples.py`` runs and counts them all::

    EXAMPLES = (
        Example("half is enough", x_share, plan(x=100, subject=100), met=True),
        Example("a minute less is not", x_share, plan(x=99, subject=101), met=False,
                reason="x_share_below_min", subject="grade/3"),
    )
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kehou.kernel.places import Tier
from kehou.rulebook.engine import Edition, Parameters, Rule, UndeterminedParameter, Verdict
from kehou.rulebook.engine.definitions import Value
from kehou.rulebook.engine.layers import Layer, Setting
from kehou.rulebook.hunan_2024.edition import EDITION

DAY = date(2026, 4, 1)


def parameters(
    on: date = DAY, edition: Edition = EDITION, *, tier: Tier = Tier.COUNTY, **values: Value
) -> Parameters:
    """The parameters in force on a day, with a county's (or a city's) own values on top.

    An entry of a parameter that has several is named with two underscores: ``group_max__pe=40``.
    """
    settings = tuple(
        Setting(name.partition("__")[0], value, on, key=name.partition("__")[2])
        for name, value in values.items()
    )
    place = "4301" if tier is Tier.CITY else "430102"
    return edition.parameters_at((Layer("实施方案", tier, place, settings),), on=on)


@dataclass(frozen=True, slots=True)
class Example:
    """Facts for one rule and the answer wanted on one statement.

    ``clause`` may be left out where the rule cites one only; ``reason`` and ``subject`` narrow the
    verdicts that count. ``met=True`` wants all of them met, ``False`` or None at least one such.
    ``set`` are parameter values, laid down by the authority of a ``tier``; ``edition`` is that of the rule.
    """

    says: str
    rule: Rule[Any]
    facts: object
    met: bool | None
    clause: str = ""
    reason: str = ""
    subject: str | None = None
    set: Mapping[str, Value] = field(default_factory=dict)
    on: date = DAY
    edition: Edition = EDITION
    tier: Tier = Tier.COUNTY

    @property
    def keeps(self) -> str:
        """The statement that the example is about."""
        if not self.clause:
            (only,) = self.rule.clauses
            return only
        return self.clause

    def __str__(self) -> str:
        return f"{self.rule.name}: {self.says}"

    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts that count for the example."""
        try:
            given = tuple(
                self.rule(self.facts, parameters(self.on, self.edition, tier=self.tier, **self.set))
            )
        except UndeterminedParameter as missing:
            given = (self.edition.register.verdict(self.keeps, missing.reason, None, title=missing.name),)
        return tuple(
            verdict
            for verdict in given
            if verdict.clause == self.keeps
            and self.reason in ("", verdict.reason)
            and self.subject in (None, verdict.subject)
        )


def is_answered(example: Example) -> bool:
    """Whether an example comes out as wanted, and its rule had something to say."""
    answers = [verdict.met for verdict in example.verdicts()]
    return bool(answers) and (set(answers) == {True} if example.met is True else example.met in answers)


def without_examples(edition: Edition, examples: Iterable[Example]) -> list[tuple[str, str, bool]]:
    """Each rule and statement of an edition that lacks an example of one answer."""
    answered = {(example.rule.path, example.keeps, example.met) for example in examples}
    return [
        (rule.path, clause, met)
        for rule in edition.rules
        for clause in rule.clauses
        for met in (True, False)
        if (rule.path, clause, met) not in answered
    ]
