"""Reading for the check after a draw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from kehou.agreements.public import active_agreements
from kehou.enrolment.changes import changed_places
from kehou.enrolment.checking import GroupJudge
from kehou.enrolment.drawing import latest_lists
from kehou.enrolment.facts import Offering, Wishes
from kehou.enrolment.models import Closing, Departure, Group, Run, Seat, WishList
from kehou.enrolment.moving import Way, ways
from kehou.enrolment.offering import offering_at
from kehou.enrolment.reviewing import GroupNow, Held, Merge, Places, merges, too_small
from kehou.kernel.moments import local_day
from kehou.platform.database.questions import question, together
from kehou.registry.public import grades_of

CLOSINGS_KEPT = 16


@dataclass(frozen=True, slots=True)
class Review:
    """A drawn choice as it stands: places, groups that could be merged, groups that stay too small.

    With each of the latter go the courses to which its families could change.
    """

    places: Places
    merges: list[Merge]
    too_small: list[tuple[GroupNow, tuple[Way, ...]]]


def review_of(run: Run, *, now: datetime) -> Review:
    """Everything that the check looks at. A fixed number of queries."""
    offering, grades = offering_at(run.closing.window.version_id), grades_of(run.school_id)
    held, groups = _seated(run, grades, offering)
    judge = GroupJudge.at(run.place, now=now)
    options = {group.option.key: group.option for group in groups}
    limits = {key: judge.limits(option) for key, option in options.items()}
    places = Places(
        offering=offering,
        grades=grades,
        wishes=_standing_wishes(run, grades),
        held=held,
        formed=frozenset(options),
    )
    found = merges(groups, limits)
    small = too_small(groups, found)
    days = _days(run) if small else {}
    return Review(places, found, [(group, ways(places, group, days)) for group in small])


def _days(run: Run) -> dict[UUID, tuple[int, ...]]:
    """The weekdays for which each family signed."""
    window = run.closing.window
    agreements = active_agreements(run.school_id, window.term_id, on=local_day(run.closing.closed_at))
    return {each.pupil_id: tuple(each.days) for each in agreements if each.ends_date is None}


def _seated(run: Run, grades: Mapping[UUID, int], offering: Offering) -> tuple[Held, list[GroupNow]]:
    """What every pupil has by band, and every group with who is in it, in order of their ids.

    The pupils of a group come in one text, and go by that text until the end: a large school has more than
    ten thousand seats.
    """
    formed, seats = _formed(run_id=run.id), _seats(run_id=run.id)
    together(formed, seats)
    named = {group: (key, number) for group, key, number in formed.answer}
    ids = {str(pupil): pupil for pupil in grades}
    grade_of = dict(zip(ids, grades.values(), strict=True))
    held: defaultdict[str, dict[str, str]] = defaultdict(dict)
    inside: defaultdict[UUID, set[str]] = defaultdict(set)
    for group, band, listed in seats.answer:
        (key, _), seated = named[group], listed.split()
        inside[group].update(seated)
        for pupil in seated:
            held[pupil][band] = key
    ids.update((pupil, UUID(pupil)) for pupil in held.keys() - ids.keys())
    groups = []
    for group, (key, number) in named.items():
        if option := offering.option(key):
            members = inside[group]
            of_grades = tuple(sorted(grade_of[pupil] for pupil in members if pupil in grade_of))
            is_small = len(of_grades) < option.minimum
            pupils = tuple(map(ids.__getitem__, sorted(members))) if is_small else ()
            groups.append(GroupNow(group, option, number, of_grades, pupils))
    return {ids[pupil]: bands for pupil, bands in held.items()}, groups


@question
def _formed(run_id: UUID) -> QuerySet[Group, Any]:
    rows = Group.objects.filter(run_id=run_id).order_by("option_key", "number")
    return rows.values_list("id", "option_key", "number")


@question
def _seats(run_id: UUID) -> QuerySet[Seat, Any]:
    rows = Seat.objects.filter(run_id=run_id, ended_at=None).order_by().values_list("group_id", "band")
    return rows.annotate(pupils=StringAgg(Cast("pupil_id", TextField()), " "))


@question
def _departed(run_id: UUID) -> QuerySet[Departure, Any]:
    return Departure.objects.filter(run_id=run_id).values_list("pupil_id")


def _standing_wishes(run: Run, grades: Mapping[UUID, int]) -> dict[UUID, Wishes]:
    """The wishes on the list of those who are still there, without the bands that families changed since."""
    here = grades.keys() - {pupil for (pupil,) in _departed(run_id=run.id).answer}
    made = _made(_Closed(run.closing.id, run.closing))
    lists = {pupil: wishes for pupil, wishes in made.items() if pupil in here}
    for pupil, band in changed_places(run):
        if pupil in lists:
            ranked = {key: keys for key, keys in lists[pupil].ranked.items() if key != band}
            lists[pupil] = Wishes(ranked)
    return lists


@dataclass(frozen=True, slots=True)
class _Closed:
    """A closing under its id: what was wished by then says the same for ever."""

    id: UUID
    closing: Closing = field(compare=False)


@lru_cache(maxsize=CLOSINGS_KEPT)
def _made(closed: _Closed) -> Mapping[UUID, Wishes]:
    """The wishes of everyone on the list."""
    closing = closed.closing
    listed = {UUID(pupil) for pupil in closing.codes}
    rows = WishList.objects.filter(window=closing.window, entered_at__lte=closing.closed_at)
    lists = latest_lists(rows)
    return MappingProxyType({pupil: lists[pupil] for pupil in lists.keys() & listed})
