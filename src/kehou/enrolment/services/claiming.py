"""Choosing in order of arrival inside a page: the door's conversation, for what one page sends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django.db import connection, transaction

from kehou.allocation.arrivals import Answered
from kehou.enrolment.first_come.batches import Asked, Conversation, Overtaken, Rows, Statement, conversation
from kehou.enrolment.first_come.offers import RushOffer
from kehou.platform.database.scope import Scope, scoped

TRIES = 3


def claim_places(*, rush: RushOffer, asked: Sequence[Asked], now: datetime) -> list[Answered]:
    """Answer requests in the order given, places and lines written when it returns.

    Raises Overtaken where a writer without locks was quicker three times.
    """
    for attempt in range(1, TRIES + 1):
        try:
            with scoped(Scope.of_places([rush.place])), transaction.atomic():
                return _held(conversation(rush, asked, now=now))
        except Overtaken:
            if attempt == TRIES:
                raise
    raise AssertionError


def _held(talk: Conversation) -> list[Answered]:
    rows: list[Rows] | None = None
    try:
        while True:
            said = next(talk) if rows is None else talk.send(rows)
            rows = [_run(statement) for statement in said]
    except StopIteration as end:
        answered: list[Answered] = end.value
        return answered


def _run(statement: Statement) -> Rows:
    sql, parameters = statement
    with connection.cursor() as cursor:
        cursor.execute(sql, cast(Any, parameters))
        return cursor.fetchall() if cursor.description else ()
