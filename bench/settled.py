"""What a database that has stood for a minute knows, and one that was just filled does not."""

from __future__ import annotations


def analyze() -> None:
    """Let the database learn how many rows there are, as any server does by itself within a minute."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
