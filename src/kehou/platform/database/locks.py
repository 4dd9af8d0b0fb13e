"""Making transactions wait for each other where no row is there to be locked."""

from __future__ import annotations

from django.db import connection


def hold(name: str) -> None:
    """Wait until no other transaction holds this name, and hold it until the present one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
