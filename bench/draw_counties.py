"""A county's draw, and a province's, end to end: columns checked, the list hashed, drawn, the result hashed.

Run from the repository: ``PYTHONPATH=src python bench/draw_counties.py``. Two processes share the schools.
The province is the county drawn again and again, each time with another public number, until it has
8 million pupils. Exits with 1 where a limit is missed or a digest differs from the plain road's.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from time import perf_counter

from draw_schools import BASE, EVERYTHING, school

from kehou.allocation import Lottery, Policy, allocate
from kehou.allocation.fast import Columns, check_columns, columns_of, outcomes, root
from kehou.allocation.instance import instance

SCHOOLS, PUPILS, SECTIONS = 150, 1333, 190
PROCESSES, TOGETHER = 2, 25  # schools in one call
PROVINCE = 8_000_000
COUNTY_SECONDS, PROVINCE_SECONDS, PROVINCE_GIB = 3.0, 60.0, 4.0
COUNTY: list[Columns] = []  # the processes inherit it


def main() -> int:
    """Print one line a draw; 1 where one misses its limit."""
    kept = []
    for name, policy in (("base", BASE), ("everything on", EVERYTHING)):
        COUNTY[:] = [_columns(number, policy) for number in range(SCHOOLS)]
        limit = COUNTY_SECONDS if policy is BASE else 2 * COUNTY_SECONDS
        seconds, digests = _drawn(1)
        kept.append(_line(f"county, {name}", SCHOOLS * PUPILS, seconds, limit))
        kept.append(digests[0] == _plain(0, policy, digests))
        if policy is BASE:
            times = -(-PROVINCE // (SCHOOLS * PUPILS))
            seconds, _ = _drawn(times)
            kept.append(_line("province, base", times * SCHOOLS * PUPILS, seconds, PROVINCE_SECONDS))
            kept.append(_memory() <= PROVINCE_GIB)
            print(f"{'':24} {_memory():.2f} GiB at the most, of {PROVINCE_GIB:.0f}")
    return 0 if all(kept) else 1


def _columns(number: int, policy: Policy) -> Columns:
    return columns_of(
        instance(*school(PUPILS, SECTIONS, number=number, everything=policy is EVERYTHING), policy)
    )


def _drawn(times: int) -> tuple[float, list[str]]:
    """How long all schools take, drawn so many times, and the digests of the first time."""
    work = [(at, turn) for turn in range(times) for at in range(0, SCHOOLS, TOGETHER)]
    with ProcessPoolExecutor(PROCESSES, get_context("fork")) as pool:
        list(pool.map(len, ["warm"] * PROCESSES))
        start = perf_counter()
        found = list(pool.map(_batch, work))
        seconds = perf_counter() - start
    return seconds, [digest for digests in found[: -(-SCHOOLS // TOGETHER)] for digest in digests]


def _batch(work: tuple[int, int]) -> list[str]:
    at, turn = work
    schools = COUNTY[at : at + TOGETHER]
    for one in schools:
        check_columns(one)
    return [one.digest for one in outcomes(schools, [_lottery(root(one), turn) for one in schools])]


def _lottery(input_root: str, turn: int) -> Lottery:
    return Lottery(input_root, "n0nce", f"{turn}.87")


def _plain(number: int, policy: Policy, digests: Sequence[str]) -> str:
    """The digest of one school by the plain road."""
    offer, asking = school(PUPILS, SECTIONS, number=number, everything=policy is EVERYTHING)
    result = allocate(offer, asking, policy, _lottery(root(COUNTY[number]), 0))
    word = "equal" if result.digest == digests[0] else "OTHER"
    print(f"{'':24} digest of school {number}: {word} on both roads")
    return result.digest


def _line(name: str, pupils: int, seconds: float, limit: float) -> bool:
    print(f"{name:24} {pupils:>10,} pupils {seconds:7.2f} s  {seconds / limit:5.2f} x limit", flush=True)
    return seconds <= limit


def _memory() -> float:
    """The largest process so far, times the processes, and this one; in GiB."""
    parts = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    own, child = parts
    return (own + PROCESSES * child) / 2**20


if __name__ == "__main__":
    sys.exit(main())
