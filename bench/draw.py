"""The draw measured: times, quality beside what others make of the same wishes, gates.

Run from the repository: ``make bench-draw``. Exits with 1 where a gate is missed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import TypeVar

from draw_counties import counties
from draw_lies import PAID, base_gains, capped_gains
from draw_peers import Seats, installed, missing
from draw_quality import HEAD, quality
from draw_schools import BASE, EVERYTHING, school
from draw_table import ROUNDS, Gates, times, times_head

from kehou.allocation import Lottery, Policy, Result, allocate, input_root, record, verify
from kehou.allocation.draw import Draw
from kehou.allocation.fast import Columns, check_columns, columns_of, outcome, root
from kehou.allocation.instance import Instance, instance
from kehou.allocation.reading import closed_list
from kehou.allocation.verify_draw import differences
from kehou.enrolment.paid import LISTS_GAINING, LISTS_TRIED

SCHOOLS = ((300, 45), (1000, 142), (5000, 582))
VERIFIED = 1000  # the largest school for the stand-alone verifier, which is made to be read
SLOW_SECONDS = 2.0
COLD = Path(__file__).with_name("draw_cold.py")
QUALITY = "{:<34} {:>9} {:>9} " + "{:>10} " * len(HEAD)
T = TypeVar("T")
Row = tuple[str, int, float, Seats, Instance]


def main() -> int:
    """Print all; 1 where a gate is missed."""
    gates = Gates()
    print("The draw\n")
    times_head()
    rows = [row for pupils, sections in SCHOOLS for row in _school(pupils, sections, gates)]
    counties(gates)
    _lies(gates)
    _show(rows)
    if absent := missing():
        print(f"\nnot installed here, so not measured: {', '.join(absent)}")
    return 0 if gates.show() else 1


def _school(pupils: int, sections: int, gates: Gates) -> list[Row]:
    found = []
    for name, policy in (("base", BASE), ("everything on", EVERYTHING)):
        checked, lottery = _closed(pupils, sections, policy)
        result = _measured(f"school, {name}", checked, lottery, gates)
        own = {(s.pupil, s.slot): s.section for s in result.seats if not checked.sections[s.section].fallback}
        found.append((f"kehou, {name}", pupils, _fast(columns_of(checked), lottery)[0], own, checked))
        if policy is BASE:
            found += _peers(result, own, gates)
    return found


def _measured(name: str, checked: Instance, lottery: Lottery, gates: Gates) -> Result:
    """Time every step of one school; all implementations and orders of rows must end at one digest."""
    rows = (checked.sections.values(), checked.pupils.values(), checked.policy, lottery)
    explain, result = _timed(lambda: allocate(*rows))
    content, count = record(result), len(checked.pupils)
    load, columns = _timed(lambda: _loaded(content))
    warm, digest = _fast(columns, lottery)
    hashing, _ = _timed(lambda: root(columns))
    cold, mebibytes = _cold(count, len(checked.sections) - 10)
    took = {"load": load, "hash": hashing, "explain": explain, "cold": cold, "warm": warm}
    solve = {"solve": _timed(lambda: outcome(columns, lottery))[0]}
    times(name, count, {step: [seconds] for step, seconds in (took | solve).items()}, mebibytes)
    digests = {result.digest, digest, *(_shuffled(checked, lottery, order) for order in range(ROUNDS))}
    label = f"{name}, {count:,}"
    gates.ask(
        f"{label}: digests of two roads and {ROUNDS} orders of rows", len(digests), 1, kept=len(digests) == 1
    )
    faults = len(verify(result))
    gates.ask(f"{label}: violations", faults, 0, kept=not faults)
    if count <= VERIFIED:
        differing = len(differences(content))
        gates.ask(f"{label}: differences found by the verifier", differing, 0, kept=not differing)
    return result


def _peers(result: Result, own: Seats, gates: Gates) -> list[Row]:
    checked, found = result.instance, []
    draw = Draw(checked, json.loads(record(result))["result"]["seed"])
    for name, (peer, same) in installed(len(checked.pupils)).items():
        seconds, seats = _timed(lambda peer=peer: peer(draw))  # type: ignore[misc]
        found.append((name, len(checked.pupils), seconds, seats, checked))
        if same:
            unlike = len(set(seats.items()) ^ set(own.items()))
            gates.ask(f"base, {len(checked.pupils):,}: seats unlike {name}", unlike, 0, kept=not unlike)
    return found


def _lies(gates: Gates) -> None:
    tried, gained = base_gains()
    gates.ask(f"base: of {tried:,} misreports profitable", gained, 0, kept=gained == 0)
    published = LISTS_TRIED, LISTS_GAINING
    tried, gained = capped_gains(PAID)
    kept = (tried, gained) == published
    gates.ask(f"paid cap: of {tried:,} misreports profitable, as published", gained, published[1], kept=kept)
    tried, gained = capped_gains()
    share = 100 * gained / tried
    gates.ask(
        f"paid cap with X share: of {tried:,} misreports profitable", f"{share:.1f}%", "3%", kept=share <= 3
    )


def _show(rows: list[Row]) -> None:
    print("\nquality, of all wishes; the flow is the best average rank there is, but lies pay in it\n")
    print(QUALITY.format("", "pupils", "seconds", *HEAD))
    for name, pupils, seconds, seats, checked in rows:
        print(QUALITY.format(name, f"{pupils:,}", f"{seconds:.3g}", *quality(seats, checked)))


def _closed(pupils: int, sections: int, policy: Policy) -> tuple[Instance, Lottery]:
    offer, asking = school(pupils, sections, everything=policy is EVERYTHING)
    return instance(offer, asking, policy), Lottery(input_root(offer, asking, policy), "n0nce", "3412.87")


def _loaded(content: bytes) -> Columns:
    raw = json.loads(content)
    closed = closed_list({part: raw[part] for part in ("format", "sections", "pupils", "policy")})
    return columns_of(instance(closed.sections, closed.pupils, closed.policy))


def _fast(columns: Columns, lottery: Lottery) -> tuple[float, str]:
    """Check, hash and draw."""

    def once() -> str:
        check_columns(columns)
        own = Lottery(root(columns), lottery.nonce, lottery.beacon, lottery.code_hash)
        return outcome(columns, own).digest

    return _timed(once)


def _shuffled(checked: Instance, lottery: Lottery, order: int) -> str:
    rng = Random(order)
    sections, pupils = list(checked.sections.values()), list(checked.pupils.values())
    rng.shuffle(sections)
    rng.shuffle(pupils)
    return _fast(columns_of(instance(sections, pupils, checked.policy)), lottery)[1]


def _cold(pupils: int, sections: int) -> tuple[float, float]:
    command = [sys.executable, COLD, str(pupils), str(sections)]
    seconds, mebibytes = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(mebibytes)


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    """The median of five, and what came out. What is slow runs once."""
    spent: list[float] = []
    while len(spent) < ROUNDS and not (spent and spent[0] > SLOW_SECONDS):
        start = perf_counter()
        found = work()
        spent.append(perf_counter() - start)
    return median(spent), found


if __name__ == "__main__":
    threading.stack_size(1 << 29)  # room for a peer that recurses once a player
    with ThreadPoolExecutor(1) as one:
        raise SystemExit(one.submit(main).result())
