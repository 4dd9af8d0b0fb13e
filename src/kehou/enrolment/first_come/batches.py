"""The conversation in which a batch of requests is answered: read under locks, answer, write, count.

It is written once, as a generator that hands out statements and takes rows in. ``services.claiming`` holds it
inside a page, for one request; the door holds it for hundreds at a time, with one round trip a step.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kehou.allocation.arrivals import Answer, Answered, Request, Standing, admit
from kehou.enrolment.first_come import statements
from kehou.enrolment.first_come.offers import RushOffer
from kehou.platform.audit.raw import record_statement
from kehou.platform.database.rows import new_id

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


Conversation = Generator[Sequence[Statement], Sequence[Rows], list[Answered]]


def conversation(rush: RushOffer, asked: Sequence[Asked], *, now: datetime) -> Conversation:
    """Answer requests in the order given. Yields statements, takes the rows of each, returns the answers.

    Both steps belong into one transaction. Raises Overtaken.
    """
    found = yield _reading(rush, [each.request for each in asked])
    answered = admit(rush.offer, _standing(rush, found[2:]), (each.request for each in asked))
    guardians = {each.request.pupil.id: each.guardian for each in asked}
    given = [each for each in answered if each.answer is Answer.PLACED]
    lined = [each for each in answered if each.is_new and each.answer is Answer.FULL]
    places = [(each, band) for each in given for band in rush.offer.sections[each.request.section].slots]
    if not given and not lined:
        return answered
    rows: list[Statement] = []
    if places:
        rows.append((statements.GIVE, _rows_of_places(rush, places, guardians)))
    if lined:
        rows.append((statements.LINE_UP, _rows_of_lines(rush, lined, guardians)))
    written = yield (*rows, (statements.COUNT, _counts(rush, given, lined)), _audit(rush, answered, now))
    if sum(len(each) for each in written[: len(rows)]) != len(places) + len(lined):
        raise Overtaken
    return answered


def _reading(rush: RushOffer, requests: Sequence[Request]) -> tuple[Statement, ...]:
    families = list({request.pupil.family for request in requests})
    courses = list({request.section for request in requests})
    return (
        (statements.SCOPE, (str(rush.place.school), rush.place.code)),
        (statements.LOCK_PARTIES, (rush.id, families)),
        (statements.LOCK_COURSES, (rush.id, courses)),
        (statements.HELD, (families, families)),
    )


def _standing(rush: RushOffer, found: Sequence[Rows]) -> Standing:
    standing = Standing()
    counts, held = found
    for key, taken, asked, waiting in counts:
        course = standing.courses[key]
        course.taken, course.asked, course.waiting = taken, asked, waiting
    for pupil, family, key, place in held:
        if place:
            standing.courses[key].line[pupil] = place
        else:
            standing.seat(pupil, family, rush.offer.sections[key])
    return standing


def _rows_of_places(
    rush: RushOffer, places: Sequence[tuple[Answered, str]], guardians: Mapping[str, str]
) -> list[object]:
    rows = [
        {
            "row_id": str(new_id()),
            "party": each.request.pupil.family,
            "pupil": each.request.pupil.id,
            "band": band,
            "option_key": each.request.section,
            "number": each.number,
            "chooser": guardians[each.request.pupil.id],
            "chosen_at": each.request.at.isoformat(),
        }
        for each, band in places
    ]
    return [*_common(rush), json.dumps(rows)]


def _rows_of_lines(rush: RushOffer, lined: Sequence[Answered], guardians: Mapping[str, str]) -> list[object]:
    rows = [
        {
            "row_id": str(new_id()),
            "party": each.request.pupil.family,
            "pupil": each.request.pupil.id,
            "option_key": each.request.section,
            "number": each.number,
            "place": each.place,
            "asker": guardians[each.request.pupil.id],
            "asked_at": each.request.at.isoformat(),
        }
        for each in lined
    ]
    return [*_common(rush), json.dumps(rows)]


def _common(rush: RushOffer) -> tuple[object, ...]:
    return rush.place.code, rush.place.school, rush.id


def _counts(rush: RushOffer, given: Iterable[Answered], lined: Iterable[Answered]) -> list[object]:
    added: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for each in given:
        added[each.request.section][0] += 1
    for each in lined:
        added[each.request.section][1] += 1
    keys = list(added)
    return [keys, [added[key][0] for key in keys], [added[key][1] for key in keys], rush.id]


def _audit(rush: RushOffer, answered: Iterable[Answered], now: datetime) -> Statement:
    """One event a batch (A7.11): each place and each line keeps who asked and when in its own row."""
    told: dict[str, int] = defaultdict(int)
    for each in answered:
        told[each.answer.value] += 1
    subject = f"rush/{rush.id}"
    return record_statement("places.answered", place=rush.place, subject=subject, now=now, detail=told)
