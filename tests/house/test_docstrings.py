"""A public function that refuses says by which error, so that whoever calls it knows what to catch."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from house.source import dotted, modules

REFUSES_SILENTLY = '''
def take(row):
    """Take a row."""
    raise UnableToTake([])
'''


def refusals_untold(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, str]]:
    """The public functions of a module that raise a refusal which their docstring does not name."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            told = ast.get_docstring(node) or ""
            for error in sorted(set(_refusals(node))):
                if not re.search(rf"\b{error}\b", told):
                    yield node, error


def _refusals(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            name = dotted(node.exc.func)
            if name.startswith("UnableTo"):
                yield name


def test_every_refusal_stands_in_the_docstring_of_who_refuses() -> None:
    untold = [
        f"{module.at(node)} {node.name}: {error}"
        for module in modules()
        for node, error in refusals_untold(module.tree)
    ]
    assert untold == []


def test_one_that_is_not_told_would_be_found() -> None:
    ((node, error),) = refusals_untold(ast.parse(REFUSES_SILENTLY))
    assert (node.name, error) == ("take", "UnableToTake")
