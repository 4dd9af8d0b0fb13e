"""The trace names only places and tests that exist, leaves no statement open and none untested."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from house.source import PACKAGE, ROOT
from kehou.rulebook.citations import EXAMPLE_TEST
from kehou.rulebook.cli import rules, traced
from kehou.rulebook.engine.register import Keeper
from kehou.rulebook.hunan_2024.edition import EDITION
from kehou.rulebook.hunan_2024.register import REGISTER
from kehou.rulebook.trace import BUILT, PROCESSES
from unit.rulebook.test_examples import EXAMPLES

KEYS = ["id", "modality", "kept_by", "where", "reasons", "tests", "open"]


def names_in(body: list[ast.stmt], prefix: str = "") -> Iterator[str]:
    """The names that a module or a class defines itself, those within its classes after a dot."""
    for node in body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        yield from (prefix + target.id for target in targets if isinstance(target, ast.Name))
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield prefix + node.name
        if isinstance(node, ast.ClassDef):
            yield from names_in(node.body, f"{prefix}{node.name}.")


def exists(path: str) -> bool:
    """Whether a place is there: a file below the package, or a function, a class or one of its members."""
    if "/" in path:
        return (PACKAGE / path).is_file()
    parts = path.split(".")[1:]
    for length in range(len(parts) - 1, 0, -1):
        folder = PACKAGE.joinpath(*parts[:length])
        for file in (folder.with_suffix(".py"), folder / "__init__.py"):
            if file.is_file():
                tree = ast.parse(file.read_text(encoding="utf-8"))
                return ".".join(parts[length:]) in set(names_in(tree.body))
    return False


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("kehou.rulebook.trace.trace", True),
        ("kehou.rulebook.facts.plan.PlanFacts.goals", True),
        ("kehou.rulebook.trace.BUILT", True),
        ("rulebook/hunan_2024/clauses.toml", True),
        ("kehou.rulebook.facts.plan.PlanFacts.no_such", False),
        ("kehou.rulebook.trace.no_such", False),
        ("kehou.no_such.module", False),
        ("web/templates/web/no_such.html", False),
    ],
)
def test_a_place_that_exists_is_told_from_one_that_does_not(path: str, there: bool) -> None:
    assert exists(path) is there


@pytest.mark.parametrize("keeper", list(Keeper))
def test_every_place_that_is_said_to_keep_a_statement_exists(keeper: Keeper) -> None:
    places = [(row.id, path) for row in REGISTER for path in row.where.get(keeper, ())]
    assert [place for place in places if not exists(place[1])] == []


def test_every_test_that_the_trace_lists_exists() -> None:
    examples = {f"{EXAMPLE_TEST}[{example}]" for example in EXAMPLES}
    listed = {test for row in traced(EDITION) for test in row.tests}
    named = {test for test in listed if test.startswith(f"{EXAMPLE_TEST}[")}
    assert len(named) > 300
    assert sorted(named - examples) == []
    assert [test for test in sorted(listed - examples) if not _is_defined(test)] == []


def _is_defined(test: str) -> bool:
    file, _, name = test.partition("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return name.replace("::", ".") in set(names_in(tree.body))


@pytest.mark.parametrize(
    ("test", "there"),
    [
        ("tests/house/test_trace.py::test_no_statement_is_open", True),
        ("tests/house/test_trace.py::test_no_such", False),
        ("tests/house/test_trace.py::TestNoSuch::test_no_statement_is_open", False),
    ],
)
def test_a_test_that_exists_is_told_from_one_that_does_not(test: str, there: bool) -> None:
    assert _is_defined(test) is there


def test_no_statement_is_open() -> None:
    assert frozenset(PROCESSES) == BUILT
    assert [(row.id, row.open) for row in traced(EDITION) if row.open] == []


def test_every_statement_is_held_by_a_test_that_cites_it() -> None:
    assert [row.id for row in traced(EDITION) if not row.tests] == []


def test_the_command_prints_the_whole_trace_as_json() -> None:
    rows = json.loads(CliRunner().invoke(rules, ["trace", "--json"]).stdout)
    assert [row["id"] for row in rows] == [statement.id for statement in REGISTER]
    assert len(rows) == 185
    assert all(list(row) == KEYS for row in rows)
