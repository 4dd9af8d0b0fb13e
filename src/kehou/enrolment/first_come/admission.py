"""The queue behind the door: requests in order of arrival, answered together, one statement in flight.

While a batch is with the database the next one gathers. An answer goes out only after its batch is committed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import psycopg
from psycopg import AsyncConnection

from kehou.allocation.arrivals import Answered
from kehou.enrolment.first_come.batches import MAX_BATCH, Asked, Conversation, Overtaken, conversation
from kehou.enrolment.first_come.hall import Hall

MAX_WAITING = 20_000
TRIES = 3
BREATH_S = 0.002


class DoorFull(Exception):
    """More wait than can be answered soon: come again, nothing was lost."""


class NotAnswered(Exception):
    """The database did not take the request; to send it again is safe."""


@dataclass(slots=True)
class Waiting:
    """One request at the door; ``turn`` counts arrivals."""

    turn: int
    hall: Hall
    asked: Asked
    answer: asyncio.Future[Answered]


@dataclass(slots=True)
class Admission:
    """The one who asks the database, for all who wait."""

    parameters: dict[str, object]
    waiting: list[Waiting] = field(default_factory=list)
    some: asyncio.Event = field(default_factory=asyncio.Event)
    connection: AsyncConnection | None = None

    async def ask(self, turn: int, hall: Hall, asked: Asked) -> Answered:
        """Wait in order of arrival, and give the answer. Raises DoorFull, NotAnswered."""
        if len(self.waiting) >= MAX_WAITING:
            raise DoorFull
        answer: asyncio.Future[Answered] = asyncio.get_running_loop().create_future()
        self.waiting.append(Waiting(turn, hall, asked, answer))
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
        if self.connection is not None:
            await self.connection.close()

    def _next_batch(self) -> list[Waiting]:
        """The first to arrive, and with it those of the same choice, in order of arrival."""
        self.waiting.sort(key=lambda each: each.turn)
        if not self.waiting:
            self.some.clear()
            return []
        hall = self.waiting[0].hall
        batch = [each for each in self.waiting if each.hall is hall][:MAX_BATCH]
        chosen = {id(each) for each in batch}
        self.waiting = [each for each in self.waiting if id(each) not in chosen]
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
        hall = batch[0].hall
        for attempt in range(1, TRIES + 1):
            talk = conversation(hall.rush, [each.asked for each in batch], now=hall.now())
            try:
                return await _talk(await self._connected(), talk)
            except Overtaken:
                if attempt == TRIES:
                    raise
        raise AssertionError

    async def _connected(self) -> AsyncConnection:
        if self.connection is None or self.connection.broken or self.connection.closed:
            self.connection = await AsyncConnection.connect(**self.parameters, autocommit=True)  # type: ignore[arg-type]
        return self.connection


async def _talk(connection: AsyncConnection, talk: Conversation) -> list[Answered]:
    """Hold a conversation in one transaction, one round trip a step."""
    async with connection.pipeline() as pipe, connection.transaction():
        said = next(talk)
        while True:
            cursors = [await connection.execute(sql, parameters) for sql, parameters in said]
            await pipe.sync()
            rows = [await each.fetchall() if each.description else [] for each in cursors]
            try:
                said = talk.send(rows)
            except StopIteration as end:
                answered: list[Answered] = end.value
                return answered


def _give_up(batch: Sequence[Waiting]) -> None:
    for each in batch:
        if not each.answer.done():
            each.answer.set_exception(NotAnswered())
