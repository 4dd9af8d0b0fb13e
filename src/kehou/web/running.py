"""Bringing the site up from a command line: a database that is ready, a free port, the server.

Django is imported inside the functions: its settings read the database's address, which is known
only once the embedded server runs.
"""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from kehou.platform.database.embedded import database_url
from kehou.web.folders import var_folder

MAX_WORKERS = 4
THREADS_A_WORKER = 4
THREAD_RESTS_S = 10  # then it ends: few who work share what one has at hand, its connection above all
PORTS_TO_TRY = 100
KILL_AFTER_S = 10
DOOR_BACKLOG = 16_384
DOOR_READ_S = 10.0


class NoFreePort(RuntimeError):
    """None of the ports from the wanted one on could be taken."""


@contextmanager
def ready_database() -> Iterator[None]:
    """Set Django up on a database that has its roles: the given one, or the embedded one while in use."""
    with database_url(os.environ, var=var_folder()) as url:
        os.environ["DATABASE_URL"] = url  # for the settings, here and in the server's workers
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehou.web.settings")
        import django
        from django.conf import settings

        from kehou.platform.database.roles import prepare

        django.setup()
        name = settings.DATABASES["default"]["NAME"]
        prepare(url, database=name, password=settings.KEHOU_DATABASE_PASSWORD)
        yield


def migrate() -> None:
    """Bring the tables up to date, as the role that owns them."""
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", database="owner", verbosity=0)
    connections.close_all()


def free_port(host: str, wanted: int) -> int:
    """The wanted port, or the next one that is free. Raises NoFreePort."""
    for port in range(wanted, wanted + PORTS_TO_TRY):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server itself will
            try:
                probe.bind((host, port))
            except OSError:
                continue
        return port
    raise NoFreePort(f"no free port from {wanted} to {wanted + PORTS_TO_TRY - 1} on {host}")


def run_server(host: str, port: int) -> None:
    """Serve the site until it is interrupted. The server keeps the order in which requests arrive."""
    from granian import Granian
    from granian.constants import Interfaces, Loops
    from granian.log import LogLevels

    server = Granian(
        "kehou.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        loop=Loops.asyncio,
        workers=min(os.cpu_count() or 1, MAX_WORKERS),
        blocking_threads=THREADS_A_WORKER,
        blocking_threads_idle_timeout=THREAD_RESTS_S,
        workers_kill_timeout=KILL_AFTER_S,
        log_level=LogLevels.warning,
    )
    with _interrupted_once():
        server.serve()


def run_door(host: str, port: int, *, read_seconds: float = DOOR_READ_S) -> None:
    """Serve only the door of choices in order of arrival, until it is interrupted.

    One worker: two are not faster and mix up the order in which requests arrive. A body that takes longer
    than ``read_seconds`` to come is waited for no longer.
    """
    from granian import Granian
    from granian.constants import Interfaces, RuntimeModes
    from granian.log import LogLevels

    os.environ["KEHOU_DOOR_READ_S"] = str(read_seconds)
    server = Granian(
        "kehou.web.door:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=1,
        runtime_mode=RuntimeModes.st,  # one thread reads the sockets, in the order in which they speak
        backlog=DOOR_BACKLOG,
        backpressure=DOOR_BACKLOG,
        websockets=False,
        workers_kill_timeout=KILL_AFTER_S,
        log_level=LogLevels.warning,
    )
    with _interrupted_once():
        server.serve()


@contextmanager
def _interrupted_once() -> Iterator[None]:
    """Keep Ctrl-C, which reaches every process of the terminal, from the server's workers.

    A worker that is told to end by the terminal and by its parent at the same moment never ends. The
    workers inherit that the signal is held back; here it is waited for and handed on as a request to end.
    """
    with interrupts_held():
        Thread(target=_end_on_interrupt, daemon=True).start()
        yield


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back, for the server to wait for it.

    Threads beside the server must begin inside: one that does not hold the signal back would swallow it.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_on_interrupt() -> None:
    signal.sigwait({signal.SIGINT})
    os.kill(os.getpid(), signal.SIGTERM)
