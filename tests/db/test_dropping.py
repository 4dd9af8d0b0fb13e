"""A test database goes when its tests are over, also when a process in it is slow to leave."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from database import drop
from kehou.platform.database.embedded import database_url

NAME = f"kehou_slow_to_leave_{os.getpid()}"
SLOW_S = 7


@contextmanager
def somebody_slow(url: str) -> Iterator[int]:
    """A database with one process in it that does not hear that it is to go."""
    with psycopg.connect(url, autocommit=True, dbname="postgres") as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
    with psycopg.connect(url, dbname=NAME) as client:
        process = client.info.backend_pid
        os.kill(process, signal.SIGSTOP)
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)
            client.close()


@pytest.mark.slow
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="the processes of a server elsewhere are not ours")
def test_a_database_is_dropped_once_its_slow_process_is_gone() -> None:
    with database_url(os.environ, var=settings.KEHOU_VAR) as url, somebody_slow(url) as process:
        with pytest.raises(psycopg.OperationalError):  # what a teardown once ended with
            drop(url, NAME, patience_s=0)
        waking = Timer(SLOW_S, os.kill, (process, signal.SIGCONT))
        waking.start()
        drop(url, NAME)
        waking.join()
        with psycopg.connect(url, dbname="postgres") as admin:
            left = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
    assert left is None
