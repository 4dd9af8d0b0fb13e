"""Tests in which several connections meet: what they write is committed, and taken away afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

KEPT = {"django_migrations", "django_content_type"}


@pytest.fixture
def committing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let connections see each other's rows; the owner empties the tables afterwards."""
    with django_db_blocker.unblock():
        yield
        owner = connections["owner"]
        tables = set(owner.introspection.django_table_names(only_existing=True)) - KEPT
        with owner.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(sorted(tables))} CASCADE")
        owner.close()
