"""The PostgreSQL that comes with the packages: one command serves the site on a bare machine.

The package's own way of starting claims success while the server refuses connections, and gives
up for good on a lock file left by a crash. Here a server counts as started when it answers, and
as in use while any process holds the file beside its data, however that process ends.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import psycopg

from kehou.platform.database import cluster
from kehou.platform.database.cluster import EmbeddedServerFailed

START_SECONDS = 60


@contextmanager
def database_url(environment: Mapping[str, str], *, var: Path) -> Iterator[str]:
    """The administrator's address of the database: ``DATABASE_URL``, else the embedded server's.

    The embedded server is started where it does not run, and stopped after its last user.
    Raises EmbeddedServerFailed.
    """
    given = environment.get("DATABASE_URL")
    if given:
        yield given
    else:
        with held(cluster.chosen_data_dir(var)) as url:
            yield url


@contextmanager
def held(data_dir: Path) -> Iterator[str]:
    """Use the server of a data folder; whoever leaves last stops it. Raises EmbeddedServerFailed."""
    data_dir = data_dir.resolve()
    cluster.make_parent(data_dir)
    with data_dir.with_name(f"{data_dir.name}.users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield start(data_dir)
        finally:
            with suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                stop(data_dir)


def start(data_dir: Path) -> str:
    """Start the server of a data folder unless it runs; the administrator's address once it answers.

    Makes the cluster where there is none. Raises EmbeddedServerFailed with the end of the log.
    """
    data_dir = data_dir.resolve()
    cluster.make_parent(data_dir)
    with data_dir.with_name(f"{data_dir.name}.lock").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        cluster.make_cluster(data_dir)
        return _start_until_answered(data_dir)


def stop(data_dir: Path) -> None:
    """Stop the server of a data folder where it runs; its clients are cut off, its data are safe."""
    data_dir = data_dir.resolve()
    if cluster.postmaster_lives(data_dir):
        cluster.run_program("pg_ctl", data_dir, "-m", "fast", "-w", "stop")


def address(data_dir: Path) -> str:
    """The administrator's address of a data folder's server, running or not."""
    return f"postgresql://postgres@/?host={quote(str(cluster.socket_dir(data_dir.resolve())), safe='')}"


def answers(data_dir: Path) -> bool:
    """Whether the server of this very data folder accepts a connection now."""
    try:
        with psycopg.connect(address(data_dir), connect_timeout=3) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
    except psycopg.OperationalError:
        return False
    return row is not None and Path(row[0]) == data_dir.resolve()


def _start_until_answered(data_dir: Path) -> str:
    """Launch, and launch again where a killed server's last processes stood in the way."""
    failure = ""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if answers(data_dir):
            return address(data_dir)
        if not cluster.postmaster_lives(data_dir):
            cluster.clear_stale_lock(data_dir)
            failure = _launch(data_dir)
        time.sleep(0.05)
    raise EmbeddedServerFailed(f"no answer in {START_SECONDS} s. {failure}\n{cluster.log_end(data_dir)}")


def _launch(data_dir: Path) -> str:
    """Ask for a start once; what went wrong, or an empty text."""
    options = f"-c listen_addresses='' -c unix_socket_directories='{cluster.socket_dir(data_dir)}'"
    try:
        cluster.run_program("pg_ctl", data_dir, "-l", str(data_dir / "log"), "-o", options, "-w", "start")
    except EmbeddedServerFailed as error:
        return str(error)
    return ""
