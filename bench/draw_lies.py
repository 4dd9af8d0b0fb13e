"""How often it pays to rank otherwise than one wishes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from random import Random
from statistics import mean, stdev

from kehou.allocation import Policy, Pupil, Section
from kehou.allocation.draw import Draw
from kehou.allocation.instance import instance
from kehou.allocation.placing import place

BASE_LIES, CAPPED_LIES = 20_000, 500
SEEDS = [f"{number:064x}" for number in range(40)]
DAYS = ("mon", "tue", "wed")
CAPPED = Policy(max_paid=1, min_x_share=Fraction(1, 2))
PAID = Policy(max_paid=1)
School = tuple[list[Section], list[Pupil]]


def base_gains() -> tuple[int, int]:
    """Lies tried in the base, and how many brought something wished more, the luck being given."""
    tried = found = 0
    for number in range(BASE_LIES):
        if tried >= BASE_LIES:
            break
        sections, pupils = _school(Random(f"base {number}"), capped=False)
        honest = _got(sections, pupils, Policy(), SEEDS[0])
        for at, pupil in enumerate(pupils):
            for slot, liar in _orders(pupil):
                got = _got(sections, [*pupils[:at], liar, *pupils[at + 1 :]], Policy(), SEEDS[0])
                found += _points(pupil, slot, got) > _points(pupil, slot, honest)
                tried += 1
    return tried, found


def capped_gains(policy: Policy = CAPPED) -> tuple[int, int]:
    """Lies tried under limits across slots, and how many pay in expectation over the luck.

    One that pays: the mean gain of a week is more than two standard errors above nothing.
    """
    found = 0
    for number in range(CAPPED_LIES):
        rng = Random(f"capped {number}")
        sections, pupils = _school(rng, capped=True)
        at = rng.randrange(len(pupils))
        lies = [liar for _, liar in _orders(pupils[at])]
        others = [*pupils[:at], rng.choice(lies), *pupils[at + 1 :]]
        gains = [_week(pupils[at], sections, policy, (pupils, others), seed) for seed in SEEDS]
        found += mean(gains) > 2 * stdev(gains) / len(gains) ** 0.5
    return CAPPED_LIES, found


def _week(
    pupil: Pupil, sections: list[Section], policy: Policy, told: tuple[list[Pupil], list[Pupil]], seed: str
) -> int:
    """What a lie brings in a whole week, in ranks; ``told`` is the truth and the lie."""
    honest, lying = (_got(sections, asking, policy, seed) for asking in told)
    return sum(_points(pupil, slot, lying) - _points(pupil, slot, honest) for slot in pupil.wishes)


def _got(
    sections: list[Section], pupils: list[Pupil], policy: Policy, seed: str
) -> dict[tuple[str, str], str]:
    draw = Draw(instance(sections, pupils, policy), seed)
    return {(code, slot): s.id for code, held in place(draw)[0] for slot, s in held.items()}


def _points(pupil: Pupil, slot: str, seats: dict[tuple[str, str], str]) -> int:
    """How many wishes lie below what a pupil got; nothing for no course at all."""
    ranked = pupil.wishes.get(slot, ())
    got = seats.get((pupil.id, slot))
    return len(ranked) - ranked.index(got) if got in ranked else 0


def _orders(pupil: Pupil) -> Iterator[tuple[str, Pupil]]:
    """Every other order and part of what a pupil wishes in a slot."""
    for slot, ranked in pupil.wishes.items():
        for length in range(len(ranked) + 1):
            for told in permutations(ranked, length):
                if told != ranked:
                    yield slot, replace(pupil, wishes={**pupil.wishes, slot: told})


def _school(rng: Random, *, capped: bool) -> School:
    """Twelve pupils who want more than three afternoons hold."""
    sections = [
        Section(
            f"{day}-{place}",
            (day,),
            capacity=rng.randint(1, 4),
            paid=capped and rng.random() < 0.4,
            is_x=not capped or rng.random() < 0.7,
        )
        for day in DAYS
        for place in range(4)
    ]
    by_day = {day: [section.id for section in sections if day in section.slots] for day in DAYS}
    pupils = [
        Pupil(
            f"p{at:02}",
            f"f{at - (at % 5 == 4):02}",
            3,
            {day: tuple(rng.sample(ids, 3)) for day, ids in by_day.items()},
        )
        for at in range(12)
    ]
    return sections, pupils
