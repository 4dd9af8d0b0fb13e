"""Prepared statements over a connection of psycopg's: one writing and one reading, however many there are.

Below cursors on purpose: a cursor costs more than most of the statements that a page or the door asks. Each
is prepared when it is first said on a connection, and planned once: what is asked is found by its keys,
whatever they are (``plan_once``). Values go and come by the connection's own adapters.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from psycopg import AsyncConnection, Connection, OperationalError
from psycopg.abc import PQGen
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult
from psycopg.waiting import Wait

Statement = tuple[str, Sequence[Any]]
Rows = list[Any]
_Server = Connection[Any] | AsyncConnection[Any]
_BEGIN: Statement = ("BEGIN", ())
_GOOD = frozenset((ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK))
_numbers = count()
_talks: WeakKeyDictionary[_Server, _Talk] = WeakKeyDictionary()


def plan_once(connection: Any, **_: object) -> None:
    """Let a new connection plan prepared statements once; nothing else that Django says is prepared."""
    with connection.cursor() as cursor:
        cursor.execute("SET plan_cache_mode = force_generic_plan")


def say(server: Connection[Any], statements: Sequence[Statement], *, begins: bool = True) -> list[Rows]:
    """The rows of each statement, all in one transaction: the one at hand, else one of their own.

    Where the connection does not commit by itself they begin a transaction that goes on after them, unless
    ``begins`` is False. Raises psycopg.Error, as a cursor does.
    """
    with server.lock:
        return server.wait(_turn(server, statements, begins=begins and not server.autocommit))


async def say_async(server: AsyncConnection[Any], statements: Sequence[Statement]) -> list[Rows]:
    """``say``, for who cannot wait."""
    async with server.lock:
        return await server.wait(_turn(server, statements, begins=not server.autocommit))


def _turn(server: _Server, statements: Sequence[Statement], *, begins: bool) -> PQGen[list[Rows]]:
    """One turn of conversation; psycopg waits wherever it yields."""
    pg, turn = server.pgconn, _Turn(server)
    pg.enter_pipeline_mode()
    try:
        if begins and pg.transaction_status == TransactionStatus.IDLE:
            turn.write(*_BEGIN, is_wanted=False)
        for statement in statements:
            turn.write(*statement)
        results = yield from _exchanged(pg)
        pg.exit_pipeline_mode()
    except BaseException:
        pg.finish()  # half a conversation is of no use to the next
        raise
    return turn.read(results)


def _exchanged(pg: PGconn) -> PQGen[list[PGresult]]:
    """Send what was written, and receive one result for each command."""
    pg.pipeline_sync()
    while pg.flush():
        yield Wait.RW
        pg.consume_input()
    found: list[PGresult] = []
    while True:
        while pg.is_busy():
            yield Wait.R
            pg.consume_input()
        result = pg.get_result()
        if result is not None and result.status == ExecStatus.PIPELINE_SYNC:
            return found
        if pg.status != ConnStatus.OK:
            raise OperationalError("the connection was lost")
        if result is not None:
            found.append(result)


class _Prepared:
    """A statement that the server has prepared, and how its rows are read: always the same columns."""

    def __init__(self, name: bytes, server: _Server) -> None:
        self.name = name
        self._reading = Transformer(server.adapters)
        self._is_read = False

    def rows(self, result: PGresult) -> Rows:
        """What the server answered."""
        count, reading = result.ntuples, self._reading
        if not count:
            return []
        reading.set_pgresult(result, set_loaders=not self._is_read)
        self._is_read = True
        found = reading.load_rows(0, count, tuple)
        reading.set_pgresult(None, set_loaders=False)
        return found


class _Talk:
    """What was said over one connection so far. It knows not the connection, which it would keep alive."""

    def __init__(self, server: _Server) -> None:
        self.writing = Transformer(server.adapters)
        self.prepared: dict[Any, _Prepared] = {}


class _Turn:
    """What was said in one turn, so that the answers can be read."""

    def __init__(self, server: _Server) -> None:
        self._server, self._pg = server, server.pgconn
        self._talk = _talks.get(server) or _talks.setdefault(server, _Talk(server))
        self._fresh: dict[Any, _Prepared] = {}
        self._told: list[_Prepared | None] = []

    def write(self, text: str, values: Sequence[Any], *, is_wanted: bool = True) -> None:
        """Put a statement down, prepared first where it is new."""
        talk = self._talk
        writing = talk.writing
        params = writing.dump_sequence(values, [PyFormat.AUTO] * len(values)) if values else ()
        types, formats = (writing.types or (), writing.formats) if values else ((), None)
        said = talk.prepared.get((text, types)) or self._fresh.get((text, types))
        if said is None:
            # no name twice, also after a refusal
            said = self._fresh[text, types] = _Prepared(b"q%d" % next(_numbers), self._server)
            self._pg.send_prepare(said.name, _numbered(text), types)
            self._told.append(None)
        self._pg.send_query_prepared(said.name, params, formats)
        self._told.append(said if is_wanted else None)

    def read(self, results: Sequence[PGresult]) -> list[Rows]:
        """The rows of each statement. Raises psycopg.Error with the first refusal."""
        for result in results:
            if result.status not in _GOOD:
                raise error_from_result(result)
        self._talk.prepared.update(self._fresh)
        told = zip(results, self._told, strict=True)
        return [said.rows(result) for result, said in told if said]


def _numbered(text: str) -> bytes:
    """The statement as the server reads it: ``$1`` for the first ``%s``."""
    first, *others = text.split("%s")
    numbered = first + "".join(f"${place}{part}" for place, part in enumerate(others, start=1))
    return numbered.replace("%%", "%").encode()
