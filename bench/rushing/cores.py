"""One core for all: the sender, the server that is started meanwhile, and the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psutil


@contextmanager
def on_one_core() -> Iterator[None]:
    """Keep this process, what it starts, and the database's processes on the last core of the machine.

    Two that work at once on neighbouring cores slow each other down where these are threads of one; then
    neither time nor processor time would say what a core does. A database that runs elsewhere stays there.
    """
    mine, before = psutil.Process(), psutil.Process().cpu_affinity()
    all_of_it = [mine, *_database()]
    try:
        for process in all_of_it:
            process.cpu_affinity(before[-1:])
        yield
    finally:
        for process in all_of_it:
            if process.is_running():
                process.cpu_affinity(before)


def _database() -> list[psutil.Process]:
    """The database's server process with those it has; those it starts later stay where it is."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    try:
        server = psutil.Process(backend).parent()
    except psutil.NoSuchProcess:
        return []
    return [server, *server.children()] if server else []
