"""Questions that are put together once and then asked with other values, several of them in one round trip.

Django puts a query together anew each time it is asked, which costs more than its answer. A question is an
ordinary query set, written with what it is to be asked with as arguments; it is put together on its first use
and prepared by the server. ``together`` sends several at once. Row security holds as for any other query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import cached_property
from inspect import signature
from operator import itemgetter
from time import monotonic
from typing import Any, Generic, TypeVar, get_origin, get_type_hints
from uuid import UUID, uuid5

from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections, models
from django.db.models.lookups import Lookup
from django.db.models.query import ModelIterable, get_related_populators

from kehou.platform.database.arrays import array_of, texts
from kehou.platform.database.wire import Rows, Statement, say

__all__ = ["Among", "Asked", "Question", "Rows", "question", "said_ahead", "tell_server", "together"]

_T = TypeVar("_T")
_S = TypeVar("_S")
_MARKS = UUID("6c7c0c4e-2b1d-4f3e-9c55-7f0f4f3f2a10")
_ahead: ContextVar[list[Statement]] = ContextVar("ahead")


@models.ForeignObject.register_lookup
@models.Field.register_lookup
class Among(Lookup):
    """``column__among=list``: one of several values, however many, in one text of the query."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """The condition."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*params, self.rhs]


class Asked(Generic[_T]):
    """A question with its values; asked together with others, or by itself when its answer is wanted."""

    __slots__ = ("_answer", "_is_told", "_read", "question", "values")

    def __init__(self, question: Question, values: dict[str, Any], read: Callable[[Rows], _T]) -> None:
        self.question, self.values, self._read = question, values, read
        self._is_told = False

    def then(self, read: Callable[[_T], _S]) -> Asked[_S]:
        """The same question, its answer read further."""
        before = self._read
        return Asked(self.question, self.values, lambda rows: read(before(rows)))

    def tell(self, rows: Rows) -> None:
        """Take the rows that answer it."""
        self._answer, self._is_told = self._read(rows), True

    @property
    def answer(self) -> _T:
        """The answer."""
        if not self._is_told:
            together(self)
        return self._answer


class Question:
    """A query set, of rows or of ``values_list``, that is put together once."""

    def __init__(self, build: Callable[..., models.QuerySet[Any, Any]]) -> None:
        self.build = build

    def __call__(self, **values: Any) -> Asked[Rows]:
        """Ask it with some values."""
        return Asked(self, values, list)

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """Which of its values are lists."""
        return tuple(name for name, kind in get_type_hints(self.build).items() if get_origin(kind) is list)

    @cached_property
    def text(self) -> tuple[str, tuple[Callable[[dict[str, Any]], Any], ...], Callable[[Rows], Rows]]:
        """The text for the server, where each of its values comes from, and how rows become values."""
        marks = _marks(self.build)
        rows = self.build(**marks)
        compiler = rows.query.get_compiler(connection=connection)
        text, params = compiler.as_sql()
        return text, tuple(_source(param, marks) for param in params), _reader(rows, compiler)


def question(build: Callable[..., models.QuerySet[Any, Any]]) -> Question:
    """Make a function from values to a query set a question.

    Its arguments stand in conditions only: ids, days, moments, texts, or lists that rows are to be ``among``.
    """
    return Question(build)


def together(*asked: Asked[Any], before: Sequence[Statement] = ()) -> None:
    """Send several questions at once, after the statements ``before``, and tell each its rows.

    A question about an empty list has no rows and is not sent.
    """
    wanted = []
    for each in asked:
        if not all(map(each.values.get, each.question.lists)):
            each.tell([])
        else:
            wanted.append(each)
    if wanted:
        _send(wanted, before)


def _send(asked: Sequence[Asked[Any]], before: Sequence[Statement]) -> None:
    texts = [each.question.text for each in asked]
    said = [
        (text, [source(each.values) for source in sources])
        for each, (text, sources, _) in zip(asked, texts, strict=True)
    ]
    rows = tell_server([*before, *said])[len(before) :]
    for each, (_, _, reader), found in zip(asked, texts, rows, strict=True):
        each.tell(reader(found))


