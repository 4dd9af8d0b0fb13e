"""Random schools for the draw: the same number, the same school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from random import Random

from kehou.allocation import (
    ORDINARY,
    PRIORITY,
    Lottery,
    Policy,
    Pupil,
    Refill,
    Result,
    Section,
    TierMode,
    allocate,
    input_root,
)

QUALIFICATIONS = ("trial-a", "trial-b", "swims")


@dataclass(frozen=True, slots=True)
class School:
    """Everything that a draw is given but its luck."""

    sections: tuple[Section, ...]
    pupils: tuple[Pupil, ...]
    policy: Policy

    def lottery(self, beacon: str = "3412.87") -> Lottery:
        """A lottery over exactly this school."""
        return Lottery(input_root(self.sections, self.pupils, self.policy), "5d41402a", beacon)

    def draw(self, beacon: str = "3412.87") -> Result:
        """The result of the draw."""
        return allocate(self.sections, self.pupils, self.policy, self.lottery(beacon))


class Kind(StrEnum):
    """How much binds a school's slots and pupils together."""

    BASE = "base"  # wishes, seats, priority, trials: what the theorems are about
    ALONE = "alone"  # also minimum sizes and any suitable course: each slot still stands alone
    FULL = "full"  # also caps across slots, bundles, the calmer refill


def school(number: int, kind: Kind = Kind.FULL, *, pupils: int = 24) -> School:
    """A small crowded school."""
    rng = Random(f"{kind} {number}")
    slots = [f"d{day}" for day in range(1, rng.randint(1, 4) + 1)]
    sections = [*_courses(rng, slots, kind), *_rooms(rng, slots)]
    everyone = [_pupil(rng, place, slots, sections, kind) for place in range(rng.randint(4, pupils))]
    return School(tuple(sections), tuple(everyone), _policy(rng, sections, kind))


def _courses(rng: Random, slots: Sequence[str], kind: Kind) -> list[Section]:
    found = []
    for place in range(len(slots) * rng.randint(2, 4)):
        bundle = kind is Kind.FULL and len(slots) > 1 and rng.random() < 0.15
        small = kind is not Kind.BASE and rng.random() < 0.5
        capacity = rng.randint(1, 5)
        found.append(
            Section(
                id=f"c{place:02}",
                slots=tuple(rng.sample(slots, 2)) if bundle else (slots[place % len(slots)],),
                capacity=capacity,
                min_size=rng.randint(1, capacity) if small else 0,
                paid=rng.random() < 0.3,
                is_x=rng.random() < 0.7,
                grades=frozenset({1, 2}) if rng.random() < 0.2 else frozenset(),
                requires=frozenset({"swims"}) if rng.random() < 0.1 else frozenset(),
            )
        )
    return found


def _rooms(rng: Random, slots: Sequence[str]) -> list[Section]:
    homework = [Section(f"h-{slot}", (slot,), is_x=False, fallback=True) for slot in slots]
    reading = [Section(f"r-{slot}", (slot,), fallback=True) for slot in slots if rng.random() < 0.7]
    return homework + reading


def _policy(rng: Random, sections: Sequence[Section], kind: Kind) -> Policy:
    tried = [section for section in sections if not section.fallback and rng.random() < 0.3]
    policy = Policy(
        tier_mode=rng.choice(list(TierMode)),
        reserves=Fraction(1, 3),
        course_class={section.id: ("trial-a", "trial-b") for section in tried},
    )
    if kind is not Kind.FULL:
        return policy
    return replace(
        policy,
        max_paid=rng.choice([None, 0, 1, 2]),
        min_x_share=rng.choice([Fraction(0), Fraction(1, 2), Fraction(2, 3)]),
        refill=rng.choice(list(Refill)),
    )


def _pupil(rng: Random, place: int, slots: Sequence[str], sections: Sequence[Section], kind: Kind) -> Pupil:
    """Wishes a bundle in all of its slots, as a family has to."""
    asked = [slot for slot in slots if rng.random() < 0.85]
    wished = [
        section
        for section in sections
        if set(section.slots) <= set(asked) and rng.random() < (0.15 if section.fallback else 0.6)
    ]
    rng.shuffle(wished)
    wishes = {slot: tuple(s.id for s in wished if slot in s.slots) for slot in asked}
    tails = frozenset(slot for slot in asked if rng.random() < 0.2)
    return Pupil(
        id=f"p{place:03}",
        family=f"f{rng.randint(0, place):03}",
        grade=rng.randint(1, 6),
        wishes={slot: ranked for slot, ranked in wishes.items() if ranked},
        tier=PRIORITY if rng.random() < 0.25 else ORDINARY,
        qualifications=frozenset(name for name in QUALIFICATIONS if rng.random() < 0.3),
        attends=frozenset(slot for slot in asked if rng.random() < 0.5),
        any_suitable=frozenset() if kind is Kind.BASE else tails,
    )
