"""Writing a result down: groups, seats, and what became of every wish; and writing what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from kehou.allocation import Key, Reason, Result
from kehou.allocation import Seat as Drawn
from kehou.enrolment.checking import GroupJudge
from kehou.enrolment.drawing import GivenUp, by_code
from kehou.enrolment.facts import Offering
from kehou.enrolment.grouping import split
from kehou.enrolment.models import Departure, Group, Outcome, Run, Seat
from kehou.registry.public import PupilInfo

BATCH = 2_000
CHANGED = "change"


def seat_everyone(
    run: Run, result: Result, offering: Offering, pupils: Mapping[str, PupilInfo], *, now: datetime
) -> None:
    """Form the groups of a fresh draw and write every seat and outcome."""
    by_option: dict[str, dict[str, list[Drawn]]] = defaultdict(lambda: defaultdict(list))
    for seat in result.seats:
        by_option[seat.section][seat.pupil].append(seat)
    seats: list[Seat] = []
    judge = GroupJudge.at(run.place, now=now)
    for key, members in sorted(by_option.items()):
        option = offering.option(key)
        assert option is not None
        graded = [(pupils[code].grade, code) for code in _in_classes(members, pupils)]
        groups = split(graded, judge.limits(option))
        for number, codes in enumerate(groups, start=1):
            group = open_group(run, key, number)
            seats += [
                _seat(run, group, pupils[code].id, seat, now) for code in codes for seat in members[code]
            ]
    Seat.objects.bulk_create(seats, batch_size=BATCH)
    write_outcomes(run, result.reasons, by_code(run.closing.codes), turn=0)


def keep_departures(run: Run, departures: Sequence[GivenUp], *, now: datetime) -> None:
    """Write down who left between closing and draw; the draw places them and lets them leave."""
    people = by_code(run.closing.codes)
    Departure.objects.bulk_create(
        [
            Departure(
                county_code=run.county_code,
                school_id=run.school_id,
                run=run,
                turn=turn,
                pupil_id=people[each.code],
                given_up=list(each.bands),
                left_at=now,
            )
            for turn, each in enumerate(departures, start=1)
        ]
    )


def move_seats(run: Run, result: Result, people: Mapping[str, UUID], *, now: datetime) -> list[UUID]:
    """End the seats that a new result no longer has, open its new ones; the pupils who moved up.

    Seats that families changed to stand outside of the draw and stay as they are.
    """
    drawn = Seat.objects.filter(run=run, ended_at=None).exclude(via=CHANGED)
    held = {(row.pupil_id, row.band): row for row in drawn}
    wanted = {(people[seat.pupil], seat.slot): seat for seat in result.seats}
    gone = [row.id for at, row in held.items() if at not in wanted or wanted[at].section != row.option_key]
    Seat.objects.filter(pk__in=gone).update(ended_at=now)
    came = [
        (pupil, seat)
        for (pupil, band), seat in sorted(wanted.items(), key=str)
        if (pupil, band) not in held or held[pupil, band].option_key != seat.section
    ]
    groups = {pair: emptiest_group(run, pair) for pair in {seat.section for _, seat in came}}
    Seat.objects.bulk_create([_seat(run, groups[seat.section], pupil, seat, now) for pupil, seat in came])
    return [pupil for pupil, _ in came]


def write_outcomes(run: Run, reasons: Iterable[Reason], people: Mapping[str, UUID], *, turn: int) -> None:
    """Keep what became of wishes at a turn."""
    rows = [_outcome(run, reason, people[reason.pupil], turn) for reason in reasons]
    Outcome.objects.bulk_create(rows, batch_size=BATCH)


def changed(before: Result, after: Result) -> list[Reason]:
    """The wishes of which something else became."""
    known = set(map(_said, before.reasons))
    return [reason for reason in after.reasons if _said(reason) not in known]


def _said(reason: Reason) -> tuple[object, ...]:
    return reason.pupil, reason.slot, reason.section, reason.code, reason.facts.get("place")


def _in_classes(members: Mapping[str, object], pupils: Mapping[str, PupilInfo]) -> list[str]:
    return sorted(members, key=lambda code: (pupils[code].class_name, pupils[code].seat_number or 0, code))


def open_group(run: Run, key: str, number: int) -> Group:
    """A group of an option, by its number."""
    return Group.objects.create(
        county_code=run.county_code, school_id=run.school_id, run=run, option_key=key, number=number
    )


def emptiest_group(run: Run, key: str) -> Group:
    """The group of an option with the fewest pupils; opened where there is none."""
    present = Count("seats", filter=Q(seats__ended_at=None))
    groups = Group.objects.filter(run=run, option_key=key).annotate(present=present)
    return groups.order_by("present", "number").first() or open_group(run, key, 1)


def _seat(run: Run, group: Group, pupil: UUID, seat: Drawn, now: datetime) -> Seat:
    return Seat(
        county_code=run.county_code,
        school_id=run.school_id,
        run=run,
        group=group,
        pupil_id=pupil,
        term_id=run.closing.window.term_id,
        band=seat.slot,
        option_key=seat.section,
        via=seat.via.value,
        since_at=now,
    )


def _outcome(run: Run, reason: Reason, pupil: UUID, turn: int) -> Outcome:
    return Outcome(
        county_code=run.county_code,
        school_id=run.school_id,
        run=run,
        turn=turn,
        pupil_id=pupil,
        band=reason.slot,
        rank=reason.rank,
        option_key=reason.section,
        code=reason.code.value,
        found={name: _plain(value) for name, value in reason.facts.items()},
    )


def _plain(value: Any) -> object:
    """A fact as JSON; of a key only the number that was drawn, never the tier."""
    if isinstance(value, Key):
        return str(value.number)
    return list(value) if isinstance(value, tuple) else value
