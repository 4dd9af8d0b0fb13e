"""Every rule has an example that it passes and one that it fails, and every answer is the one wanted."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from kehou.rulebook.hunan_2024.edition import EDITION
from unit.rulebook.example import Example, is_answered, without_examples

FOLDER = Path(__file__).with_name("examples")
EXAMPLES: tuple[Example, ...] = tuple(
    example
    for file in sorted(FOLDER.glob("*.py"))
    for example in import_module(f"unit.rulebook.examples.{file.stem}").EXAMPLES
)


@pytest.mark.parametrize(
    "example",
    [pytest.param(example, marks=pytest.mark.clause(example.keeps), id=str(example)) for example in EXAMPLES],
)
def test_example(example: Example) -> None:
    assert is_answered(example)


def test_every_rule_has_a_passing_and_a_failing_example_of_each_statement() -> None:
    assert without_examples(EDITION, EXAMPLES) == []


def test_every_failing_example_can_be_put_into_words() -> None:
    for example in EXAMPLES:
        for verdict in example.verdicts():
            if verdict.met is not True:
                words = EDITION.explain(verdict)
                assert words.sentence
                assert words.next_step
