"""Making transactions wait for each other where no row is there to be locked."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection


def hold(name: str) -> None:
    """Wait until no other transaction holds this name, and hold it until the present one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def hold_shared(name: str) -> None:
    """Hold a name beside others who hold it so: whoever holds it alone waits for all of them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", [name])


def hold_all(names: Iterable[str]) -> None:
    """Hold several names, in an order that keeps two who want some of the same from waiting in a circle."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(%s::text[]) AS name",
            [sorted(set(names))],
        )
