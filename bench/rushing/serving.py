"""Servers of this machine on the measurement's own database: the door, the site, and Django as usual."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

FOLDER = Path(__file__).resolve().parents[1]
DOOR, SITE, USUAL = "door", "site", "usual"
START_SECONDS = 30

_SERVE = """
import sys
from kehou.web import running
what, port = sys.argv[1], int(sys.argv[2])
if __name__ == "__main__":
    if what == "usual":
        from granian import Granian
        from granian.constants import Interfaces
        Granian("rushing.usual:application", port=port, interface=Interfaces.WSGI, workers=2,
                blocking_threads=4, websockets=False, log_enabled=False, workers_kill_timeout=5).serve()
    else:
        {"door": running.run_door, "site": running.run_server}[what]("127.0.0.1", port)
"""


@contextmanager
def serving(what: str, *, probe: str) -> Iterator[int]:
    """One server, as the command line starts it, in a process of its own; its port."""
    from django.conf import settings

    from kehou.web.running import free_port

    port = free_port("127.0.0.1", 8_400)
    script = settings.KEHOU_VAR / "bench_serve.py"
    script.write_text(_SERVE, encoding="utf-8")
    with started([sys.executable, str(script), what, str(port)], _environment()):
        answered(port, probe)
        yield port


@contextmanager
def started(
    command: Sequence[str], environment: Mapping[str, str], log: Path | None = None
) -> Iterator[None]:
    """A process, until it is left; with a log it works in the log's folder and writes there what it says."""
    with ExitStack() as stack:
        output = None if log is None else stack.enter_context(log.open("w", encoding="utf-8"))
        folder = None if log is None else log.parent
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=output, stderr=output)
        try:
            yield
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


def answered(port: int, probe: str, seconds: float = START_SECONDS) -> None:
    """Wait until a server answers. Raises RuntimeError where it does not."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
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
