"""The queue behind the door: requests in order of arrival, answered together, one statement in flight.

While a batch is with the database the next one gathers. An answer goes out only after its batch is committed.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any, NamedTuple
from uuid import UUID

import psycopg

from kehou.allocation.arrivals import Answered
from kehou.enrolment.first_come.batches import MAX_BATCH, Asked, Overtaken, Statement, to_read, to_write
from kehou.enrolment.first_come.hall import Hall
from kehou.platform.database.wire import say_async

MAX_WAITING = 20_000
MAX_OF_FAMILY = 10
TRIES = 3
BREATH_S = 0.002
BEGIN: Statement = ("BEGIN", ())
COMMIT: Statement = ("COMMIT", ())
# The tables grow from nothing while the door speaks, so what the server knows of their size is of no use:
# a plan that reads a whole table, good at first, would be bad a second later.
_PLANNING = "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan"


class DoorFull(Exception):
    """More wait than can be answered soon: come again, nothing was lost."""


class NotAnswered(Exception):
    """The database did not take the request; to send it again is safe."""


class Waiting(NamedTuple):
    """One request at the door; ``turn`` counts arrivals, so that no two are equal."""

    turn: int
    hall: Hall
    asked: Asked
    answer: asyncio.Future[Answered]


@dataclass(slots=True)
class Admission:
    """The one who asks the database, for all who wait: a heap by arrival for each choice.

    Of one family only a few requests wait at a time: who sends a thousand fills no queue with them.
    """

    parameters: dict[str, Any]
    lines: dict[UUID, list[Waiting]] = field(default_factory=dict)
    of_family: Counter[str] = field(default_factory=Counter)
    some: asyncio.Event = field(default_factory=asyncio.Event)
    server: psycopg.AsyncConnection[Any] | None = None

    async def ask(self, turn: int, hall: Hall, asked: Asked) -> Answered:
        """Wait in order of arrival, and give the answer. Raises DoorFull, NotAnswered."""
        line, family = self.lines.setdefault(hall.rush.id, []), asked.request.pupil.family
        if len(line) >= MAX_WAITING or self.of_family[family] >= MAX_OF_FAMILY:
            raise DoorFull
        self.of_family[family] += 1
        answer: asyncio.Future[Answered] = asyncio.get_running_loop().create_future()
        heappush(line, Waiting(turn, hall, asked, answer))
        self.some.set()
        return await answer

    async def run(self) -> None:
        """Answer batches until cancelled."""
        while True:
            await self.some.wait()
            await asyncio.sleep(BREATH_S)  # whoever is being read just now comes along
            batch = self._next_batch()
            if batch:
                await self._answer(batch)

    async def end(self) -> None:
        """Close the connection."""
        if self.server is not None:
            await self.server.close()

    def _next_batch(self) -> list[Waiting]:
        """The first to arrive, and with it those of the same choice, in order of arrival."""
        lines = [line for line in self.lines.values() if line]
        if not lines:
            self.some.clear()
            return []
        first = min(lines)
        batch = [heappop(first) for _ in range(min(MAX_BATCH, len(first)))]
        for each in batch:
            family = each.asked.request.pupil.family
            self.of_family[family] -= 1
            if not self.of_family[family]:
                del self.of_family[family]
        return batch

    async def _answer(self, batch: Sequence[Waiting]) -> None:
        """Answer a batch; where the database refuses it, each request alone, so that one spoils no other."""
        try:
            answered = await self._held(batch)
        except psycopg.Error:
            if len(batch) > 1:
                for each in batch:
                    await self._answer([each])
            else:
                _give_up(batch)
        except Overtaken:
            _give_up(batch)
        else:
            for each, one in zip(batch, answered, strict=True):
                if not each.answer.done():  # whoever went away keeps the place all the same
                    each.answer.set_result(one)

    async def _held(self, batch: Sequence[Waiting]) -> list[Answered]:
        for _ in range(TRIES):
            try:
                return await self._talk(batch[0].hall, [each.asked for each in batch])
            except psycopg.errors.UniqueViolation:
                continue
        raise Overtaken

    async def _talk(self, hall: Hall, asked: Sequence[Asked]) -> list[Answered]:
        """One transaction in two round trips; a statement that fails keeps the commit from happening.

        After anything unforeseen the connection is given up, and with it what was not committed.
        """
        rush, server = hall.rush, await self._connected()
        try:
            found = await say_async(server, (BEGIN, *to_read(rush, asked)))
            answered, writes = to_write(rush, asked, found[1:], now=hall.now())
            await say_async(server, (*writes, COMMIT))
        except BaseException:
            await server.close()
            raise
        return answered

    async def _connected(self) -> psycopg.AsyncConnection[Any]:
        if self.server is None or self.server.closed:
            connect = psycopg.AsyncConnection.connect
            self.server = await connect(**self.parameters, autocommit=True, options=_PLANNING)
        return self.server


def _give_up(batch: Sequence[Waiting]) -> None:
    for each in batch:
        if not each.answer.done():
            each.answer.set_exception(NotAnswered())