def tell_server(statements: Sequence[Statement]) -> list[Rows]:
    """Say some statements in one round trip, within the transaction at hand or one of their own.

    They only read, or set what lasts for a transaction: the first ones of a request are said again where its
    connection turns out to be lost, which saves asking whether it is.
    """
    server: Any = connections[DEFAULT_DB_ALIAS]
    is_sure = server.in_atomic_block or server.health_check_done
    server.ensure_connection()
    server.validate_no_broken_transaction()
    begun, ahead = monotonic(), _ahead.get(())
    try:
        rows = _say(server, ahead, statements)
    except OperationalError:
        if is_sure:
            raise
        server.close()
        server.ensure_connection()
        rows = _say(server, ahead, statements)
    server.health_check_done = True
    if server.queries_logged:
        took = f"{monotonic() - begun:.3f}"
        server.queries_log.extend({"sql": text, "time": took} for text, _ in statements)
    return rows


def _say(server: Any, ahead: Sequence[Statement], statements: Sequence[Statement]) -> list[Rows]:
    """What is said ahead holds for this round trip alone, which is a transaction of its own."""
    with server.wrap_database_errors:
        rows = say(server.connection, [*ahead, *statements], begins=not ahead)
    return rows[len(ahead) :]


@contextmanager
def said_ahead(statement: Statement) -> Iterator[None]:
    """Within this block of a transaction, say a statement that sets what lasts for a transaction first.

    While only questions are asked, each round trip says it and is a transaction of its own: nothing is begun
    and nothing committed. With anything else that is said the transaction of the block begins.
    """
    ahead = [statement]

    def begin(execute: Callable[..., Any], *said: Any) -> Any:
        if ahead:
            tell_server(_begun(ahead))
        return execute(*said)

    token = _ahead.set(ahead)
    try:
        with connection.execute_wrapper(begin):
            yield
    finally:
        _ahead.reset(token)


def _begun(ahead: list[Statement]) -> list[Statement]:
    """What was to be said ahead, which is now said once."""
    said = list(ahead)
    ahead.clear()
    return said


def _marks(build: Callable[..., Any]) -> dict[str, Any]:
    """A value for each argument that can be told from every other in the query."""
    hints = get_type_hints(build)
    return {name: _mark(hints[name], name, place) for place, name in enumerate(signature(build).parameters)}


def _mark(kind: Any, name: str, place: int) -> Any:
    unlike = uuid5(_MARKS, name)
    known: dict[Any, Any] = {
        UUID: unlike,
        list[UUID]: [unlike],
        str: str(unlike),
        list[str]: [str(unlike)],
        date: date(1, 1, 1 + place),
        datetime: datetime(1, 1, 1 + place, tzinfo=UTC),
    }
    return known[kind]


def _source(param: Any, marks: dict[str, Any]) -> Callable[[dict[str, Any]], Any]:
    for name, mark in marks.items():
        if type(param) is type(mark) and param == mark:
            return itemgetter(name) if not isinstance(mark, list) else _list_source(name, mark)
    return lambda _: param


def _list_source(name: str, mark: list[Any]) -> Callable[[dict[str, Any]], str]:
    """A list as one text, which costs far less than its values one by one."""
    written = texts if isinstance(mark[0], str) else array_of
    return lambda values: written(values[name])


def _reader(rows: models.QuerySet[Any, Any], compiler: Any) -> Callable[[Rows], Rows]:
    """What makes of the server's rows those of the query set."""
    columns = [expression for expression, _, _ in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(columns)
    shape = _as_models(compiler) if rows._iterable_class is ModelIterable else _as_values(rows)

    def read(found: Rows) -> Rows:
        return shape(compiler.apply_converters(found, converters) if converters else found)

    return read


def _as_models(compiler: Any) -> Callable[[Iterable[Any]], Rows]:
    """Rows of the model, with those that it was to bring along."""
    kind, select = compiler.klass_info, compiler.select
    model, places = kind["model"], kind["select_fields"]
    own = slice(places[0], places[-1] + 1)
    names = [column.target.attname for column, _, _ in select[own]]
    along = get_related_populators(kind, select, connection.alias)  # type: ignore[call-arg]

    def read(found: Iterable[Any]) -> Rows:
        told = []
        for row in found:
            one = model.from_db(connection.alias, names, row[own])
            for each in along:
                each.populate(row, one)
            told.append(one)
        return told

    return read


def _as_values(rows: models.QuerySet[Any, Any]) -> Callable[[Iterable[Any]], Rows]:
    """Rows as tuples, in the order in which the columns were named."""
    names = [*rows.query.values_select, *rows.query.annotation_select]
    wanted = dict.fromkeys([*(rows._fields or names), *rows.query.annotation_select])  # type: ignore[attr-defined]
    order = [names.index(name) for name in wanted]
    if order == list(range(len(names))):
        return lambda found: list(map(tuple, found))
    return lambda found: [tuple(row[place] for place in order) for row in found]
