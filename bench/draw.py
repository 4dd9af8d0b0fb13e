"""How long a draw takes, beside what others take for the same wishes, and how good it is.

Run from the repository: ``PYTHONPATH=src python bench/draw.py``; peers come with the extra ``bench``.
Exits with 1 where two roads that must agree do not.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from time import perf_counter
from typing import TypeVar

from draw_peers import Seats, installed
from draw_schools import BASE, EVERYTHING, school

from kehou.allocation import Lottery, Policy, allocate, input_root, record
from kehou.allocation.draw import Draw
from kehou.allocation.fast import columns_of, outcome
from kehou.allocation.instance import Instance, instance
from kehou.allocation.lottery import seed
from kehou.allocation.placing import place
from kehou.allocation.verify_draw import differences

SCHOOLS = ((300, 45), (1000, 142), (5000, 582))
ROUNDS, SLOW_SECONDS = 5, 4.0
T = TypeVar("T")
COLUMNS = "{:<34} {:>9} {:>7} {:>7} {:>9}  {}"


def main() -> int:
    """Print the tables; 1 where a digest or a seat differs."""
    agreed = [_table(pupils, sections) for pupils, sections in SCHOOLS]
    return 0 if all(agreed) else 1


def _table(pupils: int, sections: int) -> bool:
    print(f"\n{pupils} pupils, {sections} sections, five slots; median of {ROUNDS}")
    print(COLUMNS.format("", "seconds", "first", "top 3", "unplaced", ""))
    checked, lottery = _closed(pupils, sections, BASE)
    columns = columns_of(checked)
    draw = Draw(checked, seed(lottery))
    places, _ = place(draw)
    own = {(p, slot): s.id for p, held in places for slot, s in held.items() if not s.fallback}
    _row("seats, plain Python", _timed(lambda: place(Draw(checked, seed(lottery))))[0], own, checked)
    result = allocate(checked.sections.values(), checked.pupils.values(), BASE, lottery)
    rows = (checked.sections.values(), checked.pupils.values(), BASE, lottery)
    _row("result with all reasons", _timed(lambda: allocate(*rows))[0])
    seconds, fast = _timed(lambda: outcome(columns, lottery))
    agreed = [fast.digest == result.digest]
    _row("seats and digest, NumPy", seconds, note=_same(agreed[0]))
    content = record(result)
    if pupils <= 1000:
        seconds, found = _timed(lambda: differences(content))
        agreed.append(not found)
        _row("stand-alone verifier", seconds, note=_same(not found))
    for name, peer in installed().items():
        seconds, seats = _timed(lambda peer=peer: peer(draw))  # type: ignore[misc]
        _row(name, seconds, seats, checked, _same(seats == own))
        agreed.append(seats == own or "flow" in name)
    return all([*agreed, _everything(pupils, sections)])


def _everything(pupils: int, sections: int) -> bool:
    checked, lottery = _closed(pupils, sections, EVERYTHING)
    columns = columns_of(checked)
    result = allocate(checked.sections.values(), checked.pupils.values(), EVERYTHING, lottery)
    seats = {
        (seat.pupil, seat.slot): seat.section for seat in result.seats if not _is_room(checked, seat.section)
    }
    seconds, _ = _timed(lambda: place(Draw(checked, seed(lottery))))
    _row("everything on, plain Python", seconds, seats, checked)
    seconds, fast = _timed(lambda: outcome(columns, lottery))
    _row("everything on, NumPy", seconds, note=_same(fast.digest == result.digest))
    return fast.digest == result.digest


def _closed(pupils: int, sections: int, policy: Policy) -> tuple[Instance, Lottery]:
    offer, asking = school(pupils, sections, everything=policy is EVERYTHING)
    return instance(offer, asking, policy), Lottery(input_root(offer, asking, policy), "n0nce", "3412.87")


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    """The median time, and what came out. A slow peer runs once more only."""
    times: list[float] = []
    while len(times) < ROUNDS and not (len(times) > 1 and times[0] > SLOW_SECONDS):
        start = perf_counter()
        found = work()
        times.append(perf_counter() - start)
    return median(times), found


def _row(
    name: str, seconds: float, seats: Seats | None = None, checked: Instance | None = None, note: str = ""
) -> None:
    shares = _quality(seats, checked) if seats is not None and checked is not None else ("", "", "")
    print(COLUMNS.format(name, f"{seconds:.4f}", *shares, note))


def _quality(seats: Seats, checked: Instance) -> tuple[str, str, str]:
    asked = [
        (pupil.id, slot, ranked) for pupil in checked.pupils.values() for slot, ranked in pupil.wishes.items()
    ]
    ranks = [ranked.index(code) for p, slot, ranked in asked if (code := seats.get((p, slot))) in ranked]
    placed = sum((pupil, slot) in seats for pupil, slot, _ in asked)
    shares = (sum(rank == 0 for rank in ranks), sum(rank < 3 for rank in ranks), len(asked) - placed)
    first, top, none = (f"{100 * share / len(asked):.1f}%" for share in shares)
    return first, top, none


def _is_room(checked: Instance, code: str) -> bool:
    return checked.sections[code].fallback


def _same(equal: bool) -> str:
    return "same seats" if equal else "other seats"


if __name__ == "__main__":
    threading.stack_size(1 << 29)  # room for a peer that recurses once a player
    with ThreadPoolExecutor(1) as one:
        raise SystemExit(one.submit(main).result())
