"""Each capability says on one screen which articles it keeps, who acts, and what it never does."""

from __future__ import annotations

import re

import pytest

from house.source import PACKAGE, ROOT, capabilities

LEAST_LINES, MOST_LINES = 8, 45
PROJECT_PAGES = (
    "README.md",
    "README.zh-CN.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "docs/glossary.md",
    "docs/rulebook.md",
    "docs/decisions/README.md",
)


@pytest.mark.parametrize("name", capabilities())
def test_a_capability_introduces_itself(name: str) -> None:
    page = PACKAGE / name / "README.md"
    assert page.exists()
    text = page.read_text(encoding="utf-8")
    assert LEAST_LINES <= text.count("\n") <= MOST_LINES
    assert re.search(r"\bA\d+\.\d+|[Aa]rticles? \d", text), "which articles does it keep?"
    assert re.search(r"\b[Nn]ever\b", text), "what does it never do?"


@pytest.mark.parametrize("file", PROJECT_PAGES)
def test_the_project_has_its_pages(file: str) -> None:
    assert (ROOT / file).stat().st_size > 0


def test_every_link_between_documents_leads_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *PACKAGE.rglob("README.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []
