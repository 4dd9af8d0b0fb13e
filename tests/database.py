"""The test database: migrated once into a template by the owner, cloned for each worker.

Tests connect as the application's role, so row security and missing rights show in every test.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql
from pytest_django import DjangoDbBlocker

from kehou.platform.database import protection
from kehou.platform.database.config import databases
from kehou.platform.database.embedded import database_url
from kehou.platform.database.roles import prepare


def _fingerprint() -> str:
    """Changes whenever a migration or its steps change, so that a stale template is never used."""
    digest = hashlib.sha256(settings.KEHOU_DATABASE_PASSWORD.encode())
    digest.update(Path(protection.__file__).read_bytes())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for path in sorted(Path(config.path, "migrations").glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    settings.KEHOU_VAR.mkdir(parents=True, exist_ok=True)
    with (settings.KEHOU_VAR / "test-template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _point_django_at(name: str, url: str) -> None:
    for alias, values in databases(url, settings.KEHOU_DATABASE_PASSWORD).items():
        connections[alias].close()
        connections[alias].settings_dict.update(values | {"NAME": name, "CONN_MAX_AGE": 0})


def _exists(admin: psycopg.Connection, name: str) -> bool:
    return admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _template(url: str) -> str:
    name = f"kehou_template_{_fingerprint()}"
    with _one_at_a_time(), psycopg.connect(url, autocommit=True, dbname="postgres") as admin:
        if not _exists(admin, name):
            building = f"{name}_building"
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(building)))
            prepare(url, database=building, password=settings.KEHOU_DATABASE_PASSWORD)
            _point_django_at(building, url)
            call_command("migrate", database="owner", verbosity=0)
            connections["owner"].close()
            connections["default"].close()
            admin.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(building), sql.Identifier(name)
                )
            )
    return name


def _clone(url: str, template: str, name: str) -> None:
    drop(url, name)
    with _one_at_a_time(), psycopg.connect(url, autocommit=True, dbname="postgres") as admin:
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )


def drop(url: str, name: str, *, patience_s: float = 120) -> None:
    """Drop a database, also one whose last process is slow to go.

    The server cuts its other users off, waits five seconds for them and then gives up with an
    ``OperationalError``. On a busy machine a vacuum of what a long test left takes longer than that.
    """
    deadline = time.monotonic() + patience_s
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with psycopg.connect(url, autocommit=True, dbname="postgres") as admin:
        while True:
            try:
                admin.execute(statement)
            except psycopg.errors.ObjectInUse:
                if time.monotonic() > deadline:
                    raise
            else:
                return


@contextmanager
def own_database(kind: str) -> Iterator[None]:
    """Point Django at a fresh clone of the template, then back. The caller unblocks the database."""
    name = f"kehou_{kind}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    before = {alias: dict(connections[alias].settings_dict) for alias in connections}
    with database_url(os.environ, var=settings.KEHOU_VAR) as url:
        _clone(url, _template(url), name)
        _point_django_at(name, url)
        try:
            yield
        finally:
            for alias in connections:
                connections[alias].close()
            drop(url, name)
            for alias, values in before.items():
                connections[alias].settings_dict.update(values)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Replace pytest-django's own set-up, which would create the database as the application's role."""
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(own_database("test"))
        yield
        with django_db_blocker.unblock():
            stack.close()
