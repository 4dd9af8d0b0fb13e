"""The generated pages of docs/: written once, then current until the code moves on."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kehou.web.reference import command
from kehou.web.reference.command import docs
from kehou.web.reference.tables import table


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in place of docs/."""
    for name in ("DOCS", "PROJECT"):
        monkeypatch.setattr(command, name, tmp_path)
    return tmp_path


def test_pages_are_written_once_and_then_current(folder: Path) -> None:
    assert CliRunner().invoke(docs, ["--check"]).exit_code == 1
    assert CliRunner().invoke(docs).output == "written: trace.md\nwritten: addresses.md\n"
    assert CliRunner().invoke(docs, ["--check"]).exit_code == 0
    assert CliRunner().invoke(docs).output == ""


def test_a_page_that_has_grown_old_is_named(folder: Path) -> None:
    CliRunner().invoke(docs)
    (folder / "trace.md").write_text("old")
    result = CliRunner().invoke(docs, ["--check"])
    assert result.exit_code == 1
    assert "out of date: trace.md; run: make docs" in result.output


def test_the_pages_tell_who_may_do_what_and_what_keeps_a_statement(folder: Path) -> None:
    CliRunner().invoke(docs)
    assert "| `/sign-in/` | account.sign_in | anyone |" in (folder / "addresses.md").read_text()
    assert "| A4.9 |" in (folder / "trace.md").read_text()


def test_a_bar_in_a_cell_does_not_end_it() -> None:
    assert table(["a"], [["x|y"]]) == ["| a |", "| --- |", r"| x\|y |"]
