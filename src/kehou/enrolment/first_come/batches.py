"""The two steps in which a batch of requests is answered: read under locks, then write, count and record.

They are written once. ``services.claiming`` takes them inside a page, for one request; the door takes them
for hundreds at a time, with one round trip a step. Both steps belong into one transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any

from kehou.allocation.arrivals import Answer, Answered, Hold, Passed, Request, Standing, admit
from kehou.enrolment.first_come import statements
from kehou.enrolment.first_come.offers import RushOffer
from kehou.platform.audit.raw import record_statement
from kehou.platform.database.arrays import array_of, texts
from kehou.platform.database.rows import new_ids

MAX_BATCH = 500
Statement = tuple[str, Sequence[object]]
Rows = Sequence[tuple[Any, ...]]


class Overtaken(Exception):
    """A writer that took no locks was quicker: nothing of the batch holds, and it is to be held again."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with the guardian who sent it."""

    request: Request
    guardian: str


_By = tuple[Answered, str]  # an answer with the guardian who asked


def to_read(rush: RushOffer, asked: Sequence[Asked]) -> tuple[Statement, ...]:
    """The statements that lock and read what a batch is answered from."""
    families = array_of({each.request.pupil.family for each in asked})
    courses = texts({each.request.section for each in asked})
    return (
        (statements.SCOPE, (str(rush.place.school), rush.place.code)),
        (statements.LOCK_WINDOW, (rush.window,)),
        (statements.CLOSED, (rush.window,)),
        (statements.LOCK_PARTIES, (families,)),
        (statements.LOCK_COURSES, (rush.id, courses)),
        (statements.HELD, (families, families)),
        *_later_turns(rush, asked),
    )


def to_write(
    rush: RushOffer, asked: Sequence[Asked], found: Sequence[Rows], *, now: datetime
) -> tuple[list[Answered], tuple[Statement, ...]]:
    """The answers in the order given, from what ``to_read`` found, and the statements that make them so.

    A statement that breaks a unique key tells that the batch was overtaken.
    """
    _, _, ((closed,),), _, *stand = found
    if closed:
        return [Answered(each.request, Answer.OVER) for each in asked], ()
    answered = admit(rush.offer, _standing(rush, stand), (each.request for each in asked))
    passed = {(each.passed.hold.pupil, each.request.section): each.passed for each in answered if each.passed}
    rows = [(each, one.guardian) for each, one in zip(answered, asked, strict=True)]
    placed = [row for row in rows if row[0].answer is Answer.PLACED]
    given = [row for row in placed if _of(row) not in passed]
    lined = [row for row in rows if row[0].is_new and row[0].answer is Answer.FULL]
    gave_way = [
        (replace(each, place=at_once.place), guardian)
        for each, guardian in placed  # placed and passed within this batch: only the line is to be written
        if (at_once := passed.pop(_of((each, guardian)), None))
    ]
    writes: list[Statement] = []
    if passed:
        writes.append((statements.GIVE_WAY, _passed(rush, passed, now)))
    if given:
        writes.append((statements.GIVE, (*_common(rush), *_places(rush, given))))
    for line, gave_way_at in ((lined, None), (gave_way, now)):
        if line:
            writes.append((statements.LINE_UP, (*_common(rush), gave_way_at, *_lines(line))))
    if writes:
        writes += (statements.COUNT, _counts(rush, answered)), _audit(rush, answered, now)
    return answered, tuple(writes)


def _later_turns(rush: RushOffer, asked: Sequence[Asked]) -> tuple[Statement, ...]:
    """Who may have to go into the line for a request that came within its protected time."""
    early: dict[str, list[datetime]] = defaultdict(list)
    for request in (each.request for each in asked):
        if request.counts_at < request.at:
            early[request.section].append(request.counts_at)
    if not early:
        return ()
    moments = array_of(min(row).isoformat() for row in early.values())
    many = array_of(map(len, early.values()))
    return ((statements.LATER_TURNS, (texts(early), moments, many, rush.id)),)


def _of(row: _By) -> tuple[str, str]:
    return row[0].request.pupil.id, row[0].request.section


def _passed(rush: RushOffer, passed: Mapping[tuple[str, str], Passed], now: datetime) -> tuple[object, ...]:
    """Places that end for an earlier turn, with the place in line that each becomes."""
    return (
        now,
        array_of(new_ids(len(passed))),
        array_of([pupil for pupil, _ in passed]),
        texts([section for _, section in passed]),
        array_of([each.place for each in passed.values()]),
        rush.id,
    )


def _standing(rush: RushOffer, found: Sequence[Rows]) -> Standing:
    standing = Standing()
    counts, held, *later = found
    for key, taken, asked, waiting in counts:
        course = standing.courses[key]
        course.taken, course.asked, course.waiting = taken, asked, waiting
    for pupil, family, key, place in held:
        if place:
            standing.courses[key].line[pupil] = place
        else:
            standing.seat(pupil, family, rush.offer.sections[key])
    for key, *hold in chain(*later):
        standing.courses[key].holds[hold[2]] = Hold(*hold)
    return standing


def _places(rush: RushOffer, given: Sequence[_By]) -> tuple[str, ...]:
    """A row for each band of each place, as one array a column."""
    rows, bands = [], []
    for row in given:
        for band in rush.offer.sections[row[0].request.section].slots:
            rows.append(row)
            bands.append(band)
    ids, keys, numbers, *told = _columns(rows)
    return (*ids, texts(bands), keys, numbers, *told)


def _lines(lined: Sequence[_By]) -> tuple[str, ...]:
    ids, keys, numbers, *told = _columns(lined)
    return (*ids, keys, numbers, array_of([each.place for each, _ in lined]), *told)


def _columns(rows: Sequence[_By]) -> tuple[tuple[str, str, str], str, str, str, str, str]:
    """What places and lines have in common: ids of row, party and pupil; course, number, who, when, since."""
    requests = [each.request for each, _ in rows]
    pupils = [request.pupil for request in requests]
    return (
        (
            array_of(new_ids(len(rows))),
            array_of([pupil.family for pupil in pupils]),
            array_of([pupil.id for pupil in pupils]),
        ),
        texts([request.section for request in requests]),
        array_of([each.number for each, _ in rows]),
        array_of([guardian for _, guardian in rows]),
        array_of([request.at.isoformat() for request in requests]),
        array_of([request.counts_at.isoformat() for request in requests]),
    )


def _common(rush: RushOffer) -> tuple[object, ...]:
    return rush.place.code, rush.place.school, rush.id


def _counts(rush: RushOffer, answered: Iterable[Answered]) -> tuple[object, ...]:
    """What is added at each course: seats taken, children who asked, children who wait."""
    added: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for each in answered:
        if each.is_new:
            row, is_seated = added[each.request.section], each.answer is Answer.PLACED
            row[0] += is_seated and each.passed is None
            row[1] += 1
            row[2] += not is_seated or each.passed is not None
    columns = zip(*added.values(), strict=True)
    return texts(added), *(array_of(column) for column in columns), rush.id


def _audit(rush: RushOffer, answered: Iterable[Answered], now: datetime) -> Statement:
    """One event a batch (A7.11): each place and each line keeps who asked and when in its own row."""
    told: dict[str, int] = defaultdict(int)
    for each in answered:
        told[each.answer.value] += 1
        if each.passed:
            told["passed"] += 1
    subject = f"rush/{rush.id}"
    return record_statement("places.answered", place=rush.place, subject=subject, now=now, detail=told)
