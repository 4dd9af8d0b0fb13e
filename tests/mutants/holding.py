"""Which tests call which function, and whether they notice a change: each mutant runs in a fork of its own.

All tests are collected once; a fork then puts the mutant's code in place of the function's and runs only the
tests that call it, the quickest first, until one fails. The parent itself runs none, so no value kept from
an earlier test can hide a change.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from types import FrameType, FunctionType
from typing import Any

import pytest

from mutants.making import ROOT, Mutant

PREFIX = str(ROOT / "src" / "kehou")
BUDGET_S, PATIENCE_S = 12.0, 20
BATCH = 12
Called = tuple[str, str]
Calls = dict[Called, list[tuple[float, int]]]


@dataclass
class Held:
    """The functions at hand, and by function the tests that call it with what each costs."""

    functions: dict[Called, list[FunctionType]] = field(default_factory=dict)
    calls: Calls = field(default_factory=dict)


def functions_at_hand() -> dict[Called, list[FunctionType]]:
    """Every function of the package that is in memory, by file and qualified name."""
    found: dict[Called, list[FunctionType]] = {}
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename.startswith(PREFIX):
            code = thing.__code__
            key = (str(Path(code.co_filename).relative_to(ROOT)), code.co_qualname)
            found.setdefault(key, []).append(thing)
    return found


class Watch:
    """What a test calls, and whether it failed."""

    def __init__(self) -> None:
        self.called: set[Called] = set()
        self.failed = False

    def see(self, frame: FrameType, event: str, _: Any) -> None:
        """A profiler that keeps the outermost function of the package's own code."""
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(PREFIX):
            outermost = code.co_qualname.partition(".<locals>")[0]
            self.called.add((code.co_filename[len(str(ROOT)) + 1 :], outermost))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep that something failed."""
        self.failed |= report.failed


def in_a_fork(work: Callable[[], object]) -> int:
    """Run something in a fork that says nothing; its process."""
    process = os.fork()
    if process:
        return process
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    code = 99
    try:
        code = int(work() or 0)
    finally:
        os._exit(code)


def run(items: Sequence[pytest.Item], watch: Watch) -> bool:
    """Run tests in turn until one fails; whether one did."""
    for place, item in enumerate(items):
        following = items[place + 1] if place + 1 < len(items) else None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if watch.failed:
            return True
    return False


def look_who_calls(items: Sequence[pytest.Item], watch: Watch, file: Path) -> Calls:
    """By function, the tests that call it and their costs; from a file where the tests are the same."""
    names = [item.nodeid for item in items]
    if file.exists():
        stored = json.loads(file.read_text(encoding="utf-8"))
        if stored["names"] == names:
            return {tuple(key.split("::")): rows for key, rows in stored["calls"].items()}  # type: ignore[misc]
    found: dict[Called, list[tuple[float, int]]] = {}
    for start in range(0, len(items), BATCH):
        for name, rows in _batch(items, range(start, min(start + BATCH, len(items))), watch, file).items():
            found.setdefault(name, []).extend(rows)
    calls = {name: sorted(rows) for name, rows in found.items()}
    text = json.dumps({"names": names, "calls": {"::".join(name): rows for name, rows in calls.items()}})
    file.write_text(text, encoding="utf-8")
    return calls


def _batch(items: Sequence[pytest.Item], places: Sequence[int], watch: Watch, file: Path) -> Calls:
    """What a few tests call, run in one fork. What one keeps the next may use: facts count for all."""
    told = file.with_suffix(".batch")

    def look() -> int:
        rows = []
        for place in places:
            watch.called = set()
            start = process_time()
            sys.setprofile(watch.see)
            failed = run([items[place]], watch)
            sys.setprofile(None)
            rows.append((process_time() - start, failed, sorted(watch.called)))
        told.write_text(json.dumps(rows), encoding="utf-8")
        return 0

    os.waitpid(in_a_fork(look), 0)
    rows = json.loads(told.read_text(encoding="utf-8"))
    told.unlink()
    found: dict[Called, list[tuple[float, int]]] = {}
    shared = {tuple(name) for _, _, called in rows for name in called if _is_shared(name[0])}
    for place, (cost, failed, called) in zip(places, rows, strict=True):
        if failed:
            raise AssertionError(f"fails without any mutant: {items[place].nodeid}")
        for name in {*map(tuple, called), *shared}:
            found.setdefault(name, []).append((cost, place))
    return found


def _is_shared(file: str) -> bool:
    """Whether a file's functions fill what facts and editions keep."""
    return "/facts/" in file or "/engine/" in file


def notice(mutant: Mutant, held: Held, items: Sequence[pytest.Item], watch: Watch) -> int:
    """Start a fork that ends with 1 where a test notices the mutant."""
    key = (mutant.file, mutant.function)
    chosen, spent = [], 0.0
    for cost, place in held.calls.get(key, ()):
        spent += cost
        if spent > BUDGET_S and chosen:
            break
        chosen.append(items[place])

    def attempt() -> int:
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE_S, PATIENCE_S + 1))
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        code = mutant.code
        for function in held.functions[key]:
            function.__code__ = code
        return run(chosen, watch)

    return in_a_fork(attempt)
