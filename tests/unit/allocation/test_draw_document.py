"""Every command that docs/draw.md shows does what it says there."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from house.source import ROOT
from kehou.cli import main

PAGE = (ROOT / "docs" / "draw.md").read_text(encoding="utf-8")
EXAMPLES = ROOT / "docs" / "examples" / "draw"


def shown() -> list[tuple[list[str], str, str]]:
    """Each command with its arguments, the file that it writes to, and what it prints."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL):
        for part in re.split(r"^\$ kehou ", block, flags=re.MULTILINE)[1:]:
            line, _, output = part.partition("\n")
            command, _, file = line.partition(" > ")
            found.append((shlex.split(command), file, output))
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The examples in a folder of their own."""
    for file in EXAMPLES.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_gives_what_the_page_shows(folder: Path) -> None:
    commands = shown()
    assert {command[1] for command, _, _ in commands} == {
        "commit",
        "run",
        "verify",
        "explain",
        "withdraw",
        "schema",
    }
    for command, file, output in commands:
        ran = CliRunner().invoke(main, command)
        assert ran.exit_code == 0, (command, ran.output)
        if file:
            (folder / file).write_bytes(ran.stdout_bytes)
        else:
            assert ran.output == output, command
    schema = json.loads((folder / "schema.json").read_text())
    for name in ("wishes", "record", "after"):
        jsonschema.validate(json.loads((folder / f"{name}.json").read_text()), schema)
