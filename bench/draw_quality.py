"""How good a draw is for those who ask."""

from __future__ import annotations

from collections import defaultdict

from draw_peers import Seats

from kehou.allocation import ORDINARY, PRIORITY
from kehou.allocation.instance import Instance

HEAD = ("first", "top 3", "unplaced", "none first", "worst 5%", "prio 1st", "rest 1st")
POINTS = 6  # for a first choice; one less for each rank below it, nothing for no course


def quality(seats: Seats, checked: Instance) -> tuple[str, ...]:
    """What ``HEAD`` names.

    Of all wishes those placed first, among the first three, not at all; the pupils without any first choice
    all week; what part of the points of a full week the worst-off twentieth has; first choices by tier.
    """
    weeks: dict[str, list[int]] = defaultdict(list)
    for pupil in checked.pupils.values():
        for slot, ranked in pupil.wishes.items():
            got = seats.get((pupil.id, slot))
            weeks[pupil.id].append(
                POINTS - ranked.index(got) if got in ranked else int((pupil.id, slot) in seats) / 2
            )
    points = [point for week in weeks.values() for point in week]
    by_week = sorted(sum(week) / len(week) for week in weeks.values())
    worst = by_week[: max(1, len(by_week) // 20)]
    tiers = [
        [point for code, week in weeks.items() if checked.pupils[code].tier == tier for point in week]
        for tier in (PRIORITY, ORDINARY)
    ]
    shares = (
        _part(points, lambda point: point == POINTS),
        _part(points, lambda point: point > POINTS - 3),
        _part(points, lambda point: point == 0),
        _part(list(weeks.values()), lambda week: POINTS not in week),
        sum(worst) / len(worst) / POINTS,
        *(_part(tier, lambda point: point == POINTS) for tier in tiers),
    )
    return tuple(f"{100 * share:.1f}%" for share in shares)


def _part(values, holds) -> float:  # type: ignore[no-untyped-def]
    return sum(map(holds, values)) / len(values) if values else 0.0
