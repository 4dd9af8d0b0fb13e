"""Every example is told what was read and found right once: effect, part, words, and all facts."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from unit.rulebook.example import Example
from unit.rulebook.test_examples import EXAMPLES
from unit.rulebook.told import FILE, all_told, name_of

TOLD = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", [row for row in EXAMPLES if name_of(row) in TOLD], ids=name_of)
def test_what_an_example_is_told_stays_as_it_was_read(example: Example) -> None:
    """Where a change is meant: ``python -m unit.rulebook.told``, then read what changed in the file."""
    assert all_told([example]) == {name_of(example): TOLD[name_of(example)]}


def test_no_two_examples_of_a_rule_have_one_name() -> None:
    assert [name for name, count in Counter(map(name_of, EXAMPLES)).items() if count > 1] == []


def test_nothing_is_kept_of_an_example_that_is_no_more() -> None:
    assert sorted(TOLD.keys() - set(map(name_of, EXAMPLES))) == []
