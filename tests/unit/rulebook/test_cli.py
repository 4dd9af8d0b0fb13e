"""``kehou rules`` as people type it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pytest
from click.testing import CliRunner, Result

import kehou
from kehou.rulebook.cli import rules

SOURCE = Path(kehou.__file__).parents[1]


def _run(*args: str) -> Result:
    return CliRunner().invoke(rules, list(args))


def test_the_trace_is_185_objects_with_their_tests() -> None:
    rows = json.loads(_run("trace", "--json").stdout)
    assert len(rows) == 185
    assert {"id", "modality", "kept_by", "where", "reasons", "tests", "open"} == rows[0].keys()
    by_id = {row["id"]: row for row in rows}
    assert any("test_two_documents_that_differ" in test for test in by_id["A9.6"]["tests"])
    for statement in ("A9.6", "A9.26", "A4.15"):
        told = [line for line in _run("explain", statement).stdout.splitlines() if "  test:" in line]
        assert told == [f"  test:{test}" for test in by_id[statement]["tests"]]


def test_an_article_is_listed() -> None:
    lines = _run("list", "--article", "13").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["A13.1", "A13.2", "A13.3"]


def test_a_statement_is_explained() -> None:
    shown = _run("explain", "a9.26").stdout
    assert "《实施办法》（九） 不得" in shown
    assert "parameter:mean_includes_admin" in shown


def test_an_unknown_statement_is_not_explained() -> None:
    result = _run("explain", "A99.1")
    assert result.exit_code == 2


@pytest.mark.clause("A4.9")
def test_parameters_are_shown_for_a_day() -> None:
    before = _run("parameters", "--on", "2025-01-31").stdout
    after = _run("parameters", "--on", "2025-02-01").stdout
    assert "rest_gap = 10分钟" in before
    assert "rest_gap = 15分钟" in after


@pytest.mark.clause("A13.2")
def test_a_day_outside_the_validity_is_refused_in_words() -> None:
    result = _run("parameters", "--on", "2029-03-18")
    assert result.exit_code == 1
    assert "有效期" in result.stdout


@pytest.mark.clause("A9.6")
def test_a_citys_documents_that_differ_are_shown_side_by_side() -> None:
    shown = _run("parameters", "--on", "2026-04-01", "--at", "431202").stdout
    assert "同级文件不一致" in shown
    assert "600.00元" in shown
    assert "700.00元" in shown
    assert "不一致" not in _run("parameters", "--on", "2026-04-01", "--at", "430102").stdout


def _layer(folder: Path, name: str, value: str) -> str:
    file = folder / f"{name}.toml"
    file.write_text(
        'tier = "county"\nplace = "430102"\n[[settings]]\n'
        f'name = "{name}"\nvalue = {value}\nfirst_date = 2026-01-01\n',
        encoding="utf-8",
    )
    return str(file)


@pytest.mark.clause("A13.3")
def test_a_looser_file_is_refused_with_both_values(tmp_path: Path) -> None:
    result = _run("parameters", "--on", "2026-04-01", "--layer", _layer(tmp_path, "x_share_min", '"0.4"'))
    assert result.exit_code == 1
    assert "x_share_min.toml" in result.stdout
    assert "40%" in result.stdout
    assert "50%" in result.stdout


def test_a_tighter_file_is_shown_with_its_name(tmp_path: Path) -> None:
    layer = _layer(tmp_path, "x_share_min", '"0.6"')
    rows = json.loads(_run("parameters", "--on", "2026-04-01", "--layer", layer, "--json").stdout)
    (row,) = (row for row in rows if row["name"] == "x_share_min")
    assert (row["value"], row["source"]) == ("60%", "x_share_min.toml")


def test_a_file_that_cannot_be_read_ends_with_two(tmp_path: Path) -> None:
    result = _run("parameters", "--on", "2026-04-01", "--layer", _layer(tmp_path, "no_such", "1"))
    assert result.exit_code == 2
    assert "no_such.toml" in result.stderr


def _seconds_of_work(command: list[str]) -> float:
    """Processor time, so that a busy machine does not count."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, cwd=SOURCE)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_it_starts_in_half_a_second() -> None:
    command = [sys.executable, "-m", "kehou", "rules", "list"]
    assert min(_seconds_of_work(command) for _ in range(3)) < 0.5


def test_it_needs_no_django() -> None:
    code = "import sys, kehou.rulebook.cli; sys.exit('django' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=SOURCE)
