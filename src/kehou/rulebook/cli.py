"""``kehou rules``: the rulebook on the command line, without database or settings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

import click

from kehou.kernel.verdict import UnableTo
from kehou.rulebook.checking import check as check_text
from kehou.rulebook.citations import citing_tests, reasons_given
from kehou.rulebook.documents import kinds, parse
from kehou.rulebook.engine import Edition, Parameters, UnknownStatement
from kehou.rulebook.engine.definitions import BadValue
from kehou.rulebook.engine.layers import Layer
from kehou.rulebook.engine.loading import layer_from
from kehou.rulebook.hunan_2024.edition import city_layers
from kehou.rulebook.packs import HUNAN
from kehou.rulebook.reading import Unreadable
from kehou.rulebook.schema import json_schema
from kehou.rulebook.showing import (
    contradiction_lines,
    parameter_data,
    parameter_line,
    statement_line,
    statement_lines,
    traced_data,
    verdict_data,
    verdict_lines,
)
from kehou.rulebook.trace import Traced, trace

BLOCKED, UNREADABLE = 1, 2
DAY = click.DateTime(["%Y-%m-%d"])
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
REPOSITORY = Path(__file__).resolve().parents[3]


@click.group()
def rules() -> None:
    """Read, explain and apply the rulebook, offline."""


@rules.command("list")
@click.option("--article", type=click.IntRange(0, 13), help="Only the statements of one article.")
def list_statements(article: int | None) -> None:
    """List the statements of the Measures, in our own words."""
    for statement in _newest().register:
        if article in (None, statement.article):
            click.echo(statement_line(statement))


@rules.command()
@click.argument("clause")
def explain(clause: str) -> None:
    """Tell all about one statement: what it says, what keeps it, which tests hold it."""
    edition = _newest()
    try:
        statement = edition.register[clause.upper()]
    except UnknownStatement:
        _give_up(f"no statement {clause}")
    (row,) = (row for row in traced(edition, on=statement.id) if row.id == statement.id)
    _print(statement_lines(statement, row, edition))


@rules.command("trace")
@click.option("--json", "as_json", is_flag=True, help="Print all rows as JSON.")
def show_trace(as_json: bool) -> None:
    """Show for each statement what keeps it, and what is still open."""
    rows = traced(_newest())
    if as_json:
        click.echo(json.dumps([traced_data(row) for row in rows], ensure_ascii=False, indent=1))
        return
    for row in rows:
        state = f"open: {row.open}" if row.open else "kept"
        click.echo(f"{row.id:<6} {len(row.where):>3} places {len(row.tests):>3} tests  {state}")


@rules.command()
@click.option("--on", type=DAY, required=True, help="The day, as 2026-03-02.")
@click.option("--at", "place", default="", help="A division code: with what is known of its city.")
@click.option("--layer", "files", type=FILE, multiple=True, help="A file of local values; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def parameters(on: datetime, place: str, files: tuple[Path, ...], as_json: bool) -> None:
    """Show the parameters in force on a day, with their sources and contradictions."""
    edition = _edition_on(on.date())
    known = [layer for layer in city_layers() if place.startswith(layer.place)]
    folded = _fold(edition, files, on.date(), known)
    words = edition.wording
    if as_json:
        click.echo(
            json.dumps([parameter_data(entry, words) for entry in folded], ensure_ascii=False, indent=1)
        )
        return
    _print(parameter_line(entry, words) for entry in folded)
    _print(contradiction_lines(folded, words))


@rules.command()
@click.argument("file", type=FILE)
@click.option("--on", type=DAY, help="The day to judge by; without it the day that the file names.")
@click.option("--layer", "layers", type=FILE, multiple=True, help="A file of local values; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print every verdict as JSON.")
def check(file: Path, on: datetime | None, layers: tuple[Path, ...], as_json: bool) -> None:
    """Judge a plan or another document given as JSON or TOML.

    Ends with 1 if anything is refused, with 2 if the file cannot be read.
    """
    local = [_layer(_newest(), name) for name in layers]
    try:
        found = check_text(_text(file), file.suffix, on=on.date() if on else None, layers=local)
    except Unreadable as unreadable:
        _give_up(*(f"{file.name}: {fault}" for fault in unreadable.faults))
    except UnableTo as refused:
        _refuse(refused, _newest())
    if as_json:
        rows = [verdict_data(verdict, found.edition) for verdict in found.verdicts]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        _print(verdict_lines(found.verdicts, found.edition))
    if found.is_refused:
        raise SystemExit(BLOCKED)


@rules.command("schema")
@click.argument("kind", required=False)
def show_schema(kind: str | None) -> None:
    """Print the JSON Schema of a kind of file; without a kind, the kinds."""
    known = kinds(_newest())
    if kind is None:
        _print(sorted(known))
    elif kind in known:
        click.echo(json.dumps(json_schema(kind, _newest()), ensure_ascii=False, indent=1))
    else:
        _give_up(f"no kind {kind}; one of {', '.join(sorted(known))}")


def _newest() -> Edition:
    return HUNAN.editions[-1]


def _edition_on(day: date) -> Edition:
    try:
        return HUNAN.edition_on(day)
    except UnableTo as refused:
        _refuse(refused, _newest())


def _fold(edition: Edition, files: Iterable[Path], on: date, known: Iterable[Layer] = ()) -> Parameters:
    try:
        return edition.parameters_at([*known, *(_layer(edition, file) for file in files)], on=on)
    except UnableTo as refused:
        _refuse(refused, edition)


def _layer(edition: Edition, file: Path) -> Layer:
    try:
        return layer_from(file.name, parse(_text(file), file.suffix), edition.definitions)
    except (BadValue, Unreadable) as unreadable:
        _give_up(str(unreadable))


def traced(edition: Edition, *, on: str = "") -> tuple[Traced, ...]:
    """The trace with the tests of the repository, where this runs from one.

    ``on`` one statement, only what names it or a rule that cites it is read: the rows of others lack tests.
    """
    tests = {str(file.relative_to(REPOSITORY)): _text(file) for file in (REPOSITORY / "tests").rglob("*.py")}
    clauses = {rule.name: rule.clauses for rule in edition.rules}
    modules = [_text(Path(module.__file__ or "")) for module in edition.modules]
    if on:
        names = re.compile(
            "|".join([re.escape(on), *(name for name, cited in clauses.items() if on in cited)])
        )
        tests = {path: text for path, text in tests.items() if names.search(text)}
        modules = [text for text in modules if on in text]
    return trace(edition, citing_tests(tests, clauses), reasons_given(modules))


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _refuse(refused: UnableTo, edition: Edition) -> NoReturn:
    _print(verdict_lines(refused.verdicts, edition))
    raise SystemExit(BLOCKED)


def _give_up(*reasons: str) -> NoReturn:
    for reason in reasons:
        click.echo(reason, err=True)
    raise SystemExit(UNREADABLE)
