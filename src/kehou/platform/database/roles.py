"""Preparing a database: the role that owns, the role that runs, and what the second may do."""

from __future__ import annotations

import psycopg
from psycopg import sql

from kehou.platform.database.config import APP_ROLE, OWNER_ROLE


def prepare(admin_url: str, *, database: str, password: str) -> None:
    """Create both roles and the database where missing. Safe to repeat.

    Neither role is a superuser nor may pass by row security, so that forced row security binds
    the application even on a server whose administrator it does not bind.
    """
    with psycopg.connect(admin_url, dbname="postgres", autocommit=True) as admin:
        for role in (OWNER_ROLE, APP_ROLE):
            _ensure_role(admin, role, password)
        admin.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(OWNER_ROLE)))
        _ensure_database(admin, database)
    with psycopg.connect(admin_url, dbname=database, autocommit=True) as admin:
        _grant(admin)


def _ensure_role(admin: psycopg.Connection, role: str, password: str) -> None:
    found = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = "ALTER" if found else "CREATE"
    statement = sql.SQL(verb + " ROLE {} LOGIN NOCREATEROLE NOCREATEDB PASSWORD {}")
    admin.execute(statement.format(sql.Identifier(role), sql.Literal(password)))


def _ensure_database(admin: psycopg.Connection, database: str) -> None:
    if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
        return
    admin.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
            sql.Identifier(database), sql.Identifier(OWNER_ROLE)
        )
    )


def _grant(admin: psycopg.Connection) -> None:
    names = {"owner": sql.Identifier(OWNER_ROLE), "app": sql.Identifier(APP_ROLE)}
    for statement in (
        "GRANT ALL ON SCHEMA public TO {owner}",
        "GRANT USAGE ON SCHEMA public TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public"
        " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public"
        " GRANT USAGE, SELECT ON SEQUENCES TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {app}",
    ):
        admin.execute(sql.SQL(statement).format(**names))
