"""What tests and rules cite is a statement of the register; no citation is invented."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from house.source import ROOT, dotted
from kehou.rulebook.hunan_2024.edition import EDITION
from kehou.rulebook.hunan_2024.register import REGISTER
from kehou.rulebook.trace import trace

CITING = {
    "src": {"cites", "computes", "refusal", "verdict", "REGISTER.verdict"},
    "tests": {"pytest.mark.clause"},
}
CLAUSE = re.compile(r"A\d+\.\d+")


def citations() -> Iterator[tuple[str, str]]:
    """Every statement cited by a call in the code, or by the mark of a test, and where."""
    for folder, names in CITING.items():
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and dotted(node.func) in names:
                    for cited in (str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)):
                        if CLAUSE.fullmatch(cited):
                            yield cited, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_citation_is_a_statement_of_the_register() -> None:
    cited = list(citations())
    assert len(cited) > 20
    assert [(clause, place) for clause, place in cited if clause not in REGISTER] == []


@pytest.mark.parametrize("article", ["4", "5", "7"])
def test_a_finished_article_has_all_its_rules(article: str) -> None:
    rows = [row for row in trace(EDITION, {}, {}) if row.id.startswith(f"A{article}.")]
    assert len(rows) > 10
    assert [row.id for row in rows if row.open and "rule" in row.open.partition(" to come")[0]] == []
