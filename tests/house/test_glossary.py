"""The glossary's names are names of the code."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
NAMED = re.compile(r"`([a-z_.]+)\.([A-Z]\w+)")


def _missing(text: str) -> list[str]:
    return [f"{place}.{name}" for place, name in NAMED.findall(text) if not _is_there(place, name)]


def _is_there(place: str, name: str) -> bool:
    for module in (f"kehou.{place}.models", f"kehou.{place}"):
        try:
            if hasattr(import_module(module), name):
                return True
        except ModuleNotFoundError:
            continue
    return False


def test_every_row_and_type_of_the_glossary_exists() -> None:
    text = GLOSSARY.read_text(encoding="utf-8")
    assert len(NAMED.findall(text)) > 40
    assert _missing(text) == []


def test_a_name_that_is_not_there_is_noticed() -> None:
    assert _missing("| plan | `plans.Plan`, `plans.NoSuchPlan` |") == ["plans.NoSuchPlan"]
