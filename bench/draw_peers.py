"""What others would do with the same wishes. Each peer is measured only where it is installed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec

from kehou.allocation.draw import Draw
from kehou.allocation.model import Section

DEEP = 1_000_000
Seats = dict[tuple[str, str], str]  # pupil and slot to section
Peer = Callable[[Draw], Seats]


def applicants(draw: Draw, slot: str) -> dict[str, list[str]]:
    """Who wishes each course of a slot, in the order of the draw."""
    pupils = draw.instance.pupils.values()
    wishing: dict[str, list[tuple[tuple[object, ...], str]]] = {}
    for pupil in pupils:
        for code in pupil.wishes.get(slot, ()):
            wishing.setdefault(code, []).append((draw.key(pupil, draw.instance.sections[code]), pupil.id))
    return {code: [pupil for _, pupil in sorted(rows)] for code, rows in wishing.items()}


def capacity(section: Section, pupils: int) -> int:
    """Seats as a number, also where there is no cap."""
    return pupils if section.capacity is None else section.capacity


def with_matching(draw: Draw) -> Seats:
    """The package ``matching``: hospitals and residents, resident-optimal."""
    from matching.games import HospitalResident

    sys.setrecursionlimit(DEEP)  # it copies its players, who know each other, one inside the other

    found: Seats = {}
    for slot in draw.slots:
        wished = applicants(draw, slot)
        wishes = {p.id: list(p.wishes[slot]) for p in draw.instance.pupils.values() if p.wishes.get(slot)}
        seats = {code: capacity(draw.instance.sections[code], len(wishes)) for code in wished}
        solved = HospitalResident.create_from_dictionaries(wishes, wished, seats).solve(optimal="resident")
        found |= {(pupil.name, slot): course.name for course, held in solved.items() for pupil in held}
    return found


def with_flow(draw: Draw) -> Seats:
    """OR-Tools' min-cost flow: the best average rank, at the price that lies pay."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    found: Seats = {}
    for slot in draw.slots:
        flow = SimpleMinCostFlow()
        pupils = [pupil for pupil in draw.instance.pupils.values() if pupil.wishes.get(slot)]
        codes = sorted({code for pupil in pupils for code in pupil.wishes[slot]})
        node = {code: len(pupils) + place for place, code in enumerate(codes)}
        source, sink = len(pupils) + len(codes), len(pupils) + len(codes) + 1
        arcs = _wish_arcs(flow, pupils, slot, node, sink)
        for place in range(len(pupils)):
            flow.add_arc_with_capacity_and_unit_cost(source, place, 1, 0)
        for code, at in node.items():
            seats = capacity(draw.instance.sections[code], len(pupils))
            flow.add_arc_with_capacity_and_unit_cost(at, sink, seats, 0)
        flow.set_node_supply(source, len(pupils))
        flow.set_node_supply(sink, -len(pupils))
        flow.solve()
        found |= {(pupil, slot): code for arc, (pupil, code) in arcs.items() if flow.flow(arc)}
    return found


def _wish_arcs(flow, pupils, slot: str, node: Mapping[str, int], sink: int) -> dict[int, tuple[str, str]]:  # type: ignore[no-untyped-def]
    """An arc for every wish, dearer by rank, and a dear one past all courses."""
    arcs = {}
    for place, pupil in enumerate(pupils):
        for rank, code in enumerate(pupil.wishes[slot]):
            arcs[flow.add_arc_with_capacity_and_unit_cost(place, node[code], 1, rank)] = (pupil.id, code)
        flow.add_arc_with_capacity_and_unit_cost(place, sink, 1, 50)
    return arcs


def with_round_robin(draw: Draw) -> Seats:
    """fairpyx' round robin: pupils pick in turn, in an order that nobody drew."""
    from fairpyx import Instance, divide
    from fairpyx.algorithms import round_robin

    found: Seats = {}
    for slot in draw.slots:
        pupils = {p.id: p.wishes[slot] for p in draw.instance.pupils.values() if p.wishes.get(slot)}
        seats = {
            section.id: capacity(section, len(pupils))
            for section in draw.placed_in[slot]
            if any(section.id in ranked for ranked in pupils.values())
        }
        values = {
            pupil: {code: len(ranked) - ranked.index(code) if code in ranked else 0 for code in seats}
            for pupil, ranked in pupils.items()
        }
        wished = Instance(valuations=values, agent_capacities=dict.fromkeys(values, 1), item_capacities=seats)
        for pupil, courses in divide(round_robin, wished).items():
            found.update(((pupil, slot), code) for code in courses if code in pupils[pupil])
    return found


# name: package, function, the largest school it is shown, whether it must give the same seats
PEERS: dict[str, tuple[str, Peer, int, bool]] = {
    "matching (Gale-Shapley)": ("matching", with_matching, 5000, True),
    "OR-Tools min-cost flow": ("ortools", with_flow, 5000, False),
    "fairpyx round robin": ("fairpyx", with_round_robin, 1000, False),
}


def installed(pupils: int) -> dict[str, tuple[Peer, bool]]:
    """The peers that can be measured here with so many pupils."""
    return {
        name: (peer, same)
        for name, (package, peer, most, same) in PEERS.items()
        if pupils <= most and find_spec(package)
    }


def missing() -> list[str]:
    """The peers that are not installed here."""
    return [name for name, (package, *_) in PEERS.items() if not find_spec(package)]
