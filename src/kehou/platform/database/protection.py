"""Migration steps that put guards into the database itself."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.db.migrations import RunSQL

Statement = str | tuple[str, dict[str, Any] | list[Any] | tuple[Any, ...] | tuple[()] | None]

# Within a SELECT of its own a setting is read once for a query, not once for each row that the query meets.
_AREAS = "(SELECT string_to_array(NULLIF(current_setting('kehou.areas', true), ''), ','))::text[]"
_SCHOOLS = "(SELECT string_to_array(NULLIF(current_setting('kehou.schools', true), ''), ',')::uuid[])::uuid[]"
_COUNTIES = "(SELECT string_to_array(NULLIF(current_setting('kehou.counties', true), ''), ','))::text[]"


def _in_area(code: str) -> str:
    """Whether a code, its city or its province is in sight, by one look at the areas."""
    return f"(ARRAY[{code}, left({code}, 4), left({code}, 2)]::text[] && {_AREAS})"


def own_rows(code: str, *, has_school: bool) -> str:
    """What the scope's own rows of a table are. Families and schools ask most often, so theirs come first."""
    return f"(school_id = ANY ({_SCHOOLS}) OR {_in_area(code)})" if has_school else _in_area(code)


class Readers(StrEnum):
    """Who may read a protected table's rows; writing always needs the row's own scope."""

    SCOPE = "scope"  # the row's school, or an area above it
    HOME = "home"  # also every school of the row's county
    ALL = "all"  # anyone: names of schools, published pages


def row_security(
    table: str, *, code: str = "county_code", has_school: bool = True, readers: Readers = Readers.SCOPE
) -> RunSQL:
    """Force row security on a table with a division's code and, below a county, ``school_id``."""
    own = own_rows(code, has_school=has_school)
    statements: list[Statement] = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_own ON {table} USING ({own}) WITH CHECK ({own})",
    ]
    if readers is Readers.HOME:
        statements.append(
            f"CREATE POLICY {table}_home ON {table} FOR SELECT USING ({code} = ANY ({_COUNTIES}))"
        )
    if readers is Readers.ALL:
        statements.append(f"CREATE POLICY {table}_all ON {table} FOR SELECT USING (true)")
    reverse: list[Statement] = [
        *(f"DROP POLICY IF EXISTS {table}_{kind} ON {table}" for kind in ("own", "home", "all")),
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ]
    return RunSQL(statements, reverse)


CREATE_REFUSE_CHANGE = RunSQL(
    """
    CREATE FUNCTION kehou_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'rows of % are kept as they were written', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END $$
    """,
    "DROP FUNCTION kehou_refuse_change()",
)


def append_only(table: str) -> RunSQL:
    """Refuse every UPDATE and DELETE on a table (A7.11)."""
    return RunSQL(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION kehou_refuse_change()",
        f"DROP TRIGGER {table}_append_only ON {table}",
    )


def frozen_columns(table: str, *columns: str) -> RunSQL:
    """Refuse DELETE, and UPDATE of the named columns: what was written stays as it was."""
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    return RunSQL(
        [
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({changed})"
            f" EXECUTE FUNCTION kehou_refuse_change()",
            f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION kehou_refuse_change()",
        ],
        [f"DROP TRIGGER {table}_frozen ON {table}", f"DROP TRIGGER {table}_kept ON {table}"],
    )


def same_school(table: str, column: str, target: str) -> RunSQL:
    """A foreign key that also carries the school, so that a row cannot point into another school.

    Row security does not bind foreign keys; this does. ``target`` needs ``UNIQUE (school_id, id)``.
    """
    name = f"{table}_{column}_same_school"
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (school_id, {column})"
        f" REFERENCES {target} (school_id, id) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def same_key(table: str, columns: tuple[str, ...], target: str) -> RunSQL:
    """One key of several columns, which both tables name alike, instead of a ``same_school`` for each.

    It says more than they do, at the cost of one: all of them are those of one row. ``target`` needs
    UNIQUE (school_id, the columns).
    """
    names = ", ".join(("school_id", *columns))
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_same_key FOREIGN KEY ({names})"
        f" REFERENCES {target} ({names}) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_same_key",
    )


def no_longer(guard: RunSQL) -> RunSQL:
    """Take a guard away that another one replaces."""
    assert guard.reverse_sql is not None
    return RunSQL(guard.reverse_sql, guard.sql)


def no_overlap(table: str, *columns: str) -> RunSQL:
    """Refuse rows of the same key whose half-open times (``from_date``, ``until_date``) overlap.

    The lock makes two transactions of a school wait for each other that would both find the time free;
    one lock a school, since a roll writes more rows than the server can hold locks.
    """
    same = " AND ".join(f"{column} = NEW.{column}" for column in columns)
    return RunSQL(
        [
            f"""
            CREATE OR REPLACE FUNCTION {table}_no_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_advisory_xact_lock(hashtextextended('{table}/' || NEW.school_id::text, 0));
                IF EXISTS (
                    SELECT 1 FROM {table} WHERE {same} AND id <> NEW.id
                        AND from_date < coalesce(NEW.until_date, 'infinity')
                        AND NEW.from_date < coalesce(until_date, 'infinity')
                        AND from_date < coalesce(until_date, 'infinity')
                        AND NEW.from_date < coalesce(NEW.until_date, 'infinity')
                ) THEN
                    RAISE EXCEPTION 'times of {table} overlap' USING ERRCODE = 'exclusion_violation';
                END IF;
                RETURN NEW;
            END $$
            """,  # noqa: S608  (names of our own tables)
            f"CREATE OR REPLACE TRIGGER {table}_no_overlap"
            f" BEFORE INSERT OR UPDATE OF from_date, until_date ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_no_overlap()",
        ],
        [
            f"DROP TRIGGER IF EXISTS {table}_no_overlap ON {table}",
            f"DROP FUNCTION IF EXISTS {table}_no_overlap()",
        ],
    )
