"""The JSON Schema of a file says what the reader takes, and refuses what the reader refuses."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

import kehou
from kehou.rulebook.cli import rules
from kehou.rulebook.documents import document, kinds
from kehou.rulebook.hunan_2024.edition import EDITION
from kehou.rulebook.reading import Unreadable
from kehou.rulebook.schema import json_schema

FOLDER = Path(kehou.__file__).parents[2] / "docs" / "examples"
FILES = ("plan", "fee_scheme", "provider", "allowances", "closing")


def _plain(value: Any) -> Any:
    """What stands in a TOML file, as JSON would have it."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | time) else value


def _example(name: str) -> dict[str, Any]:
    plain: dict[str, Any] = _plain(tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")))
    return plain


def _is_readable(data: dict[str, Any]) -> bool:
    try:
        document(data, EDITION)
    except Unreadable:
        return False
    return True


@pytest.mark.parametrize("kind", sorted(kinds(EDITION)))
def test_every_kind_has_a_schema_that_is_one(kind: str) -> None:
    found = json_schema(kind, EDITION)
    Draft202012Validator.check_schema(found)
    assert found["properties"]["kind"] == {"const": kind}


@pytest.mark.parametrize("name", FILES)
def test_an_example_is_of_its_form(name: str) -> None:
    data = _example(name)
    assert _is_readable(data)
    assert list(Draft202012Validator(json_schema(name, EDITION)).iter_errors(data)) == []


def _set(*path: str | int, value: object) -> Callable[[dict[str, Any]], None]:
    def spoil(data: Any) -> None:
        *way, last = path
        for step in way:
            data = data[step]
        data[last] = value

    return spoil


def _without(*path: str | int) -> Callable[[dict[str, Any]], None]:
    def spoil(data: Any) -> None:
        *way, last = path
        for step in way:
            data = data[step]
        del data[last]

    return spoil


SPOILS = {
    "another kind": _set("kind", value="poem"),
    "a field too many": _set("facts", "extra", value=1),
    "a field too few": _without("facts", "school"),
    "a number as text": _set("facts", "school", "pupil_count", value="24"),
    "a code as a number": _set("facts", "school", "urban_rural_code", value=121),
    "a choice that is none": _set("facts", "courses", 0, "mode", value="watch"),
    "a list as a text": _set("facts", "grades", value="1-6"),
    "a table as a list": _set("facts", "safety", value=[]),
    "money with mills": _set("facts", "fees", "prices", 0, "price", value="2.001"),
    "a time that is none": _set("facts", "slots", 0, "starts", value="noon"),
    "a truth as a number": _set("facts", "has_work_plan", value=1),
    "a key that is no number": _set(
        "facts", "bells", 0, "schedule", "last_lesson_ends", value={"mon": "16:00"}
    ),
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_what_the_reader_refuses_the_schema_refuses(spoil: Callable[[dict[str, Any]], None]) -> None:
    data = _example("plan")
    spoil(data)
    assert not _is_readable(data)
    assert list(Draft202012Validator(json_schema("plan", EDITION)).iter_errors(data))


def test_the_command_prints_it_and_lists_the_kinds() -> None:
    shown = CliRunner().invoke(rules, ["schema", "fee_scheme"])
    assert json.loads(shown.stdout) == json_schema("fee_scheme", EDITION)
    assert CliRunner().invoke(rules, ["schema"]).stdout.split() == sorted(kinds(EDITION))
    unknown = CliRunner().invoke(rules, ["schema", "poem"])
    assert unknown.exit_code == 2
    assert "no kind poem" in unknown.stderr
