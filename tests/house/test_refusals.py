"""Each line of the refusal tables has a test that goes through the service and cites the line's clauses."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from house.source import ROOT, dotted
from refusals.row import Row

TABLES = sorted(path.stem for path in (ROOT / "tests" / "refusals").glob("process_*.py"))
# How many lines the process's own table of refusals has.
LINES = {1: 12, 2: 9, 3: 26, 4: 6, 5: 6, 6: 10, 7: 15, 8: 14, 9: 27, 10: 12}
THROUGH_THE_SERVICE = ("tests/db/", "tests/web/", "tests/browser/")
MARK = "pytest.mark.clause"


def rows(table: str) -> tuple[Row, ...]:
    """The lines of one table."""
    listed: tuple[Row, ...] = import_module(f"refusals.{table}").ROWS
    return listed


def _cited(nodes: list[ast.expr]) -> frozenset[str]:
    """The statements that marks among some expressions cite."""
    calls = (call for node in nodes for call in ast.walk(node) if isinstance(call, ast.Call))
    marks = (call for call in calls if dotted(call.func) == MARK)
    return frozenset(str(arg.value) for mark in marks for arg in mark.args if isinstance(arg, ast.Constant))


def _cases(tree: ast.Module) -> Iterator[tuple[str, frozenset[str]]]:
    """The named cases of a module's parametrised tests, with what each cites itself."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and dotted(call.func) in {"pytest.param", "case"}:
            named = [word.value for word in call.keywords if word.arg == "id"]
            for name in named:
                if isinstance(name, ast.Constant):
                    yield str(name.value), _cited([word.value for word in call.keywords])


@cache
def _proofs(path: Path) -> dict[str, frozenset[str]]:
    """The tests of a module, and their named cases, with the statements that each cites."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tests = {
        node.name: _cited(node.decorator_list)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    cases = dict(_cases(tree))
    return tests | {f"{test}[{case}]": own | cases[case] for test, own in tests.items() for case in cases}


def cited_by(proof: str) -> frozenset[str] | None:
    """What a proof cites; None where there is no such test."""
    place, _, test = proof.partition("::")
    path = ROOT / place
    return _proofs(path).get(test) if path.is_file() else None


def faults_of(line: Row) -> list[str]:
    """What is wrong with one line."""
    missing = [f"no such test: {proof}" for proof in line.proofs if cited_by(proof) is None]
    beside = [f"not through the service: {p}" for p in line.proofs if not p.startswith(THROUGH_THE_SERVICE)]
    cited = frozenset().union(*(cited_by(proof) or frozenset() for proof in line.proofs))
    uncited = [f"nothing cites {clause}" for clause in line.clauses if line.proofs and clause not in cited]
    bare = [] if line.proofs or line.awaits else ["neither a proof nor what it awaits"]
    return missing + beside + uncited + bare


@pytest.mark.parametrize("table", TABLES)
def test_every_line_is_proven_by_tests_that_cite_its_clauses(table: str) -> None:
    faults = {line.attempt: faults_of(line) for line in rows(table)}
    assert {attempt: found for attempt, found in faults.items() if found} == {}


@pytest.mark.parametrize("table", TABLES)
def test_no_line_of_a_process_is_left_out(table: str) -> None:
    listed = rows(table)
    assert len(listed) >= LINES[int(table.removeprefix("process_"))]
    assert len({line.attempt for line in listed}) == len(listed)


def test_a_broken_line_is_found() -> None:
    good = rows("process_02")[0]
    assert faults_of(good) == []
    assert faults_of(Row(good.attempt, good.levels, ("A0.1",), good.proofs)) == ["nothing cites A0.1"]
    assert faults_of(Row(good.attempt, good.levels, (), ("tests/db/plans/test_x.py::test_y",))) != []
    assert faults_of(Row(good.attempt, good.levels, (), ("tests/unit/test_cli.py::test_y",))) != []
    assert faults_of(Row(good.attempt, good.levels, good.clauses)) != []
