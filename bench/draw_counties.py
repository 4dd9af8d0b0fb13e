"""A county's draw, and a province's, end to end: columns checked, the list hashed, drawn, the result hashed.

Two processes share the schools. The province is the county drawn again and again, each time with another
public number, until it has 8 million pupils.
"""

from __future__ import annotations

import json
import resource
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from statistics import median
from time import perf_counter

from draw_schools import BASE, EVERYTHING, school
from draw_table import ROUNDS, Gates, times

from kehou.allocation import Lottery, Policy, allocate, verify
from kehou.allocation.fast import Columns, check_columns, columns_of, outcomes, root
from kehou.allocation.form import policy_form, pupil_form, section_form
from kehou.allocation.hashing import FORMAT
from kehou.allocation.instance import instance
from kehou.allocation.reading import closed_list

SCHOOLS, PUPILS, SECTIONS = 150, 1333, 190
PROCESSES, TOGETHER = 2, 25  # schools in one call
PROVINCE = 8_000_000
COUNTY_SECONDS, PROVINCE_SECONDS, GIB = 3.0, 60.0, 4.0
SAMPLE = (0, 74, 149)  # schools that are drawn by the plain road too
COUNTY: list[Columns] = []  # the processes inherit it


def counties(gates: Gates) -> None:
    """Draw a county with and without caps and a province; print the times, note the gates."""
    _county("county, base", BASE, gates)
    _province(gates)
    _county("county, everything on", EVERYTHING, gates)


def _county(name: str, policy: Policy, gates: Gates) -> None:
    COUNTY[:] = [_columns(number, policy) for number in range(SCHOOLS)]
    start = perf_counter()
    took: dict[str, list[float]] = {}
    with _pool() as pool:
        digests = _drawn(pool, 0)
        took["cold"] = [perf_counter() - start]
        took["warm"] = [_timed(pool, turn) for turn in range(ROUNDS)]
        took["hash"] = [sum(pool.map(_hashing, range(0, SCHOOLS, TOGETHER))) / PROCESSES]
        took["load"] = [_loading(0, policy) * SCHOOLS / PROCESSES]
    took["solve"] = [median(took["warm"]) - took["hash"][0]]
    times(name, SCHOOLS * PUPILS, took, _memory() * 1024)
    gates.within(f"{name}: end to end with hashing", median(took["warm"]), COUNTY_SECONDS, "s")
    gates.within(f"{name}: cold", took["cold"][0], COUNTY_SECONDS, "s")
    plain = [_plain(number, policy) for number in SAMPLE]
    equal = [digest == digests[number] for number, (digest, _) in zip(SAMPLE, plain, strict=True)]
    gates.ask(f"{name}: schools with the plain road's digest", sum(equal), len(SAMPLE), kept=all(equal))
    faults = sum(found for _, found in plain)
    gates.ask(f"{name}: violations in these", faults, 0, kept=not faults)


def _province(gates: Gates) -> None:
    rounds = -(-PROVINCE // (SCHOOLS * PUPILS))
    work = [(at, turn) for turn in range(rounds) for at in range(0, SCHOOLS, TOGETHER)]
    start = perf_counter()
    with _pool() as pool:
        digests = {digest for found in pool.map(_batch, work) for digest in found}
    seconds, pupils = perf_counter() - start, rounds * SCHOOLS * PUPILS
    times("province, base (once)", pupils, {"warm": [seconds]}, _memory() * 1024)
    gates.ask(
        "province: draws that differ", len(digests), rounds * SCHOOLS, kept=len(digests) == rounds * SCHOOLS
    )
    gates.within("province: end to end with hashing", seconds, PROVINCE_SECONDS, "s")
    gates.within("province: memory of all processes", _memory(), GIB, "GiB")


@contextmanager
def _pool() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(PROCESSES, get_context("fork")) as pool:
        yield pool


def _timed(pool: ProcessPoolExecutor, turn: int) -> float:
    start = perf_counter()
    _drawn(pool, turn)
    return perf_counter() - start


def _drawn(pool: ProcessPoolExecutor, turn: int) -> list[str]:
    """The digests of all schools, drawn with one public number."""
    found = pool.map(_batch, [(at, turn) for at in range(0, SCHOOLS, TOGETHER)])
    return [digest for digests in found for digest in digests]


def _columns(number: int, policy: Policy) -> Columns:
    return columns_of(
        instance(*school(PUPILS, SECTIONS, number=number, everything=policy is EVERYTHING), policy)
    )


def _batch(work: tuple[int, int]) -> list[str]:
    at, turn = work
    schools = COUNTY[at : at + TOGETHER]
    for one in schools:
        check_columns(one)
    return [one.digest for one in outcomes(schools, [_lottery(root(one), turn) for one in schools])]


def _hashing(at: int) -> float:
    start = perf_counter()
    for one in COUNTY[at : at + TOGETHER]:
        root(one)
    return perf_counter() - start


def _loading(number: int, policy: Policy) -> float:
    """How long one school takes from the text of its closed list to columns."""
    columns = COUNTY[number]
    text = json.dumps(
        {
            "format": FORMAT,
            "sections": [section_form(section) for section in columns.sections],
            "pupils": [pupil_form(columns.pupil(row)) for row in range(len(columns.codes))],
            "policy": policy_form(policy),
        }
    )
    start = perf_counter()
    closed = closed_list(json.loads(text))
    columns_of(instance(closed.sections, closed.pupils, closed.policy))
    return perf_counter() - start


def _lottery(input_root: str, turn: int) -> Lottery:
    return Lottery(input_root, "n0nce", f"{turn}.87")


def _plain(number: int, policy: Policy) -> tuple[str, int]:
    """The digest of one school by the plain road, and how many violations it has."""
    offer, asking = school(PUPILS, SECTIONS, number=number, everything=policy is EVERYTHING)
    result = allocate(offer, asking, policy, _lottery(root(COUNTY[number]), 0))
    return result.digest, len(verify(result))


def _memory() -> float:
    """The largest process so far, times the processes, and this one; in GiB. What is shared counts twice."""
    parts = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    own, child = parts
    return (own + PROCESSES * child) / 2**20
