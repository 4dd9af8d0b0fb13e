"""Choosing in order of arrival beside the door: its two steps, for what one page or one list sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from psycopg.errors import UniqueViolation

from kehou.allocation.arrivals import Answer, Answered
from kehou.enrolment.first_come import statements
from kehou.enrolment.first_come.batches import Asked, Overtaken, Rows, Statement, to_read, to_write
from kehou.enrolment.first_come.offers import RushOffer, offer_of
from kehou.enrolment.first_come.turns import holders_of
from kehou.enrolment.models import ChoiceWindow
from kehou.platform.database.scope import Scope, scoped

TRIES = 3
_SETTLED = (Answer.PLACED, Answer.YOURS, Answer.OTHER)


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


@dataclass(frozen=True, slots=True)
class Asking:
    """What a family asks for one child: courses by time of the week, those wanted most first."""

    pupil_id: UUID
    guardian_id: UUID
    ranked: Mapping[str, tuple[str, ...]]


def claim_by_turns(*, window: ChoiceWindow, asking: Sequence[Asking], now: datetime) -> int:
    """Many families at once: whose turn has come, in order of turns, is asked what comes first on each list.

    Then what comes second, for the times at which there is no place yet, and so on. How many took part.
    """
    rush, by_pupil = offer_of(window), {str(each.pupil_id): each for each in asking}
    holders = [h for h in holders_of(window, [each.pupil_id for each in asking]) if h.called_at <= now]
    holders.sort(key=lambda holder: holder.called_at)
    waiting = {(h.pupil.id, band) for h in holders for band in by_pupil[h.pupil.id].ranked}
    longest = max((len(keys) for each in asking for keys in each.ranked.values()), default=0)
    for rank in range(longest):
        asked = [
            Asked(h.asks(keys[rank], now), str(by_pupil[h.pupil.id].guardian_id))
            for h in holders
            for band, keys in by_pupil[h.pupil.id].ranked.items()
            if rank < len(keys) and (h.pupil.id, band) in waiting
        ]
        for each in claim_places(rush=rush, asked=asked, now=now) if asked else ():
            if each.answer in _SETTLED:
                slots = rush.offer.sections[each.request.section].slots
                waiting -= {(each.request.pupil.id, band) for band in slots}
    return len(holders)


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
