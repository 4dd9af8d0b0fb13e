"""``kehou draw``: draw, check and explain on the command line, without database or settings."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

import click

from kehou.allocation.claims import refuted
from kehou.allocation.commitments import Commitments, commitments
from kehou.allocation.explaining import explain
from kehou.allocation.faults import UnusableInput
from kehou.allocation.form import input_root
from kehou.allocation.lottery import Lottery
from kehou.allocation.model import Withdrawal
from kehou.allocation.published_code import code_hash
from kehou.allocation.reading import Claim, claim, closed_list
from kehou.allocation.recording import record
from kehou.allocation.result import Result
from kehou.allocation.running import allocate, withdraw
from kehou.allocation.schema import schema
from kehou.allocation.telling import told
from kehou.rulebook.reading import Unreadable, read

VIOLATED, UNREADABLE = 1, 2
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NONCE = click.option("--nonce", required=True, help="The secret text whose hash is published at closing.")
PUBLISHED = click.option("--published", type=FILE, help="What was published at closing, to be kept to.")


class Reading:
    """Ends the program with 2, naming file, place and reason, where something cannot be read."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Unreadable | UnusableInput):
            _give_up(UNREADABLE, *(f"{self.file.name}: {fault}" for fault in error.faults))


@click.group()
def draw() -> None:
    """Draw wishes into places (电脑随机派位), check a draw, explain it.

    Ends with 1 where something is wrong with a draw, with 2 where a file cannot be read.
    """


@draw.command("commit")
@click.argument("file", type=FILE)
@NONCE
def show_commitments(file: Path, nonce: str) -> None:
    """Print what is published when the list FILE closes, before the public number is known."""
    with Reading(file):
        closed = closed_list(_json(file))
        _print_json(asdict(commitments(closed.sections, closed.pupils, closed.policy, nonce)))


@draw.command("run")
@click.argument("file", type=FILE)
@NONCE
@click.option("--beacon", required=True, help="The public number that nobody knew when the list closed.")
@PUBLISHED
def run_draw(file: Path, nonce: str, beacon: str, published: Path | None) -> None:
    """Draw the closed list FILE and write the record to standard output."""
    with Reading(file):
        closed = closed_list(_json(file))
        root = input_root(closed.sections, closed.pupils, closed.policy)
        lottery = Lottery(root, nonce, beacon, code_hash())
        _keep_to(published, lottery)
        _write(allocate(closed.sections, closed.pupils, closed.policy, lottery))


@draw.command("verify")
@click.argument("file", type=FILE)
@PUBLISHED
def verify_record(file: Path, published: Path | None) -> None:
    """Draw the record FILE again and tell every difference and every fault."""
    read_claim = _claim(file)
    _keep_to(published, read_claim.again.lottery)
    violations = refuted(read_claim, file.read_bytes())
    if violations:
        _give_up(VIOLATED, *map(str, violations))
    click.echo("equal: the draw gives this record again, and nothing is wrong with it")


@draw.command("explain")
@click.argument("file", type=FILE)
@click.option("--pupil", required=True, help="The pupil's code.")
def explain_result(file: Path, pupil: str) -> None:
    """Tell one family its result in the record FILE, with the reason for every wish."""
    result = _claim(file).again
    if pupil not in result.instance.pupils:
        _give_up(UNREADABLE, f"{file.name}: pupils: no pupil {pupil}")
    for line in told(explain(result, pupil)):
        click.echo(line)


@draw.command("withdraw")
@click.argument("file", type=FILE)
@click.argument("events", type=FILE)
def take_withdrawals(file: Path, events: Path) -> None:
    """Take the withdrawals in EVENTS into the record FILE, let waiting lists move up, write it anew."""
    result = _claim(file).again
    with Reading(events):
        _write(withdraw(result, read(tuple[Withdrawal, ...], _json(events))))


@draw.command("schema")
def show_schema() -> None:
    """Print the JSON Schema of closed lists and records."""
    _print_json(schema())


def _claim(file: Path) -> Claim:
    with Reading(file):
        return claim(_json(file))
    raise AssertionError


def _keep_to(published: Path | None, lottery: Lottery) -> None:
    """End with 1 where a lottery is not the one that was committed to."""
    if published is None:
        return
    with Reading(published):
        broken = list(read(Commitments, _json(published)).broken_by(lottery))
        if broken:
            _give_up(VIOLATED, *(f"{published.name}: {name} is not as published" for name in broken))


def _json(file: Path) -> object:
    try:
        return json.loads(file.read_bytes())
    except json.JSONDecodeError as broken:
        _give_up(UNREADABLE, f"{file.name}: line {broken.lineno} column {broken.colno}: {broken.msg}")
    except UnicodeDecodeError as broken:
        _give_up(UNREADABLE, f"{file.name}: byte {broken.start}: this is not UTF-8")


def _write(result: Result) -> None:
    click.echo(record(result), nl=False)


def _print_json(content: object) -> None:
    click.echo(json.dumps(content, ensure_ascii=False, indent=1))


def _give_up(code: int, *reasons: str) -> NoReturn:
    for reason in reasons:
        click.echo(reason, err=True)
    raise SystemExit(code)
