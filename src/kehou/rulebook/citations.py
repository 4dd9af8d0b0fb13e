"""Who cites a statement, read from source without running it: tests, and the reasons that rules give."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TypeGuard

CLAUSE = re.compile(r"A\d+\.\d+")
REASON = re.compile(r"[a-z][a-z0-9_]+")
EXAMPLE_TEST = "tests/unit/rulebook/test_examples.py::test_example"

Citation = tuple[str, str]


def citing_tests(
    sources: Mapping[str, str], rule_clauses: Mapping[str, tuple[str, ...]]
) -> dict[str, list[str]]:
    """By statement, the ids of the tests that cite it.

    ``sources`` are the texts of test files by their path; ``rule_clauses`` the statements that each rule
    cites, by the rule's name. A test cites by ``pytest.mark.clause``, an ``Example`` by its rule or by
    its ``clause``.
    """
    found: dict[str, set[str]] = {}
    for path, text in sources.items():
        tree = ast.parse(text)
        examples = _examples(tree, rule_clauses) if "Example(" in text else ()
        for clause, test in (*_marked(path, tree), *examples):
            found.setdefault(clause, set()).add(test)
    return {clause: sorted(tests) for clause, tests in found.items()}


def reasons_given(sources: Iterable[str]) -> dict[str, list[str]]:
    """By statement, the reasons that rule modules give on it where they name both, one after the other."""
    found: dict[str, dict[str, None]] = {}
    for text in sources:
        for call in ast.walk(ast.parse(text)):
            if isinstance(call, ast.Call):
                for clause, reason in pairwise(map(_text, call.args)):
                    if CLAUSE.fullmatch(clause) and REASON.fullmatch(reason):
                        found.setdefault(clause, {})[reason] = None
    return {clause: list(reasons) for clause, reasons in found.items()}


def _marked(path: str, tree: ast.Module) -> Iterator[Citation]:
    of_module = [clause for node in tree.body if _is_pytestmark(node) for clause in _clauses(node)]
    for owner, test in _tests(tree):
        decorators = [*(owner.decorator_list if owner else ()), *test.decorator_list]
        clauses = [*of_module, *(clause for node in decorators for clause in _clauses(node))]
        within = f"{owner.name}::" if owner else ""
        for clause in clauses:
            yield clause, f"{path}::{within}{test.name}"


def _is_pytestmark(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and any(
        isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets
    )


def _tests(tree: ast.Module) -> Iterator[tuple[ast.ClassDef | None, ast.FunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from ((node, test) for test in node.body if _is_test(test))
        elif _is_test(node):
            yield None, node


def _is_test(node: ast.stmt) -> TypeGuard[ast.FunctionDef]:
    return isinstance(node, ast.FunctionDef) and node.name.startswith("test_")


def _clauses(node: ast.AST) -> Iterator[str]:
    """The statements named by every ``...mark.clause(...)`` at or below a node."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "clause":
            yield from (text for arg in call.args if (text := _text(arg)))


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _examples(tree: ast.Module, rule_clauses: Mapping[str, tuple[str, ...]]) -> Iterator[Citation]:
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Example"):
            continue
        says, rule = _text(call.args[0]), call.args[1]
        if says and isinstance(rule, ast.Name):
            narrowed = [_text(keyword.value) for keyword in call.keywords if keyword.arg == "clause"]
            for clause in narrowed or rule_clauses.get(rule.id, ()):
                yield clause, f"{EXAMPLE_TEST}[{rule.id}: {says}]"
