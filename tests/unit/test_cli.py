"""The command line: help at once, without Django; every listed subcommand is there."""

from __future__ import annotations

import resource
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from kehou.cli import COMMANDS, main

HEAVY = ("django", "numpy", "psycopg", "granian")
LIST_HEAVY = f"""
import sys
from kehou.cli import main
try:
    main(["--help"])
finally:
    print("heavy:", [name for name in {HEAVY!r} if name in sys.modules])
"""
LONGEST_START_S = 0.5


def help_in_a_fresh_process() -> str:
    """What ``kehou --help`` prints, and which heavy packages it imported for it."""
    source = [path for path in sys.path if path.endswith("src")]
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {source!r}\n{LIST_HEAVY}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_help_names_every_subcommand_and_imports_nothing_heavy() -> None:
    output = help_in_a_fresh_process()
    assert output.endswith("heavy: []\n")
    assert [name for name in COMMANDS if f"  {name} " not in output] == []


def test_help_comes_at_once() -> None:
    spent = []
    for _ in range(3):
        before = processor_seconds()
        help_in_a_fresh_process()
        spent.append(processor_seconds() - before)
    assert min(spent) < LONGEST_START_S


def processor_seconds() -> float:
    """The processor time of all child processes so far, which a busy machine does not lengthen."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("name", COMMANDS)
def test_every_listed_subcommand_can_be_loaded(name: str) -> None:
    assert isinstance(COMMANDS[name].load(), click.Command)


def test_an_unknown_subcommand_is_refused() -> None:
    result = CliRunner().invoke(main, ["nonesuch"])
    assert result.exit_code == 2
    assert "nonesuch" in result.output
