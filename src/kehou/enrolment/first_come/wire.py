"""Statements in pipelines over one connection: one writing and one reading a step, however many there are.

Below cursors on purpose. A cursor costs more than most of the door's statements, and the door says the same
few over and over: each is prepared when it is first said. After any error the connection is of no more use.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from psycopg import AsyncConnection
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn, PGresult

from kehou.enrolment.first_come.batches import Rows, Statement

# The tables grow from nothing while the door speaks, so what the server knows of their size is of no use:
# a plan that reads a whole table, good at first, would be bad a second later.
_OPTIONS = "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan"
_INTEGERS = frozenset((20, 21, 23))
_GOOD = frozenset((ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK, ExecStatus.PIPELINE_SYNC))


@dataclass(slots=True)
class Wire:
    """One conversation with the database at a time."""

    connection: AsyncConnection
    prepared: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    async def opened(cls, parameters: dict[str, Any]) -> Self:
        """A new connection."""
        connection = await AsyncConnection.connect(**parameters, autocommit=True, options=_OPTIONS)
        connection.pgconn.enter_pipeline_mode()
        return cls(connection)

    @property
    def is_open(self) -> bool:
        """Whether it can be spoken to."""
        return not self.connection.closed

    async def close(self) -> None:
        """End it; what was not committed never happened."""
        await self.connection.close()

    async def say(self, statements: Sequence[Statement]) -> list[Rows]:
        """The rows of each statement. Raises psycopg.Error; the connection is closed then."""
        try:
            return await self._said(statements)
        except BaseException:
            await self.close()
            raise

    async def _said(self, statements: Sequence[Statement]) -> list[Rows]:
        pg, told = self.connection.pgconn, []
        for sql, parameters in statements:
            if sql not in self.prepared:
                self.prepared[sql] = b"s%d" % len(self.prepared)
                pg.send_prepare(self.prepared[sql], _numbered(sql))
                told.append(False)
            pg.send_query_prepared(self.prepared[sql], [_sent(each) for each in parameters])
            told.append(True)
        pg.pipeline_sync()
        while pg.flush():
            await _until(pg, writing=True)
            pg.consume_input()
        rows = []
        for is_asked in told:
            result = await _result(pg)
            if is_asked:
                rows.append(_rows(result))
        await _result(pg)
        return rows


async def _result(pg: PGconn) -> PGresult:
    """The next result; the end mark between two statements is passed over. Raises psycopg.Error."""
    while True:
        while pg.is_busy():
            await _until(pg)
            pg.consume_input()
        result = pg.get_result()
        if result is None:
            continue
        if result.status not in _GOOD:
            raise error_from_result(result)
        return result


async def _until(pg: PGconn, *, writing: bool = False) -> None:
    """Wait until the server has spoken, or where there is more to write than fits, until some of it fits."""
    loop, ready = asyncio.get_running_loop(), asyncio.get_running_loop().create_future()
    heard = _once(ready)
    loop.add_reader(pg.socket, heard)
    if writing:
        loop.add_writer(pg.socket, heard)
    try:
        await ready
    finally:
        loop.remove_reader(pg.socket)
        if writing:
            loop.remove_writer(pg.socket)


def _once(ready: asyncio.Future[None]) -> Callable[[], None]:
    def heard() -> None:
        if not ready.done():
            ready.set_result(None)

    return heard


def _numbered(sql: str) -> bytes:
    """The statement as the server reads it: ``$1`` for the first ``%s``."""
    first, *others = sql.split("%s")
    return (first + "".join(f"${place}{part}" for place, part in enumerate(others, start=1))).encode()


def _sent(value: object) -> bytes | None:
    return None if value is None else str(value).encode()


def _rows(result: PGresult) -> Rows:
    """The rows as tuples: whole numbers as such, everything else as text."""
    columns = range(result.nfields)
    readers: list[Callable[[bytes], Any]] = [
        int if result.ftype(column) in _INTEGERS else bytes.decode for column in columns
    ]
    return [
        tuple(_read(result.get_value(row, column), readers[column]) for column in columns)
        for row in range(result.ntuples)
    ]


def _read(value: bytes | None, reader: Callable[[bytes], Any]) -> Any:
    return None if value is None else reader(value)
