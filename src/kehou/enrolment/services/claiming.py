"""Choosing in order of arrival inside a page: the door's two steps, for what one page sends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django.db import IntegrityError, connection, transaction
from psycopg.errors import UniqueViolation

from kehou.allocation.arrivals import Answered
from kehou.enrolment.first_come import statements
from kehou.enrolment.first_come.batches import Asked, Overtaken, Rows, Statement, to_read, to_write
from kehou.enrolment.first_come.offers import RushOffer
from kehou.platform.database.scope import Scope, scoped

TRIES = 3


def claim_places(*, rush: RushOffer, asked: Sequence[Asked], now: datetime) -> list[Answered]:
    """Answer requests in the order given, places and lines written when it returns.

    Raises Overtaken where a writer without locks was quicker three times.
    """
    for _ in range(TRIES):
        try:
            with scoped(Scope.of_places([rush.place])), transaction.atomic():
                return _answered(rush, asked, now)
        except IntegrityError as error:
            if not isinstance(error.__cause__, UniqueViolation):
                raise
    raise Overtaken


def is_closed(rush: RushOffer) -> bool:
    """Whether the list is closed; from here on the closing waits for this transaction."""
    _run((statements.LOCK_WINDOW, (rush.window,)))
    return bool(_run((statements.CLOSED, (rush.window,)))[0][0])


def _answered(rush: RushOffer, asked: Sequence[Asked], now: datetime) -> list[Answered]:
    found = [_run(statement) for statement in to_read(rush, asked)]
    answered, writes = to_write(rush, asked, found, now=now)
    for statement in writes:
        _run(statement)
    return answered


def _run(statement: Statement) -> Rows:
    sql, parameters = statement
    with connection.cursor() as cursor:
        cursor.execute(sql, cast(Any, parameters))
        return cursor.fetchall() if cursor.description else ()
