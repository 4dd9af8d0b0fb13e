"""kill -9 of the worker and of the database at each step of a closing: nothing is lost, half or doubled."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from house.source import ROOT
from kehou.platform.database import cluster
from kehou.platform.database.config import databases
from kehou.platform.database.embedded import start, stop
from kehou.platform.database.roles import prepare

pytestmark = pytest.mark.slow
WORKER = Path(__file__).with_name("worker.py")
STEPS = ("book", "arrears", "subsidy", "surplus")
MOMENTS = ("first", "last", "after")
POINTS = [f"{step}:{moment}" for step in STEPS for moment in MOMENTS]
MIGRATE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", database="owner", verbosity=0)
"""
Told = dict[str, Any]


class Crashes:
    """One server of our own, and closings that were killed at every point."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.url = start(data_dir)
        name = databases(self.url, settings.KEHOU_DATABASE_PASSWORD)["default"]["NAME"]
        prepare(self.url, database=name, password=settings.KEHOU_DATABASE_PASSWORD)
        self.run("-c", MIGRATE)

    def environment(self) -> dict[str, str]:
        paths = os.pathsep.join(str(ROOT / name) for name in ("src", "tests"))
        return os.environ | {
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "kehou.web.settings",
            "KEHOU_VAR": str(settings.KEHOU_VAR),
            "PYTHONPATH": paths,
        }

    def run(self, *arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, env=self.environment(), check=False, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def crash(self, closings: list[str], *, database: bool) -> None:
        """Bring each closing to its own point, then kill: the worker, or the database under it."""
        points = [f"{closing}:{point}" for closing, point in zip(closings, POINTS, strict=True)]
        command = [sys.executable, str(WORKER), "crash", *points]
        with subprocess.Popen(
            command, env=self.environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            assert process.stdout
            assert [process.stdout.readline() for _ in points] == ["here\n"] * len(points)
            if database:
                pid = cluster.recorded_pid(self.data_dir)
                assert pid
                os.kill(pid, signal.SIGKILL)
            process.kill()
        start(self.data_dir)


@pytest.fixture(scope="module")
def outcomes() -> Iterator[dict[str, Told]]:
    """What each closing came to after it was killed and resumed; ``undisturbed`` never was."""
    parent = Path(tempfile.mkdtemp(prefix="kehou-", dir="/var/tmp"))
    parent.chmod(0o755)
    try:
        crashes = Crashes(parent / "postgres")
        closings = json.loads(crashes.run(str(WORKER), "open", str(2 * len(POINTS) + 1)))
        by_worker, by_database = closings[: len(POINTS)], closings[len(POINTS) : -1]
        crashes.crash(by_worker, database=False)
        crashes.crash(by_database, database=True)
        told = json.loads(crashes.run(str(WORKER), "finish", *closings))
        names = [f"{kind} {point}" for kind in ("worker", "database") for point in POINTS]
        yield dict(zip([*names, "undisturbed"], told.values(), strict=True))
    finally:
        stop(parent / "postgres")
        shutil.rmtree(parent)


def test_the_undisturbed_closing_is_complete(outcomes: dict[str, Told]) -> None:
    told = outcomes["undisturbed"]
    assert told["state"] == "surplus_fixed"
    assert told["steps"] == list(STEPS)
    assert sum(told["shares"]) == 43000
    assert told["faults"] == []


@pytest.mark.clause("A9.11", "A9.22", "A9.23")
@pytest.mark.parametrize("killed", ["worker", "database"])
@pytest.mark.parametrize("point", POINTS)
def test_a_killed_closing_comes_to_the_same(outcomes: dict[str, Told], killed: str, point: str) -> None:
    assert outcomes[f"{killed} {point}"] == outcomes["undisturbed"]
