"""Prepared statements over a connection of Django's: one writing and one reading, however many there are.

Below cursors on purpose: a cursor costs more than most of the statements that a page asks. Each is prepared
when it is first said on a connection, and planned once: what a page asks is found by its keys, whatever they
are (``plan_once``). Values go and come by the connection's own adapters.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from select import POLLIN, POLLOUT, poll
from typing import Any
from weakref import WeakKeyDictionary

from psycopg import Connection, OperationalError
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult

Statement = tuple[str, Sequence[Any]]
Rows = list[Any]
_BEGIN: Statement = ("BEGIN", ())
_GOOD = frozenset((ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK))
_numbers = count()
_prepared: WeakKeyDictionary[Connection[Any], dict[Any, bytes]] = WeakKeyDictionary()


def plan_once(connection: Any, **_: object) -> None:
    """Let a new connection plan prepared statements once; nothing else that Django says is prepared."""
    with connection.cursor() as cursor:
        cursor.execute("SET plan_cache_mode = force_generic_plan")


def say(server: Connection[Any], statements: Sequence[Statement]) -> list[Rows]:
    """The rows of each statement, all in one transaction: the one at hand, else one of their own.

    Raises psycopg.Error, as a cursor does.
    """
    with server.lock:
        begins = not server.autocommit and server.pgconn.transaction_status == TransactionStatus.IDLE
        said = [_BEGIN, *statements] if begins else statements
        server.pgconn.enter_pipeline_mode()
        try:
            rows = _Saying(server).rows(said)
            server.pgconn.exit_pipeline_mode()
        except BaseException:
            if server.pgconn.pipeline_status:
                server.close()
            raise
    return rows[1:] if begins else rows


class _Saying:
    """One turn of conversation."""

    def __init__(self, server: Connection[Any]) -> None:
        self.pg: PGconn = server.pgconn
        self.adapting = Transformer(server)
        self.known = _prepared.setdefault(server, {})
        self.fresh: dict[Any, bytes] = {}

    def rows(self, statements: Sequence[Statement]) -> list[Rows]:
        sent = [self._write(*statement) for statement in statements]
        self.pg.pipeline_sync()
        while self.pg.flush():
            self._wait(POLLIN | POLLOUT)
            self.pg.consume_input()
        results = [self._results()[-1:] for answers in sent for _ in range(answers)]
        self._result()  # the mark that all were read
        self._refuse([result for found in results for result in found])
        self.known.update(self.fresh)
        places = [sum(sent[: place + 1]) - 1 for place in range(len(sent))]
        return [self._read(results[place][0]) for place in places]

    def _write(self, text: str, values: Sequence[Any]) -> int:
        """Send a statement; how many answers are to come."""
        params = self.adapting.dump_sequence(values, [PyFormat.AUTO] * len(values)) if values else ()
        types, formats = (self.adapting.types or (), self.adapting.formats) if values else ((), None)
        key, answers = (text, types), 1
        name = self.known.get(key) or self.fresh.get(key)
        if name is None:
            name = self.fresh[key] = b"q%d" % next(_numbers)  # no name twice, also after a refusal
            self.pg.send_prepare(name, _numbered(text), types)
            answers = 2
        self.pg.send_query_prepared(name, params, formats)
        return answers

    def _results(self) -> list[PGresult]:
        """What one command was answered with."""
        found = []
        while (result := self._result()) is not None:
            found.append(result)
        return found

    def _result(self) -> PGresult | None:
        while self.pg.is_busy():
            self._wait(POLLIN)
            self.pg.consume_input()
        return self.pg.get_result()

    def _refuse(self, results: Sequence[PGresult]) -> None:
        if self.pg.status != ConnStatus.OK or not results:
            raise OperationalError("the connection was lost")
        for result in results:
            if result.status not in _GOOD:
                self.pg.exit_pipeline_mode()
                raise error_from_result(result)

    def _read(self, result: PGresult) -> Rows:
        self.adapting.set_pgresult(result)
        return list(self.adapting.load_rows(0, result.ntuples, tuple)) if result.nfields else []

    def _wait(self, events: int) -> None:
        waiting = poll()
        waiting.register(self.pg.socket, events)
        waiting.poll()


def _numbered(text: str) -> bytes:
    """The statement as the server reads it: ``$1`` for the first ``%s``."""
    first, *others = text.split("%s")
    numbered = first + "".join(f"${place}{part}" for place, part in enumerate(others, start=1))
    return numbered.replace("%%", "%").encode()
