"""What to look at after a draw: places, wishes and groups as they stand now. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from kehou.enrolment.facts import Offering, Option, Wishes
from kehou.enrolment.grouping import GroupLimits

Held = Mapping[UUID, Mapping[str, str]]  # pupil to band to option


@dataclass(frozen=True)
class Places:
    """Who wished what and has what, pupils by id; ``formed`` are the options that have a group."""

    offering: Offering
    grades: Mapping[UUID, int]
    wishes: Mapping[UUID, Wishes]
    held: Held
    formed: frozenset[str]

    @cached_property
    def taken(self) -> Counter[str]:
        """How many pupils each option has."""
        return Counter(key for bands in self.held.values() for key in set(bands.values()))

    @cached_property
    def free(self) -> dict[str, int]:
        """The formed options with free seats, and how many."""
        taken = self.taken
        return {
            option.key: option.capacity - taken[option.key]
            for option in self.offering.options
            if option.key in self.formed and not option.fallback and taken[option.key] < option.capacity
        }


@dataclass(frozen=True, slots=True)
class Missed:
    """A pupil who wished a course that has a free seat more than what it has in that band."""

    pupil_id: UUID
    band: str
    option: Option


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A pupil without any place in a band that was asked for, and the courses that could still take it."""

    pupil_id: UUID
    band: str
    open: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class GroupNow:
    """A group with the grades of those who are in it, and who they are where it is below its minimum."""

    id: UUID
    option: Option
    number: int
    grades: tuple[int, ...]
    pupils: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """A small group that would fit into another one of the same course (A7.8)."""

    small: GroupNow
    into: GroupNow


def oversold(places: Places) -> list[tuple[Option, int]]:
    """The courses with more pupils than seats."""
    taken = places.taken
    return [
        (option, taken[option.key])
        for option in places.offering.options
        if not option.fallback and taken[option.key] > option.capacity
    ]


def missed(places: Places) -> list[Missed]:
    """Everyone who stands behind a free seat that the family wished more; nobody, where the draw is right."""
    free, found = places.free, []
    for pupil, wishes in places.wishes.items():
        has = places.held.get(pupil, {})
        for band, ranked in wishes.ranked.items() if free else ():
            held = has.get(band)
            if ranked and ranked[0] == held:
                continue
            wished_more = ranked[: ranked.index(held)] if held in ranked else ranked
            if free.keys().isdisjoint(wished_more):
                continue
            options = (places.offering.option(key) for key in wished_more if key in free)
            option = next((each for each in options if each and _fits_in(places, pupil, each)), None)
            if option is not None:
                found.append(Missed(pupil, band, option))
    return found


def _fits_in(places: Places, pupil: UUID, option: Option) -> bool:
    """Whether a course is for the pupil's grade, and wished more than what it has in each of its bands."""
    ranked, held = places.wishes[pupil].ranked, places.held.get(pupil, {})
    return places.grades.get(pupil) in option.grades and all(
        option.key in keys and held.get(band) not in keys[: keys.index(option.key)]
        for band in option.bands
        for keys in (ranked.get(band, ()),)
    )


def left_out(places: Places) -> list[LeftOut]:
    """Everyone without a place in a band that was asked for, with what is still open to the pupil's grade."""
    free, found = places.free, []
    for pupil, wishes in places.wishes.items():
        held = places.held.get(pupil, {})
        if wishes.ranked.keys() <= held.keys():
            continue
        grade, without = places.grades.get(pupil), wishes.ranked.keys() - held.keys()
        if grade is None:
            continue
        for band in (band for band in wishes.asked if band in without):
            able = places.offering.in_band(band, grade)
            still = tuple(each for each in able if each.fallback or each.key in free)
            found.append(LeftOut(pupil, band, still))
    return found


def merges(groups: Iterable[GroupNow], limits: Mapping[str, GroupLimits]) -> list[Merge]:
    """For each group below its course's minimum the fullest group of the course that can take it in.

    ``limits`` are those of size and span by option. A group is merged once, and takes in one.
    """
    of_option: dict[str, list[GroupNow]] = defaultdict(list)
    for group in groups:
        of_option[group.option.key].append(group)
    found: list[Merge] = []
    for key, several in of_option.items():
        busy: set[UUID] = set()
        by_size = sorted(several, key=lambda group: (len(group.grades), group.number))
        for small in by_size:
            if small.id in busy or not 0 < len(small.grades) < small.option.minimum:
                continue
            able = (other for other in reversed(by_size) if other.id not in {small.id, *busy})
            into = next((other for other in able if _fits(small, other, limits[key])), None)
            if into is not None:
                busy |= {small.id, into.id}
                found.append(Merge(small, into))
    return found


def too_small(groups: Sequence[GroupNow], suggested: Sequence[Merge]) -> list[GroupNow]:
    """The groups below their minimum that no other group can take in."""
    merged = {each.small.id for each in suggested} | {each.into.id for each in suggested}
    return [g for g in groups if 0 < len(g.grades) < g.option.minimum and g.id not in merged]


def _fits(small: GroupNow, into: GroupNow, limits: GroupLimits) -> bool:
    grades = (*small.grades, *into.grades)
    span = limits.span is None or max(grades) - min(grades) < limits.span
    return bool(into.grades) and len(grades) <= limits.size and span
