"""``kehou manage``: Django's management commands, on the embedded database where none is given."""

from __future__ import annotations

import os

import click


@click.command(add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run a management command of Django."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehou.web.settings")
    execute_from_command_line(["kehou manage", *arguments])
