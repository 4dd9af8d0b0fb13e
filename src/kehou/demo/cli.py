"""``kehou demo``: the fictional county on this machine, or its whole story on the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from kehou.web import running

CARRIER = "kehou.demo.inbox.deliver"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port; the next free one where it is taken.")
@click.option("--reset", is_flag=True, help="Start over: drop the demo's data first.")
@click.option("--story", is_flag=True, help="Run one school's whole way headless, then exit.")
def demo(host: str, port: int, *, reset: bool, story: bool) -> None:
    """Serve the demo county, or tell its story with --story."""
    os.environ["KEHOU_DEMO"] = "1"
    os.environ.setdefault("KEHOU_SMS_CARRIER", CARRIER)
    if story:
        sys.exit(_story())
    if reset:
        _reset()
    _serve(host, port)


def _serve(host: str, port: int) -> None:
    with running.ready_database():
        running.migrate()
        from kehou.demo.growing import greeting, grow_once

        grow_once(report=click.echo)
        found = running.free_port(host, port)
        if found != port:
            click.echo(f"Port {port} is taken.")
        click.echo(greeting(f"http://{host}:{found}"))
        from kehou.demo.wallets import open_lines

        with running.interrupts_held(), open_lines(f"http://{host}:{found}"), _worker():
            running.run_server(host, found)


def _story() -> int:
    from kehou.demo.databases import story_database

    with story_database(os.environ):
        from kehou.demo.story.telling import tell

        return tell(click.echo)


def _reset() -> None:
    from kehou.demo.databases import drop_demo

    drop_demo(os.environ, report=click.echo)


@contextmanager
def _worker() -> Iterator[None]:
    """The worker of the outbox beside the server, ended with it."""
    command = [sys.executable, "-m", "django", "procrastinate", "worker"]
    # In a session of its own, since Ctrl-C is for the server; this ends after it.
    worker = subprocess.Popen(command, start_new_session=True)  # noqa: S603  (no shell)
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(timeout=20)
