"""What a request costs the processors: of wall time alone, noise on shared cores may be the larger part."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import psutil


def servers_ms(database: str | None = None) -> float:
    """The processor time until now of the servers that this process began, and of the database for them.

    The database is the measurement's own, unless another one is named.
    """
    children = [child.pid for child in psutil.Process().children(recursive=True)]
    return sum(_process_ms(pid) for pid in [*children, *_backends(database)])


def _backends(database: str | None) -> list[int]:
    """Who serves that database; our own connections rest while a server is asked."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        named = "SELECT pid FROM pg_stat_activity WHERE datname = coalesce(%s, current_database())"
        cursor.execute(named, [database])
        return [pid for (pid,) in cursor.fetchall()]


def _process_ms(pid: int) -> float:
    spent = 0
    for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with suppress(OSError):
            spent += int(thread.read_text().split()[0])
    return spent / 1e6
