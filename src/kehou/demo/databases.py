"""Databases of the demo: the story's own, made empty and dropped again, and the demo's, dropped on wish."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from kehou.demo.rolls import COUNTY_CODE
from kehou.platform.database.embedded import database_url
from kehou.web import running
from kehou.web.folders import var_folder

STORY = "kehou_story"


class NotTheDemo(RuntimeError):
    """The database holds more than the demo, so it is not dropped."""


@contextmanager
def story_database(environment: MutableMapping[str, str]) -> Iterator[None]:
    """A fresh database for the story on the given or embedded server; dropped when the story is told."""
    with database_url(environment, var=var_folder()) as url:
        _drop(url, STORY)
        environment["DATABASE_URL"] = _named(url, STORY)
        try:
            with running.ready_database():
                running.migrate()
                yield
        finally:
            from django.db import connections

            connections.close_all()
            _drop(url, STORY)


def drop_demo(environment: MutableMapping[str, str], *, report: Callable[[str], object]) -> None:
    """Drop the demo's database. Raises NotTheDemo where it holds schools of another county."""
    with database_url(environment, var=var_folder()) as url:
        name = urlsplit(url).path.lstrip("/") or "kehou"
        if _holds_others(url, name):
            raise NotTheDemo(f"database {name} holds schools outside the demo's county")
        _drop(url, name)
        report("The demo starts over.")


def _holds_others(url: str, name: str) -> bool:
    with psycopg.connect(url, dbname="postgres", autocommit=True) as admin:
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
    with psycopg.connect(url, dbname=name, autocommit=True) as admin:
        if not admin.execute("SELECT to_regclass('registry_school')").fetchone()[0]:  # type: ignore[index]
            return False
        found = admin.execute(
            "SELECT 1 FROM registry_school WHERE county_code <> %s LIMIT 1", [COUNTY_CODE]
        ).fetchone()
        return found is not None


def _drop(url: str, name: str) -> None:
    with psycopg.connect(url, dbname="postgres", autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
