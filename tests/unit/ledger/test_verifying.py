"""The stand-alone verifier: the book's laws told apart, on plain Python; and hledger beside it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from factories.term_book import COVER, exported, term_book
from kehou.cli import main
from kehou.ledger import verify_book
from kehou.ledger.accounts import CHART, Key
from kehou.ledger.events import EVENTS, EventKind
from kehou.ledger.journal import journal_written

PROGRAM = Path(verify_book.__file__)
LETTERS = {Key.PUPIL: "p", Key.PERSON: "h", Key.BANK: "b"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "book.json"
    path.write_bytes(exported(term_book()))
    return path


def test_the_verifier_has_its_own_copy_of_chart_and_events() -> None:
    keys = {
        code: "".join(
            sorted(
                LETTERS[key].upper() if key in account.keys else LETTERS[key]
                for key in account.keys | account.may
            )
        )
        for code, account in CHART.items()
    }
    assert keys == verify_book.ACCOUNTS
    for kind, event in EVENTS.items():
        debits, credits_ = (
            set(side.rstrip("!").split()) for side in verify_book.EVENTS[kind.value].split("|")
        )
        assert (debits, credits_) == (set(event.debits), set(event.credits)), kind
        two = event.pays or kind is EventKind.REVERSAL
        assert verify_book.EVENTS[kind.value].endswith("!") == two, kind
    assert len(verify_book.EVENTS) == len(EVENTS)


def test_the_program_runs_on_plain_python_alone(file: Path, tmp_path: Path) -> None:
    taken = tmp_path / "elsewhere.py"
    shutil.copy(PROGRAM, taken)
    command = [sys.executable, "-I", "-S", str(taken), str(file)]
    said = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (said.returncode, said.stderr) == (0, "")
    assert "no published head" in said.stdout
    file.write_bytes(file.read_bytes().replace(b'"paper/3"', b'"paper/9"'))
    said = subprocess.run(command, check=False, capture_output=True, text=True)
    assert said.returncode == 1
    assert "entry 4: does not fit the chain" in said.stderr
    file.write_bytes(b"{}")
    assert subprocess.run(command, check=False, capture_output=True).returncode == 2


def test_the_command_checks_against_published_heads(file: Path) -> None:
    book = term_book()
    run = CliRunner().invoke
    heads = [f"{n}:{book.entries[n - 1].chain_hash}" for n in (5, len(book.entries))]
    told = run(main, ["ledger", "verify", str(file), "--head", heads[0], "--head", heads[1]])
    assert told.exit_code == 0, told.output
    assert "the published heads agree" in told.output
    cut = json.loads(file.read_bytes())
    cut["entries"] = cut["entries"][:-1]
    cut |= {"count": len(cut["entries"]), "head": cut["entries"][-1]["chain"]}
    file.write_bytes(verify_book.canonical(cut) + b"\n")
    assert run(main, ["ledger", "verify", str(file)]).exit_code == 0  # the positive control
    told = run(main, ["ledger", "verify", str(file), "--head", heads[1]])
    assert told.exit_code == 1
    assert "its end was cut" in told.output


def test_a_file_in_another_form_is_told(file: Path) -> None:
    file.write_text(json.dumps(json.loads(file.read_bytes()), indent=1))
    told = CliRunner().invoke(main, ["ledger", "verify", str(file)])
    assert told.exit_code == 1
    assert "canonical" in told.output


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"event": "management_fee"}, "no such event: management_fee"),
        ({"lines": [["5201", "fee", "yx", 5, "", "", ""], ["1001", "fee", "yx", -5, "", "", "B1"]]}, "5201"),
        ({"lines": [["1101", "fee", "yx", 5, "P", "", ""], ["4001", "fee", "yx", -4, "P", "", ""]]}, ": 1"),
        (
            {"lines": [["1101", "fee", "yx", 5.0, "P", "", ""], ["4001", "fee", "yx", -5, "P", "", ""]]},
            "whole",
        ),
        ({"lines": [["1101", "fee", "yx", 5, "", "", ""], ["4001", "fee", "yx", -5, "P", "", ""]]}, "names"),
        ({"lines": [["4001", "fee", "yx", 5, "P", "", ""], ["1101", "fee", "yx", -5, "P", "", ""]]}, "side"),
    ],
)
def test_an_entry_that_the_book_would_refuse_is_named(change: dict[str, object], said: str) -> None:
    book = json.loads(exported(term_book()))
    book["entries"][0] |= change
    assert any(said in fault for fault in verify_book.verify(book, []))


@pytest.mark.skipif(not shutil.which("hledger"), reason="hledger is not installed")
def test_hledger_accepts_the_journal_and_finds_what_is_off(tmp_path: Path) -> None:
    book = term_book()
    path = tmp_path / "book.journal"
    text = journal_written(COVER, book.entries)
    path.write_text(text)
    check = ["hledger", "-f", str(path), "check", "-s"]
    said = subprocess.run(check, check=False, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    balance = ["hledger", "-f", str(path), "balance", "--layout=bare", "-N", "-O", "csv", "负债", "--flat"]
    assert "yx" not in subprocess.run(balance, check=True, capture_output=True, text=True).stdout
    path.write_text(text.replace("-36000.00", "-36000.01").replace("-360.00", "-360.01", 1))
    assert subprocess.run(check, check=False, capture_output=True).returncode != 0
