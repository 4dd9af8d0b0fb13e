"""Servers of this machine on the measurement's own database: the door, the site, and Django as usual."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

FOLDER = Path(__file__).resolve().parents[1]
DOOR = ("kehou.web.door:application", "asgi", 1)
SITE = ("kehou.web.wsgi:application", "wsgi", 2)
USUAL = ("rushing.usual:application", "wsgi", 2)
START_SECONDS = 30

_SERVE = """
import sys
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
target, kind, workers, port = sys.argv[1:]
if __name__ == "__main__":
    Granian(target, port=int(port), interface=Interfaces(kind), workers=int(workers), websockets=False,
            blocking_threads=4 if kind == "wsgi" else None, backlog=16384,
            backpressure=16384 if kind == "asgi" else None, log_level=LogLevels.warning).serve()
"""


@contextmanager
def serving(what: tuple[str, str, int], *, probe: str) -> Iterator[int]:
    """One server in a process of its own; its port."""
    from django.conf import settings

    from kehou.web.running import free_port

    target, kind, workers = what
    port = free_port("127.0.0.1", 8_400)
    script = settings.KEHOU_VAR / "bench_serve.py"
    script.write_text(_SERVE, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script), target, kind, str(workers), str(port)], env=_environment()
    )
    try:
        _wait(port, probe)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _environment() -> dict[str, str]:
    from django.db import connections

    given = connections["default"].settings_dict
    address = f"postgresql://postgres@/{given['NAME']}?host={quote(str(given['HOST']), safe='')}"
    paths = [str(FOLDER), str(FOLDER.parent / "src"), str(FOLDER.parent / "tests")]
    return os.environ | {"DATABASE_URL": address, "PYTHONPATH": os.pathsep.join(paths)}


def _wait(port: int, probe: str) -> None:
    for _ in range(START_SECONDS * 10):
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", probe)
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    raise RuntimeError(f"nothing answers {probe}")
