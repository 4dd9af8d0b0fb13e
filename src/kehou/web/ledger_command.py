"""``kehou ledger``: take a term's book out, and check one without database or settings."""

from __future__ import annotations

from pathlib import Path

import click

from kehou.kernel.places import Place
from kehou.ledger import verify_book

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
PROVINCE = Place("43")


@click.group()
def ledger() -> None:
    """Export the book of a school's term, and verify an exported one."""


@ledger.command("verify")
@click.argument("file", type=FILE)
@click.option(
    "--head", "heads", multiple=True, metavar="COUNT:HASH", help="A head that was published of this book."
)
@click.pass_context
def verify(context: click.Context, file: Path, heads: tuple[str, ...]) -> None:
    """Check the exported book FILE, and name what is wrong with it.

    Needs neither database nor settings: it runs the program that anyone may take away
    (src/kehou/ledger/verify_book.py). Ends with 1 where something is wrong, with 2 where FILE is no book.
    """
    context.exit(verify_book.main([str(file), *(part for head in heads for part in ("--head", head))]))


@ledger.command("export")
@click.argument("school")
@click.argument("term")
@click.option("--journal", is_flag=True, help="As a journal for hledger instead of JSON.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File; standard output without.")
def export(school: str, term: str, journal: bool, out: Path | None) -> None:
    """Write the book of the school with the short code SCHOOL for a TERM such as 2026年上期."""
    from kehou.web import running

    with running.ready_database():
        content = exported(school, term, journal=journal)
    if out:
        out.write_bytes(content)
    else:
        click.echo(content, nl=False)


def exported(short_code: str, label: str, *, journal: bool) -> bytes:
    """The book of a school's term, by short code and label. Raises ClickException where there is none."""
    from kehou.funds.public import exported_book, exported_journal
    from kehou.platform.database.scope import at, scoped
    from kehou.registry.public import school_by_code, terms_of

    with scoped(at(PROVINCE)):
        school = school_by_code(short_code)
        if school is None:
            raise click.ClickException(f"there is no school {short_code}")
        term = next((term for term in terms_of(school.county_code) if term.label == label), None)
        if term is None:
            raise click.ClickException(f"there is no term {label} in {school.county_code}")
        if journal:
            written = exported_journal(school.id, term.id)
            content = written.encode() if written is not None else None
        else:
            content = exported_book(school.id, term.id)
    if content is None:
        raise click.ClickException(f"{school.name} has no book for {label}")
    return content
