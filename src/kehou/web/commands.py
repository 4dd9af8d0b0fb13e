"""``kehou manage`` and ``kehou serve``: on the embedded database where no other is given."""

from __future__ import annotations

import click

from kehou.kernel.actor import Role
from kehou.web import running


@click.command(add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run a management command of Django."""
    with running.ready_database():
        from django.core.management import execute_from_command_line

        execute_from_command_line(["kehou manage", *arguments])


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port; the next free one where it is taken.")
def serve(host: str, port: int) -> None:
    """Bring the tables up to date and serve the site until Ctrl-C."""
    with running.ready_database():
        running.migrate()
        found = running.free_port(host, port)
        if found != port:
            click.echo(f"Port {port} is taken.")
        click.echo(f"Kehou is at http://{host}:{found} (Ctrl-C stops it)")
        running.run_server(host, found)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, help="Port; a proxy leads /rush/ to it.")
@click.option(
    "--read-seconds",
    default=running.DOOR_READ_S,
    show_default=True,
    type=click.FloatRange(min=0.1),
    help="How long a request may take to come whole.",
)
def door(host: str, port: int, read_seconds: float) -> None:
    """Answer choices in order of arrival ahead of the site: /rush/ only, until Ctrl-C."""
    with running.ready_database():
        click.echo(f"The door is at http://{host}:{port}/rush/ (Ctrl-C closes it)")
        running.run_door(host, port, read_seconds=read_seconds)


@click.command()
@click.argument("place")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.argument("name")
@click.argument("login")
def appoint(place: str, role: str, name: str, login: str) -> None:
    """Give an officer of a PLACE (430102, 4301, 43) a ROLE and an account: the first who can sign in."""
    with running.ready_database():
        running.migrate()
        from kehou.platform.clock.business import business_now
        from kehou.registry.public.appointing import UnableToAppoint, appoint_officer

        try:
            password = appoint_officer(
                place_code=place, role=Role(role), name=name, login=login, now=business_now()
            )
        except UnableToAppoint as refused:
            raise click.ClickException(str(refused)) from None
        click.echo(f"{login} signs in with {password}, told this once, and chooses another password.")


@click.command()
@click.argument("login")
def release(login: str) -> None:
    """Take the second factor of the account LOGIN away, whose owner lost the app and the recovery codes."""
    with running.ready_database():
        from kehou.platform.clock.business import business_now
        from kehou.registry.public.appointing import UnableToAppoint, release_second_factor

        try:
            release_second_factor(login, now=business_now())
        except UnableToAppoint as refused:
            raise click.ClickException(str(refused)) from None
        click.echo(f"{login} signs in by password alone, and binds another app.")
