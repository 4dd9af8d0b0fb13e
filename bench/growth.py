"""How much longer a page of a school takes once the county holds ten times as much.

Run from the repository: ``PYTHONPATH=src:tests python bench/growth.py``. A school of 270 pupils stands in
the midst of its term. Then everything that the database holds of it is written nine times more as other
schools of the county, and nine times more as earlier terms of its own. Its pages are measured before and
after: the least work of some rounds, which a busy machine blurs least. Exits with 1 where a page takes more
than LIMIT times as long, and more than SLACK_MS longer (below that it is the clock's own noise), although it
shows no more than before: a county's list of ten schools is longer than one of one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import django
import psycopg
from django.test import Client
from django.test.utils import setup_test_environment
from psycopg import sql

LIMIT, SLACK_MS = 1.2, 1.5
MORE = 1.1  # a page of so many times the bytes shows more than before
TIMES = 10
PUPILS_A_CLASS, PAID, CASES = 45, 20, 20
LASTING = ("registry_", "platform_", "authority_", "providers_")  # people, law and files outlive a term
Columns = list[tuple[str, str]]


@contextmanager
def as_administrator() -> Iterator[psycopg.Connection]:
    """The database at hand with its guards off: what is copied was written under them."""
    from django.conf import settings
    from django.db import connection

    from kehou.platform.database.embedded import database_url

    with (
        database_url(os.environ, var=settings.KEHOU_VAR) as url,
        psycopg.connect(url, dbname=connection.settings_dict["NAME"], autocommit=True) as admin,
    ):
        admin.execute("SET session_replication_role = replica")
        yield admin
        admin.execute("ANALYZE")


def school_tables(admin: psycopg.Connection) -> dict[str, Columns]:
    """The tables that hold rows of a school, with their columns and types."""
    found: dict[str, Columns] = {}
    rows = admin.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = 'public' AND is_generated = 'NEVER' ORDER BY table_name, ordinal_position"
    )
    for table, column, kind in rows:
        found.setdefault(table, []).append((column, kind))
    return {
        table: columns
        for table, columns in found.items()
        if {"id", "school_id"} <= {column for column, _ in columns} and dict(columns)["id"] == "uuid"
    }


def remember(admin: psycopg.Connection, tables: dict[str, Columns], school: UUID) -> None:
    """Note what is there before anything is copied, so that no copy is copied."""
    of_school = sql.SQL("SELECT id, {0}::text AS held FROM {1} WHERE school_id = {2}")
    rows = [of_school.format(sql.Literal(table), sql.Identifier(table), school) for table in tables]
    rows.append(sql.SQL("SELECT id, 'registry_term' FROM registry_term"))
    rows.append(sql.SQL("SELECT {}::uuid, 'registry_school'").format(school))
    admin.execute(sql.SQL("CREATE TEMP TABLE had_before AS {}").format(sql.SQL(" UNION ALL ").join(rows)))


def copy(admin: psycopg.Connection, tables: dict[str, Columns], *, turn: int, terms: bool) -> None:
    """Write all rows of a school once more: as another school, or as an earlier term of its own."""
    lasting = LASTING if terms else ("registry_term",)
    kept = {table: columns for table, columns in tables.items() if not table.startswith(lasting)}
    top = "registry_term" if terms else "registry_school"
    admin.execute("DROP TABLE IF EXISTS anew")
    admin.execute("CREATE TEMP TABLE anew (was uuid PRIMARY KEY, now uuid)")
    admin.execute(
        "INSERT INTO anew SELECT DISTINCT id, md5(id::text || %s)::uuid FROM had_before"
        " WHERE held = ANY (%s)",
        [f"/{turn}/{terms}", [top, *kept]],
    )
    other = {} if terms else {"short_code": f"yx{turn}", "official_code": f"21439{turn:05d}"}
    _copy_rows(admin, top, _columns(admin, top), turn if terms else 0, other=other)
    for table, columns in kept.items():
        _copy_rows(admin, table, columns, turn if terms else 0)


def _columns(admin: psycopg.Connection, table: str) -> Columns:
    rows = admin.execute(
        "SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return [(column, kind) for column, kind in rows]


def _copy_rows(
    admin: psycopg.Connection,
    table: str,
    columns: Columns,
    years: int,
    *,
    other: dict[str, str] | None = None,
) -> None:
    """Copy the rows that ``anew`` has ids for; what must be unique by itself stays out."""
    values = [_value(column, kind, years, other or {}) for column, kind in columns]
    admin.execute(
        sql.SQL("INSERT INTO {0} ({1}) SELECT {2} FROM {0} AS had WHERE {3} ON CONFLICT DO NOTHING").format(
            sql.Identifier(table),
            sql.SQL(", ").join(sql.Identifier(column) for column, _ in columns),
            sql.SQL(", ").join(values),
            sql.SQL("had.id IN (SELECT was FROM anew)"),
        )
    )


def _value(column: str, kind: str, years: int, other: dict[str, str]) -> sql.Composable:
    had = sql.SQL("had.{}").format(sql.Identifier(column))
    if column in other:
        return sql.Literal(other[column])
    if kind == "uuid":
        return sql.SQL("coalesce((SELECT now FROM anew WHERE was = {0}), {0})").format(had)
    if years and kind in ("date", "timestamp with time zone"):
        return sql.SQL("{} - make_interval(years => {})").format(had, years)
    return sql.SQL("{} - {}").format(had, years) if years and column == "year" else had


@dataclass(frozen=True, slots=True)
class Least:
    """The least milliseconds of work that a page took, and its bytes."""

    work_ms: float
    size: int

    def grew_to(self, after: Least) -> bool:
        """Whether the page takes too much longer, although it shows no more."""
        longer = after.work_ms > max(self.work_ms * LIMIT, self.work_ms + SLACK_MS)
        return longer and not self.shows_less_than(after)

    def shows_less_than(self, after: Least) -> bool:
        """Whether the page shows more than before."""
        return after.size > self.size * MORE


def least_work(pages: list[tuple[Client, str]]) -> dict[str, Least]:
    """Each page with the least that it took."""
    from pages import address_of, rounds_of

    found = {}
    for number, (client, at) in enumerate(pages):
        rounds = rounds_of(client, at)
        least = min(each.work_ms for each in rounds)
        found[f"{number:2} {address_of(at)}"] = Least(least, rounds[-1].size)
    return found


def measure() -> tuple[dict[str, Least], dict[str, Least], dict[str, tuple[int, int]]]:
    """Each page before and after, and how many rows the largest tables held."""
    from database import own_database
    from factories.later_pages import into_the_term, later_pages
    from factories.law import lay_down_the_law
    from factories.main_pages import main_pages, through_the_draw
    from factories.world import a_world
    from kehou.web.settling import settle

    with own_database("bench"):
        lay_down_the_law()
        world = a_world(per_class=PUPILS_A_CLASS, urban_rural_code="121")
        window = through_the_draw(world, choosing=len(world.children))
        session = into_the_term(world, paid=PAID, cases=CASES)
        pages = [*main_pages(world, window), *later_pages(world, session)]
        settle()
        with as_administrator() as admin:
            tables = school_tables(admin)
            rows = {table: _count(admin, table) for table in tables}
        before = least_work(pages)
        with as_administrator() as admin:
            remember(admin, tables, world.school.id)
            for turn in range(1, TIMES):
                copy(admin, tables, turn=turn, terms=False)
                copy(admin, tables, turn=turn, terms=True)
            grown = {table: (count, _count(admin, table)) for table, count in rows.items()}
        return before, least_work(pages), grown


def _count(admin: psycopg.Connection, table: str) -> int:
    query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
    ((count,),) = admin.execute(query).fetchall()
    return int(count)


def main() -> int:
    """Print every page, the most grown first; 1 where one grew too much."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehou.web.settings")
    django.setup()
    setup_test_environment(debug=False)
    before, after, rows = measure()
    for table, (few, many) in sorted(rows.items(), key=lambda row: -row[1][1])[:6]:
        print(f"{table:36} {few:8,} rows, then {many:9,}")
    for page in sorted(before, key=lambda page: -after[page].work_ms / before[page].work_ms):
        was, now = before[page], after[page]
        more = "  shows more" if was.shows_less_than(now) else ""
        times = now.work_ms / was.work_ms
        print(f"{page:36} {was.work_ms:7.1f} ms, then {now.work_ms:7.1f}  {times:5.2f} x{more}")
    over = [page for page in before if before[page].grew_to(after[page])]
    if over:
        print(f"grew more than {LIMIT} times: {', '.join(over)}")
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())
