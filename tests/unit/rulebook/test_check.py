"""``kehou rules check``: a file is judged without a database, and the exit code tells what came of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kehou
from kehou.rulebook.cli import rules
from kehou.rulebook.documents import kinds
from kehou.rulebook.hunan_2024.edition import EDITION

PLAN = Path(kehou.__file__).parents[2] / "docs" / "examples" / "plan.toml"


def _check(file: Path, *options: str) -> Result:
    return CliRunner().invoke(rules, ["check", str(file), *options])


def _changed(folder: Path, old: str, new: str) -> Path:
    text = PLAN.read_text(encoding="utf-8")
    assert old in text
    file = folder / "plan.toml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


def test_the_example_of_a_lawful_plan_passes() -> None:
    result = _check(PLAN)
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.clause("A4.3")
def test_what_is_refused_is_told_with_its_article_and_what_to_do(tmp_path: Path) -> None:
    result = _check(_changed(tmp_path, "starts = 17:10:00", "starts = 15:10:00"))
    assert result.exit_code == 1
    assert "不通过 《实施办法》（四）A4.3" in result.stdout
    assert "学校：" in result.stdout


def test_every_verdict_comes_as_json() -> None:
    rows = json.loads(_check(PLAN, "--json").stdout)
    assert all(row["met"] for row in rows)
    assert {"A4.2", "A5.11"} <= {row["clause"] for row in rows}


@pytest.mark.clause("A4.4")
def test_a_countys_own_value_is_taken_from_its_file(tmp_path: Path) -> None:
    layer = tmp_path / "county.toml"
    layer.write_text(
        'tier = "county"\n[[settings]]\nname = "latest_end"\nvalue = 17:30:00\nfirst_date = 2026-01-01\n',
        encoding="utf-8",
    )
    result = _check(PLAN, "--layer", str(layer))
    assert result.exit_code == 1
    assert "17:30" in result.stdout


@pytest.mark.clause("A13.2")
def test_a_day_after_the_validity_is_refused() -> None:
    assert _check(PLAN, "--on", "2029-03-18").exit_code == 1


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('kind = "plan"', 'kind = "poem"', "line 4, kind: one of"),
        ("[facts]", "[fact]", "line 7, fact: no such field"),
        ('urban_rural_code = "121"', "urban_rural_code = 121", "line 20, facts.school.urban_rural_code"),
        ('mode = "supervise"', 'mode = "watch"', "line {mode}, facts.courses[0].mode"),
        ('course_key = "ball"', 'course_key = "no_such"', "no course"),
        ("on = 2026-03-02", "", "no day"),
        ("weekday = 0", "weekday = ", "line"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_two_and_says_where(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    changed = _changed(tmp_path, old, new)
    lines = changed.read_text(encoding="utf-8").splitlines()
    mode = next((number for number, line in enumerate(lines, 1) if line == 'mode = "watch"'), 0)
    result = _check(changed)
    assert result.exit_code == 2
    assert told.format(mode=mode) in result.stderr


def test_every_kind_of_facts_has_a_name_of_its_own() -> None:
    judged = {rule.judges for rule in EDITION.rules}
    assert set(kinds(EDITION).values()) == judged | set(EDITION.files.values())
    assert {"plan", "fee_scheme", "provider"} <= kinds(EDITION).keys()
