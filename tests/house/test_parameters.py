"""Every parameter is read by the program, or says in its file why it is for information only."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from house.source import PACKAGE
from kehou.rulebook.hunan_2024.edition import DEFINITIONS

DEFINING = PACKAGE / "rulebook" / "hunan_2024" / "edition.py"
DEMO = "demo"
GETTERS = {
    *("count", "minutes", "ratio", "flag", "choice", "time_of_day", "fen"),
    *("numbers", "codes", "words", "table", "is_set", "in_force"),
}


def words_in(text: str) -> Iterator[str]:
    """Every text in a program that might name a parameter; of ``name/key`` the name."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.partition("/")[0]


def asked_in(text: str) -> Iterator[str]:
    """Every parameter that a program asks for by one of the getters."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            name = node.args[0]
            if node.func.attr in GETTERS and isinstance(name, ast.Constant):
                yield str(name.value)


def _texts() -> Iterator[str]:
    for path in PACKAGE.rglob("*.py"):
        if path != DEFINING and path.relative_to(PACKAGE).parts[0] != DEMO:
            yield path.read_text("utf-8")


def test_a_name_is_found_with_and_without_its_key() -> None:
    text = 'def rule(p):\n    return p.count("rest_gap"), p.minutes("period_len", stage), "off_work/winter"\n'
    assert {"rest_gap", "period_len", "off_work"} <= set(words_in(text))
    assert "no_such" not in set(words_in(text))
    assert set(asked_in(text)) == {"rest_gap", "period_len"}


def test_every_parameter_is_read_or_says_why_not() -> None:
    named = {word for text in _texts() for word in words_in(text)}
    silent = [name for name, row in DEFINITIONS.items() if name not in named and not row.unread]
    assert silent == [], "connect them, or write in the file why nothing reads them (unread = ...)"


def test_what_is_asked_for_is_not_called_information() -> None:
    asked = {name for text in _texts() for name in asked_in(text)}
    assert len(asked) > 100
    assert [name for name, row in DEFINITIONS.items() if row.unread and name in asked] == []
