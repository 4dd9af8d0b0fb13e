"""``kehou docs``: write the generated pages, or check that they are current."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kehou.web.folders import PROJECT

DOCS = PROJECT / "docs"


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; fail where a page is out of date.")
def docs(check: bool) -> None:
    """Renew the generated pages of docs/."""
    stale = {path: text for path, text in _pages().items() if _read(path) != text}
    if check and stale:
        names = ", ".join(str(path.relative_to(PROJECT)) for path in stale)
        raise click.ClickException(f"out of date: {names}; run: make docs")
    for path, text in stale.items():
        path.write_text(text, encoding="utf-8")
        click.echo(f"written: {path.relative_to(PROJECT)}")


def _pages() -> dict[Path, str]:
    """The generated pages by their files."""
    plain = {"KEHOU_DEBUG": "0", "KEHOU_DEMO": "0"}  # the pages tell of the product alone
    os.environ.update({"DJANGO_SETTINGS_MODULE": "kehou.web.settings", **plain})
    import django

    django.setup()
    from kehou.web.reference import addresses, statements

    return {DOCS / "trace.md": statements.page(), DOCS / "addresses.md": addresses.page()}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
