"""Random rushes: an offer, families with turns, and a stream of requests in order of arrival."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from itertools import pairwise
from random import Random

from kehou.allocation import (
    Lottery,
    Policy,
    Pupil,
    Result,
    Section,
    Withdrawal,
    allocate,
    input_root,
    withdraw,
)
from kehou.allocation.arrivals import (
    Answer,
    Answered,
    Asked,
    Hours,
    Offer,
    Request,
    Stand,
    Standing,
    admit,
    arrival_policy,
    closed_pupils,
    numbered,
    settle,
)

OPENS = datetime(2026, 3, 1, 19, tzinfo=timezone(timedelta(hours=8)))
CLOSES = OPENS + timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Rush:
    """What is offered, and who asks for what in which order."""

    offer: Offer
    pupils: tuple[Pupil, ...]
    requests: tuple[Request, ...]

    def answers(self, cuts: Sequence[int] = ()) -> tuple[list[Answered], Standing]:
        """All answers, the stream cut into batches at some places."""
        standing, found = Standing(), list[Answered]()
        edges = [0, *sorted(cut % (len(self.requests) + 1) for cut in cuts), len(self.requests)]
        for start, end in pairwise(edges):
            found += admit(self.offer, standing, self.requests[start:end])
        return found, standing

    def settled(self, answered: Sequence[Answered]) -> dict[str, Stand]:
        """Where everyone stands once lines have moved up into what was given back."""
        return settle(self.offer, self.pupils, stands(answered))

    def seated(self, answered: Sequence[Answered]) -> set[tuple[str, str]]:
        """Pupil and course of every place, as it was told."""
        return {(pupil, each.section) for pupil, stand in stands(answered).items() for each in stand.has}

    def drawn(self, answered: Sequence[Answered], beacon: str = "7") -> Result:
        """The draw over the closed list that comes of the answers."""
        sections = tuple(self.offer.sections.values())
        asked = {pupil: stand.wished for pupil, stand in self.settled(answered).items()}
        everything = [each for rows in asked.values() for each in rows]
        policy = arrival_policy(self.offer.policy, everything)
        pupils = closed_pupils(self.pupils, asked, self.offer.sections)
        root = input_root(sections, pupils, policy)
        return allocate(sections, pupils, policy, Lottery(root, "nonce", beacon))


def stands(answered: Sequence[Answered]) -> dict[str, Stand]:
    """What each pupil has and waits for, in the order in which it asked, numbered as it counts."""
    rows: dict[tuple[str, str], tuple[Asked, datetime, bool]] = {}
    for each in answered:
        if each.is_new:
            pupil, request = each.request.pupil.id, each.request
            for code in each.given_back:
                del rows[pupil, code]
            asked = Asked(request.section, each.number)
            rows[pupil, request.section] = asked, request.counts_at, each.answer is Answer.PLACED
        if each.passed:
            asked, counts_at, _ = rows[each.passed.hold.pupil, each.request.section]
            rows[each.passed.hold.pupil, each.request.section] = asked, counts_at, False
    found = defaultdict[str, list[tuple[Asked, datetime]]](list)
    for (pupil, _), (asked, counts_at, _) in rows.items():
        found[pupil].append((asked, counts_at))
    has, waits = defaultdict[str, list[Asked]](list), defaultdict[str, list[Asked]](list)
    for pupil, given in numbered(found).items():
        for asked in given:
            (has if rows[pupil, asked.section][2] else waits)[pupil].append(asked)
    return {pupil: Stand(tuple(has[pupil]), tuple(waits[pupil])) for pupil in sorted({*has, *waits})}


def rush(number: int, *, pupils: int = 20, base: bool = False, changing: bool = False) -> Rush:
    """A crowded rush; with ``base`` nothing binds a pupil's slots or siblings together.

    With ``changing`` some give back what they have for what they ask for.
    """
    rng = Random(f"rush {number}")
    slots = [f"d{day}" for day in range(1, rng.randint(1, 3) + 1)]
    sections = {section.id: section for section in _sections(rng, slots, bundles=not base)}
    policy = Policy(
        max_paid=None if base else rng.choice([None, 1, 2]),
        min_x_share=Fraction(0) if base else rng.choice([Fraction(0), Fraction(1, 2)]),
    )
    limit = None if base else rng.choice([None, 2, 3])
    offer = Offer(sections, policy, Hours(OPENS, CLOSES), family_places=limit)
    everyone = tuple(_pupil(rng, place, slots) for place in range(rng.randint(3, pupils)))
    called = {each.family: OPENS + timedelta(minutes=rng.choice([0, 0, 1, 5])) for each in everyone}
    moment, requests = OPENS - timedelta(minutes=1), list[Request]()
    for _ in range(rng.randint(10, 120)):
        moment += timedelta(seconds=rng.choice([0, 1, 30]))
        pupil, section = rng.choice(everyone), rng.choice(list(sections))
        instead = changing and rng.random() < 0.4
        request = Request(pupil, section, moment, called[pupil.family], instead=instead)
        requests += [request] * rng.choice([1, 1, 1, 2])
    return Rush(offer, everyone, tuple(requests))


def turns(number: int) -> Rush:
    """A rush in which families ask within the protected time of their turns, and some after it."""
    case = rush(number)
    rng, late = Random(f"turns {number}"), timedelta(minutes=3)
    called = {family: OPENS + timedelta(seconds=place) for place, family in enumerate(_shuffled(case, rng))}
    requests = [
        replace(
            each,
            called_at=(call := called[each.pupil.family]),
            at=call + timedelta(seconds=rng.uniform(0, 200)),
            protected_until=call + late,
        )
        for each in case.requests
    ]
    return replace(case, requests=tuple(sorted(requests, key=lambda each: each.at)))


def in_time(number: int) -> Rush:
    """As ``turns``, where each child asks once and nothing else binds: so who goes first is all there is."""
    case = turns(number)
    first = {each.pupil.id: each for each in reversed(case.requests)}
    asked = [replace(each, at=min(each.at, each.called_at + timedelta(minutes=2))) for each in first.values()]
    offer = replace(case.offer, policy=Policy(), family_places=None)
    return Rush(offer, case.pupils, tuple(sorted(asked, key=lambda each: each.at)))


def _shuffled(case: Rush, rng: Random) -> list[str]:
    families = sorted({each.family for each in case.pupils})
    rng.shuffle(families)
    return families


def _sections(rng: Random, slots: Sequence[str], *, bundles: bool) -> list[Section]:
    rooms = [Section(f"r-{slot}", (slot,), fallback=True) for slot in slots]
    courses = [
        Section(
            f"c{place}",
            tuple(slots[:2]) if bundles and len(slots) > 1 and rng.random() < 0.2 else (rng.choice(slots),),
            capacity=rng.randint(1, 4),
            paid=rng.random() < 0.4,
            is_x=rng.random() < 0.7,
            grades=frozenset({1, 2}) if rng.random() < 0.2 else frozenset(),
        )
        for place in range(len(slots) * 2)
    ]
    return rooms + courses


def _pupil(rng: Random, place: int, slots: Sequence[str]) -> Pupil:
    days = frozenset(slot for slot in slots if rng.random() < 0.9)
    return Pupil(f"p{place:02}", f"f{rng.randint(0, place):02}", rng.randint(1, 4), attends=days)


def in_order(number: int) -> Iterator[Result]:
    """A choice in order of arrival as it was closed, and after a child that had a course left."""
    case = rush(number, changing=True)
    result = case.drawn(case.answers()[0])
    yield result
    if result.seats:
        seat = result.seats[number % len(result.seats)]
        yield withdraw(result, [Withdrawal(seat.pupil, seat.slot)])
