"""Honest seat counts: how many seats each course has, how many are free, how many wait. No child's data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.template.loader import render_to_string

from kehou.enrolment.first_come.offers import RushOffer
from kehou.enrolment.models import ChoiceWindow, CourseCount
from kehou.enrolment.showing import when
from kehou.registry.public import school_info, term_info


@dataclass(frozen=True, slots=True)
class SeatCount:
    """One course; ``free`` None where seats have no limit."""

    key: str
    title: str
    when: str
    grades: tuple[int, ...]
    capacity: int | None
    free: int | None
    waiting: int


def counts_of(rush: RushOffer) -> tuple[SeatCount, ...]:
    """The counts of now, in order of the week. One query."""
    rows = CourseCount.objects.filter(rush_id=rush.id)
    counted = {row.option_key: row for row in rows}
    found = []
    for option in rush.offering.options:
        row = counted.get(option.key)
        found.append(
            SeatCount(
                option.key,
                option.title,
                when(option),
                tuple(sorted(option.grades)),
                row.capacity if row else None,
                row.capacity - row.taken if row else None,
                row.waiting if row else 0,
            )
        )
    return tuple(found)


def seats_json(counts: Sequence[SeatCount]) -> bytes:
    """The counts as JSON."""
    return json.dumps([asdict(each) for each in counts], ensure_ascii=False).encode()


def seats_page(window: ChoiceWindow, counts: Sequence[SeatCount]) -> bytes:
    """The counts as a page that anyone may see, without a request at hand."""
    context = {
        "school": school_info(window.school_id),
        "term": term_info(window.term_id),
        "window": window,
        "limited": [each for each in counts if each.capacity is not None],
    }
    return render_to_string("enrolment/seats.html", context).encode()
