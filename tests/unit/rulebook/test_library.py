"""``from kehou.rulebook import ...``: what the page about it shows is so, and every name is there."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import kehou
import kehou.rulebook.library
from kehou.rulebook import NAMES

ROOT = Path(kehou.__file__).parents[2]
PAGE = ROOT / "docs" / "rulebook.md"


def test_the_examples_of_the_page_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert tried > 20
    assert failed == 0


@pytest.mark.parametrize("name", sorted(NAMES))
def test_each_name_of_the_library_can_be_imported(name: str) -> None:
    assert getattr(kehou.rulebook, name) is getattr(kehou.rulebook.library, name)
    assert name in kehou.rulebook.library.__all__


def test_no_other_name_is_given() -> None:
    with pytest.raises(AttributeError, match="no_such"):
        kehou.rulebook.no_such  # noqa: B018


def test_the_library_is_not_loaded_before_it_is_used() -> None:
    code = "import sys, kehou.rulebook; sys.exit('kehou.rulebook.library' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT / "src")
