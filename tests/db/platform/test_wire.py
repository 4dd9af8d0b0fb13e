"""Statements below cursors: many in one turn, and nothing kept after an error."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from hypothesis import given
from hypothesis import strategies as st

from kehou.platform.database import wire
from kehou.platform.database.arrays import array_of, texts
from kehou.platform.database.wire import Rows, Statement, say_async

pytestmark = pytest.mark.usefixtures("committing")

MANY = 60_000  # rows of more text than the socket holds
KEEP = "CREATE TABLE kept_by_talk (value int PRIMARY KEY)"


Say = Callable[[Sequence[Statement]], Awaitable[list[Rows]]]


def _in_conversation(talk: Callable[[Say], Awaitable[Any]]) -> Any:
    given = connections["owner"].get_connection_params()
    parameters = {
        name: given[name] for name in ("host", "port", "user", "password", "dbname") if name in given
    }

    async def whole() -> Any:
        async with await psycopg.AsyncConnection.connect(**parameters, autocommit=True) as server:
            return await talk(partial(say_async, server))

    return asyncio.run(whole())


def test_numbers_texts_nothing_and_statements_without_rows_come_back_in_order() -> None:
    async def talk(say: Say) -> Any:
        said = (("SELECT %s::int, %s::text, NULL", (7, "棋")), ("SET LOCAL jit = off", ()), ("SELECT 1", ()))
        return [await say(said) for _ in range(2)]

    assert _in_conversation(talk) == [[[(7, "棋", None)], [], [(1,)]]] * 2


def test_a_statement_is_read_by_its_own_columns_whatever_was_read_before_it() -> None:
    nothing, moment = "SELECT 1 WHERE %s::bool", "SELECT '2026-03-02 08:00+00'::timestamptz, %s::int"

    async def talk(say: Say) -> Any:
        first = await say([(nothing, (False,)), (moment, (1,)), ("SELECT 'a', true", ())])
        return first, await say([("SELECT 'a', true", ()), (moment, (2,)), (nothing, (True,))])

    at = datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert _in_conversation(talk) == ([[], [(at, 1)], [("a", True)]], [[("a", True)], [(at, 2)], [(1,)]])


def test_what_was_said_over_a_connection_is_forgotten_with_it() -> None:
    async def talk(say: Say) -> int:
        await say([("SELECT %s::timestamptz, %s::text", (datetime.now(UTC), "a"))])
        return len(wire._talks)

    gc.collect()
    before = len(wire._talks)
    assert _in_conversation(talk) == before + 1  # it was kept while the connection lasted
    gc.collect()
    assert len(wire._talks) == before


def test_more_than_the_socket_holds_goes_through_in_both_directions() -> None:
    async def talk(say: Say) -> Any:
        numbers = array_of(range(10**9, 10**9 + MANY))
        return await say(
            [("SELECT unnest(%s::int[])", (numbers,)), ("SELECT cardinality(%s::int[])", (numbers,))]
        )

    many, counted = _in_conversation(talk)
    assert (len(many), many[-1], counted) == (MANY, (10**9 + MANY - 1,), [(MANY,)])


def test_after_an_error_the_commit_that_was_sent_along_does_not_happen() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(KEEP)

    async def talk(say: Say, *values: int) -> Any:
        put = [("INSERT INTO kept_by_talk VALUES (%s::int)", (value,)) for value in values]
        return await say((("BEGIN", ()), *put, ("COMMIT", ())))

    async def refused(say: Say) -> None:
        with pytest.raises(psycopg.errors.UniqueViolation):
            await talk(say, 1, 1)

    try:
        _in_conversation(refused)
        assert _kept() == []
        _in_conversation(lambda say: talk(say, 1, 2))
        assert _kept() == [1, 2]
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("DROP TABLE kept_by_talk")


def _kept() -> list[int]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT value FROM kept_by_talk ORDER BY value")
        return [value for (value,) in cursor.fetchall()]


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))))
def test_whatever_stands_in_a_text_comes_back_from_an_array(values: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text[]", [texts(values)])
        assert cursor.fetchone() == (values,)
