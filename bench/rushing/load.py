"""Many connections from one process: each writes its requests one after the other and reads whole answers."""

from __future__ import annotations

import asyncio
import select
import socket
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from statistics import quantiles
from time import perf_counter

TIME_LIMIT_S = 60.0


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


@dataclass(slots=True)
class _Line:
    """One connection with its requests."""

    socket: socket.socket
    jobs: list[tuple[Sent, bytes]]  # the next one last
    buffer: bytes = b""

    def write(self) -> None:
        """Send the next request."""
        sent, content = self.jobs[-1]
        sent.begun_s = perf_counter()
        if self.socket.send(content) != len(content):
            raise RuntimeError("a request did not fit into an empty socket")

    def read(self) -> None:
        """Take in what came; where an answer is whole, the next request follows."""
        came = self.socket.recv(65_536)
        if not came:
            raise ConnectionError("the server hung up on a request")
        self.buffer += came
        end = self.buffer.find(b"\r\n\r\n") + 4
        if end < 4 or len(self.buffer) < end + (length := _length(self.buffer[:end])):
            return
        sent, _ = self.jobs.pop()
        sent.ended_s, sent.status = perf_counter(), int(self.buffer[9:12])
        sent.body, self.buffer = self.buffer[end : end + length], self.buffer[end + length :]
        if self.jobs:
            self.write()


@lru_cache(maxsize=4_096)
def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0


def closed(port: int, contents: Sequence[bytes], *, connections: int) -> list[Sent]:
    """All requests over so many connections, each waiting for its answers; in the order given.

    Every connection is open before the first one sends; then all send, in the order of the lines. Bare
    sockets and ready bytes, since this process shares the cores with what it measures.
    """
    sent = [Sent(number) for number in range(len(contents))]
    count = min(connections, len(contents))
    with ExitStack() as stack, select.epoll() as poll:
        lines = {}
        for line in range(count):
            jobs = [(sent[place], contents[place]) for place in range(line, len(contents), count)]
            own = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            own.setblocking(False)
            own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            lines[own.fileno()] = _Line(own, jobs[::-1])
            poll.register(own.fileno(), select.EPOLLIN)
        _answered(poll, lines)
    return sent


def _answered(poll: select.epoll, lines: dict[int, _Line]) -> None:
    """All send; then whoever is answered sends again, until nobody has anything left."""
    for line in lines.values():
        line.write()
    left, until = len(lines), perf_counter() + TIME_LIMIT_S
    while left:
        if perf_counter() > until:
            raise TimeoutError(f"{left} connections without an answer")
        for number, _ in poll.poll(1):
            line = lines[number]
            line.read()
            if not line.jobs:
                poll.unregister(number)
                left -= 1


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
