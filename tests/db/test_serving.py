"""``kehou serve``, really run: from nothing to an answer, and cleanly down again."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from kehou.platform.database import cluster
from kehou.web.running import KILL_AFTER_S, PORTS_TO_TRY, NoFreePort, free_port

SOURCE = Path(cluster.__file__).parents[3]
ATTEMPTS = 100
QUICK_S = KILL_AFTER_S / 2  # so a worker that had to be killed shows


@pytest.fixture
def var() -> Iterator[Path]:
    """An empty folder of an installation that the server's user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="kehou-", dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which somebody already listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


def test_a_taken_port_gives_way_to_the_next_free_one(taken_port: int) -> None:
    assert taken_port < free_port("127.0.0.1", taken_port) < taken_port + PORTS_TO_TRY


def test_an_address_that_is_not_ours_has_no_free_port() -> None:
    with pytest.raises(NoFreePort):
        free_port("192.0.2.1", 8000)


@pytest.mark.slow
def test_the_site_comes_up_from_nothing_and_goes_down_cleanly(var: Path, taken_port: int) -> None:
    command = [sys.executable, "-m", "kehou", "serve", "--port", str(taken_port)]
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment = kept | {"PYTHONPATH": str(SOURCE), "KEHOU_VAR": str(var), "PYTHONUNBUFFERED": "1"}
    terminal = {"stdout": subprocess.PIPE, "text": True, "env": environment, "start_new_session": True}
    with subprocess.Popen(command, **terminal) as site:
        assert site.stdout is not None
        assert site.stdout.readline() == f"Port {taken_port} is taken.\n"
        found = re.search(r"http://127\.0\.0\.1:(\d+)", site.stdout.readline())
        assert found is not None
        assert _status(int(found[1])) in {200, 302, 404}
        os.killpg(site.pid, signal.SIGINT)  # as Ctrl-C does: to every process of the terminal
        assert site.wait(timeout=QUICK_S) == 0
    assert cluster.processes((var / "postgres").resolve()) == []


def _status(port: int) -> int:
    """The status of the site's first answer, waiting for its workers."""
    for _ in range(ATTEMPTS):
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError(f"no answer on port {port} after {ATTEMPTS} attempts")
