"""Small honest files: limits that no file and no function passes, and a median to keep."""

from __future__ import annotations

import ast
from statistics import median

from house.source import ROOT, modules

LONGEST_FILE = 300
LONGEST_FUNCTION = 60
MEDIAN_FILE = 80
# Whoever checks takes them away in one piece, and they may share no code with the program that they check.
IN_ONE_PIECE = ("src/kehou/allocation/verify_draw.py", "src/kehou/ledger/verify_book.py")
LONGEST_IN_ONE_PIECE = 400


def lines_of(path_text: str) -> int:
    """How many lines a text has."""
    return path_text.count("\n")


def test_no_file_is_too_long() -> None:
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "bootstrap.py"]
    lengths = {
        str(path.relative_to(ROOT)): lines_of(path.read_text())
        for path in files
        if "migrations" not in path.parts
    }
    assert max(lengths.pop(path) for path in IN_ONE_PIECE) <= LONGEST_IN_ONE_PIECE
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    found = {
        f"{module.at(node)} {node.name}": length
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert found == {}


def test_most_files_fit_a_screen() -> None:
    assert median(lines_of(module.path.read_text()) for module in modules()) < MEDIAN_FILE
