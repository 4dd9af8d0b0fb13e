"""Many connections from one process: each writes its requests one after the other and reads whole answers.

A server that closes the connection after each answer is called anew for the next request, and hung up on at
once: gunicorn keeps its worker for two seconds more where a client that was answered does not hang up.
"""

from __future__ import annotations

import asyncio
import select
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
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

    port: int
    poll: select.epoll
    jobs: list[tuple[Sent, bytes]]  # the next one last
    socket: socket.socket = field(init=False)
    buffer: bytes = b""

    def call(self) -> int:
        """Open the connection; the number under which the poll tells of it."""
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.poll.register(self.socket, select.EPOLLIN)
        return self.socket.fileno()

    def write(self) -> None:
        """Send the next request."""
        sent, content = self.jobs[-1]
        sent.begun_s = perf_counter()
        if self.socket.send(content) != len(content):
            raise RuntimeError("a request did not fit into an empty socket")

    def read(self) -> bool:
        """Take in what came; whether an answer is whole after which the server hangs up."""
        came = self.socket.recv(65_536)
        if not came:
            raise ConnectionError("the server hung up on a request")
        self.buffer += came
        end = self.buffer.find(b"\r\n\r\n") + 4
        if end < 4:
            return False
        length, closes = _head(self.buffer[:end])
        if len(self.buffer) < end + length:
            return False
        sent, _ = self.jobs.pop()
        sent.ended_s, sent.status = perf_counter(), int(self.buffer[9:12])
        sent.body, self.buffer = self.buffer[end : end + length], self.buffer[end + length :]
        if self.jobs and not closes:
            self.write()
        return closes


@lru_cache(maxsize=4_096)
def _head(head: bytes) -> tuple[int, bool]:
    """How long the answer's body is, and whether the server hangs up after it."""
    length, closes = 0, False
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line[15:])
        elif line.startswith(b"connection:"):
            closes = line[11:].strip() == b"close"
    return length, closes


def closed(port: int, contents: Sequence[bytes], *, connections: int) -> list[Sent]:
    """All requests over so many connections, each waiting for its answers; in the order given.

    Every connection is open before the first one sends; then all send, in the order of the lines. Bare
    sockets and ready bytes, since this process shares the cores with what it measures.
    """
    sent = [Sent(number) for number in range(len(contents))]
    count = min(connections, len(contents))
    with select.epoll() as poll:
        lines: dict[int, _Line] = {}
        try:
            for line in range(count):
                jobs = [(sent[place], contents[place]) for place in range(line, len(contents), count)]
                own = _Line(port, poll, jobs[::-1])
                lines[own.call()] = own
            _answered(poll, lines)
        finally:
            for each in lines.values():
                each.socket.close()
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
            if line.read():
                line.socket.close()  # and the poll forgets it
                del lines[number]
                if line.jobs:
                    lines[line.call()] = line
                    line.write()
            elif not line.jobs:
                poll.unregister(number)
            left -= not line.jobs


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
        sent.body = await readers[writer].readexactly(_head(head)[0])
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
