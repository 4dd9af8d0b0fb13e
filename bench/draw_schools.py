"""Made-up schools for measuring the draw: a few hot courses, a long tail, five afternoons."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from random import Random

from kehou.allocation import ORDINARY, PRIORITY, Policy, Pupil, Section

DAYS = ("mon", "tue", "wed", "thu", "fri")
WISHES_PER_SLOT = 6
BASE = Policy()
EVERYTHING = Policy(max_paid=2, min_x_share=Fraction(1, 2))


def school(
    pupils: int, sections: int, *, number: int = 1, everything: bool = False
) -> tuple[list[Section], list[Pupil]]:
    """A school with as many seats a day as pupils, or a little fewer."""
    rng = Random(f"{number} {pupils} {sections}")
    offer = _offer(rng, pupils, sections, everything=everything)
    by_day = {day: [s.id for s in offer if day in s.slots and not s.fallback] for day in DAYS}
    steps = {day: list(accumulate(1 / (rank + 3) for rank in range(len(ids)))) for day, ids in by_day.items()}
    tastes = {day: rng.sample(ids, len(ids)) for day, ids in by_day.items()}
    return offer, [_pupil(rng, place, tastes, steps, everything=everything) for place in range(pupils)]


def _offer(rng: Random, pupils: int, sections: int, *, everything: bool) -> list[Section]:
    seats = round(pupils * len(DAYS) * 0.95 / sections)
    courses = [
        Section(
            f"c{place:04}",
            (DAYS[place % len(DAYS)],),
            capacity=rng.randint(seats - 8, seats + 8),
            min_size=8 if everything else 0,
            paid=everything and rng.random() < 0.3,
            is_x=not everything or rng.random() < 0.8,
        )
        for place in range(sections)
    ]
    rooms = [Section(f"homework-{day}", (day,), is_x=False, fallback=True) for day in DAYS]
    return courses + rooms + [Section(f"reading-{day}", (day,), fallback=True) for day in DAYS]


def _pupil(
    rng: Random, place: int, tastes: dict[str, list[str]], steps: dict[str, list[float]], *, everything: bool
) -> Pupil:
    wishes = {}
    for day, ids in tastes.items():
        wanted = dict.fromkeys(rng.choices(ids, cum_weights=steps[day], k=WISHES_PER_SLOT))
        wishes[day] = tuple(wanted)
    return Pupil(
        f"K{place:06}",
        f"F{place - (rng.random() < 0.1):06}",
        rng.randint(1, 6),
        wishes,
        tier=PRIORITY if rng.random() < 0.2 else ORDINARY,
        attends=frozenset(day for day in DAYS if rng.random() < 0.5) if everything else frozenset(),
        any_suitable=frozenset(day for day in DAYS if rng.random() < 0.3) if everything else frozenset(),
    )
