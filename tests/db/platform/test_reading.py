"""A page that only shows asks once; what it found is not seen elsewhere, nor by a page that acts."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories.browsing import staff_client
from factories.world import World, a_world
from kehou.kernel.actor import Role
from kehou.kernel.places import Place
from kehou.platform.database.moments import MomentLoader
from kehou.platform.database.reading import only_reading, read_once
from kehou.platform.database.scope import at, scoped

pytestmark = pytest.mark.django_db

HERE, NEXT_DOOR = Place("430102", uuid.uuid4()), Place("430102", uuid.uuid4())


def _counting() -> tuple[list[int], object]:
    asked: list[int] = []

    @read_once
    def ask(number: int) -> int:
        asked.append(number)
        return number + 1

    return asked, ask


def test_what_was_read_is_kept_only_while_nothing_is_written() -> None:
    asked, ask = _counting()
    with only_reading():
        assert [ask(1), ask(1), ask(2)] == [2, 2, 3]  # type: ignore[operator]
    assert asked == [1, 2]
    assert [ask(1), ask(1)] == [2, 2]  # type: ignore[operator]
    assert asked == [1, 2, 1, 1]


def test_within_another_scope_it_is_asked_anew() -> None:
    asked, ask = _counting()
    with scoped(at(HERE)), only_reading():
        ask(1)  # type: ignore[operator]
        with scoped(at(NEXT_DOOR)):
            ask(1)  # type: ignore[operator]
        ask(1)  # type: ignore[operator]
    assert asked == [1, 1]


def test_a_page_that_shows_reads_its_school_once() -> None:
    world: World = a_world()
    client = staff_client(world, Role.SCHOOL_PLAN)
    client.get("/plans/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/plans/").status_code == 200
    schools = [row["sql"] for row in asked if 'WHERE "registry_school"."id" = ' in row["sql"]]
    assert len(schools) == 1


def test_a_scope_of_its_own_transaction_ends_with_it() -> None:
    with ThreadPoolExecutor(1) as elsewhere:  # on a connection that no test holds in a transaction
        within, after = elsewhere.submit(_settings_within_and_after).result()
    assert within == str(HERE.school_id)
    assert after in ("", None)


def _settings_within_and_after() -> tuple[str | None, str | None]:
    try:
        with connection.cursor() as cursor:
            with scoped(at(HERE)):
                cursor.execute("SELECT current_setting('kehou.schools', true)")
                (within,) = cursor.fetchone()
            cursor.execute("SELECT current_setting('kehou.schools', true)")
            (after,) = cursor.fetchone()
            return within, after
    finally:
        connection.close()


def test_moments_come_back_as_they_went() -> None:
    moments = [
        datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
        datetime(2026, 3, 2, 8, 30, 1, 250_000, tzinfo=timezone(timedelta(hours=8))),
        datetime(1, 1, 2, tzinfo=UTC),
        datetime(9999, 12, 30, 23, 59, 59, 999_999, tzinfo=UTC),
    ]
    with connection.cursor() as cursor:
        for moment in moments:
            cursor.execute("SELECT %s::timestamptz", [moment])
            (back,) = cursor.fetchone()
            assert (back, back.tzinfo) == (moment, UTC)
        loader = cursor.connection.adapters.get_loader(1184, 0)
    assert loader is MomentLoader


def test_a_moment_that_no_calendar_holds_is_refused_as_before() -> None:
    with connection.cursor() as cursor, pytest.raises(Exception, match="timestamp"):
        cursor.execute("SELECT 'infinity'::timestamptz")
        cursor.fetchone()
