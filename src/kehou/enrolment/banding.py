"""From a plan's slots to bands: stretches of a weekday in which a pupil can be in one place only. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kehou.enrolment.facts import Band, Offering, Option
from kehou.rulebook.facts.courses import (
    Category,
    ContentType,
    CourseFacts,
    CourseKind,
    LeaderKind,
    SlotFacts,
)

SERVICE = frozenset({Category.ORDINARY})


def offering_of(courses: Iterable[CourseFacts], slots: Iterable[SlotFacts]) -> Offering:
    """The bands and options of a timetable; extended care is not chosen here (A4.17)."""
    by_key = {course.key: course for course in courses}
    chosen = [slot for slot in slots if by_key[slot.course_key].category in SERVICE]
    bands = [band for group in _side_by_side(chosen) for band in _bands(group)]
    options = [_option(slot, by_key[slot.course_key], _taken(slot, bands)) for slot in chosen]
    ordered = sorted(options, key=lambda option: (option.weekday, option.starts, option.key))
    return Offering(
        tuple(sorted({band.key: band for band, _ in bands}.values(), key=_in_week)),
        tuple(_with_rooms(ordered)),
    )


def overlapping_apart(offering: Offering) -> Iterator[tuple[str, str]]:
    """Pairs of options that one pupil could hold although they overlap: the bands do not part them."""
    for place, one in enumerate(offering.options):
        for other in offering.options[place + 1 :]:
            same_time = one.weekday == other.weekday and _overlap(one, other)
            if same_time and one.grades & other.grades and not set(one.bands) & set(other.bands):
                yield one.key, other.key


_Group = tuple[Band, frozenset[int]]


def _in_week(band: Band) -> tuple[int, object, str]:
    return band.weekday, band.starts, band.key


def _overlap(one: SlotFacts | Option | Band, other: SlotFacts | Option | Band) -> bool:
    return one.starts < other.ends and other.starts < one.ends


def _side_by_side(slots: Sequence[SlotFacts]) -> Iterator[list[SlotFacts]]:
    """Slots of one weekday whose grades hang together, directly or through a third slot."""
    by_day: dict[int, list[SlotFacts]] = defaultdict(list)
    for slot in slots:
        by_day[slot.weekday].append(slot)
    for day in by_day.values():
        groups: list[tuple[set[int], list[SlotFacts]]] = []
        for slot in day:
            apart, grades, together = [], set(slot.grades), [slot]
            for known, members in groups:
                if known & grades:
                    grades |= known
                    together += members
                else:
                    apart.append((known, members))
            groups = [*apart, (grades, together)]
        yield from (members for _, members in groups)


def _bands(slots: Sequence[SlotFacts]) -> Iterator[_Group]:
    """The most stretches without overlap, by earliest end; longer slots take several of them."""
    grades = frozenset[int]().union(*(slot.grades for slot in slots))
    last: SlotFacts | None = None
    for slot in sorted(slots, key=lambda slot: (slot.ends, slot.starts, slot.key)):
        if last is None or slot.starts >= last.ends:
            key = f"{slot.weekday}-{slot.starts:%H%M}-{min(grades)}"
            yield Band(key, slot.weekday, slot.starts, slot.ends), grades
            last = slot


def _taken(slot: SlotFacts, bands: Sequence[_Group]) -> tuple[str, ...]:
    return tuple(
        band.key
        for band, grades in bands
        if band.weekday == slot.weekday and slot.grades & grades and _overlap(slot, band)
    )


def _option(slot: SlotFacts, course: CourseFacts, bands: tuple[str, ...]) -> Option:
    homework = course.kind is CourseKind.SUBJECT and course.content is ContentType.HOMEWORK
    return Option(
        key=slot.key,
        course_key=course.key,
        title=course.title,
        about=course.description,
        bands=bands,
        weekday=slot.weekday,
        starts=slot.starts,
        ends=slot.ends,
        minutes=slot.minutes,
        grades=slot.grades,
        capacity=course.capacity,
        minimum=course.minimum,
        domain="homework" if course.kind is CourseKind.SUBJECT else (course.domain or "interest"),
        is_subject=course.kind is CourseKind.SUBJECT,
        by_class=course.by_class,
        is_paid_provider=course.leader_kind is LeaderKind.THIRD_PARTY,
        requires_course=course.requires_course,
        leader_key=slot.leader_key,
        room=slot.room,
        fallback=homework and len(bands) == 1,
    )


def _with_rooms(options: Sequence[Option]) -> Iterator[Option]:
    """Mark a room for every band and grade that has none: whole classes first, then the widest course."""
    rooms = {
        (band, grade): option.key
        for option in options
        if option.fallback
        for band in option.bands
        for grade in option.grades
    }
    wanting: Mapping[str, None] = {
        _widest(options, band, grade): None
        for band in dict.fromkeys(band for option in options for band in option.bands)
        for grade in sorted({grade for option in options if band in option.bands for grade in option.grades})
        if (band, grade) not in rooms
    }
    return (replace(option, fallback=option.fallback or option.key in wanting) for option in options)


def _widest(options: Sequence[Option], band: str, grade: int) -> str:
    able = [option for option in options if option.bands == (band,) and grade in option.grades]
    own = [option for option in able if not option.is_paid_provider] or able
    best = max(own, key=lambda option: (option.by_class, option.capacity, option.key), default=None)
    return best.key if best else ""
