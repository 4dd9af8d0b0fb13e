"""Many connections from one process: each writes its requests one after the other and reads whole answers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter

TIME_LIMIT_S = 60.0
CONNECT_TOGETHER = 200


@dataclass(slots=True)
class Sent:
    """One request: when it was written, when its answer was read, and the answer."""

    number: int
    begun_s: float = 0.0
    ended_s: float = 0.0
    status: int = 0
    body: bytes = b""

    @property
    def took_ms(self) -> float:
        """How long it took."""
        return (self.ended_s - self.begun_s) * 1000


class _Line(asyncio.Protocol):
    """One connection with its requests."""

    def __init__(self, jobs: list[tuple[Sent, bytes]], done: asyncio.Future[None]) -> None:
        self.jobs, self.done, self.buffer = jobs, done, b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, apart, rest = self.buffer.partition(b"\r\n\r\n")
        if not apart:
            return
        length = _length(head)
        if len(rest) < length:
            return
        sent, _ = self.jobs[0]
        sent.ended_s, sent.status, sent.body = perf_counter(), int(head[9:12]), rest[:length]
        self.buffer = rest[length:]
        del self.jobs[0]
        self.next()

    def connection_lost(self, _: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)

    def next(self) -> None:
        """Write the next request, or close."""
        assert self.transport is not None
        if not self.jobs:
            self.transport.close()
            return
        sent, content = self.jobs[0]
        sent.begun_s = perf_counter()
        self.transport.write(content)


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0


def closed(port: int, contents: Sequence[bytes], *, connections: int) -> list[Sent]:
    """All requests over so many connections, each waiting for its answers; in the order given."""
    sent = [Sent(number) for number in range(len(contents))]
    lines = [
        [(sent[place], contents[place]) for place in range(line, len(contents), connections)]
        for line in range(min(connections, len(contents)))
    ]
    asyncio.run(_all(port, lines))
    return sent


async def _all(port: int, lines: Sequence[list[tuple[Sent, bytes]]]) -> None:
    """Open every connection first; then all send, in the order of the lines."""
    loop = asyncio.get_running_loop()
    opened = [_Line(jobs, loop.create_future()) for jobs in lines]
    for start in range(0, len(opened), CONNECT_TOGETHER):
        group = opened[start : start + CONNECT_TOGETHER]
        await asyncio.gather(*(_connect(port, line) for line in group))
    for line in opened:
        line.next()
    await asyncio.wait_for(asyncio.gather(*(line.done for line in opened)), TIME_LIMIT_S)


async def _connect(port: int, line: _Line) -> None:
    await asyncio.get_running_loop().create_connection(lambda: line, "127.0.0.1", port)


async def _paced(port: int, jobs: Sequence[tuple[Sent, bytes]], a_second: float, lanes: int) -> None:
    """Requests at a steady pace over a few lanes, whether or not earlier ones were answered."""
    begun, loop = perf_counter(), asyncio.get_running_loop()
    free: asyncio.Queue[asyncio.StreamWriter] = asyncio.Queue()
    readers: dict[asyncio.StreamWriter, asyncio.StreamReader] = {}
    for _ in range(lanes):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        readers[writer] = reader
        free.put_nowait(writer)

    async def one(sent: Sent, content: bytes) -> None:
        sent.begun_s = perf_counter()
        writer = await free.get()
        writer.write(content)
        head = await readers[writer].readuntil(b"\r\n\r\n")
        sent.body = await readers[writer].readexactly(_length(head))
        sent.ended_s, sent.status = perf_counter(), int(head[9:12])
        free.put_nowait(writer)

    tasks = []
    for place, (sent, content) in enumerate(jobs):
        rest = begun + place / a_second - perf_counter()
        if rest > 0:
            await asyncio.sleep(rest)
        tasks.append(loop.create_task(one(sent, content)))
    await asyncio.wait_for(asyncio.gather(*tasks), TIME_LIMIT_S)
    for writer in readers:
        writer.close()


def paced(
    port: int, streams: Sequence[tuple[Sequence[bytes], float]], *, lanes: int = 64
) -> list[list[Sent]]:
    """Several streams beside each other, each at its own pace a second."""
    told = [[Sent(number) for number in range(len(contents))] for contents, _ in streams]

    async def whole() -> None:
        await asyncio.gather(
            *(
                _paced(port, list(zip(sent, contents, strict=True)), pace, lanes)
                for sent, (contents, pace) in zip(told, streams, strict=True)
            )
        )

    asyncio.run(whole())
    return told


def whole_s(sent: Sequence[Sent]) -> float:
    """From the first request to the last answer, in seconds."""
    return max(each.ended_s for each in sent) - min(each.begun_s for each in sent)


def share_ms(sent: Sequence[Sent], percent: int) -> float:
    """Under how many milliseconds so many percent were answered."""
    return quantiles((each.took_ms for each in sent), n=100)[percent - 1]
