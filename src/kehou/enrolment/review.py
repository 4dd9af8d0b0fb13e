"""Reading for the check after a draw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import TextField
from django.db.models.functions import Cast

from kehou.agreements.public import active_agreements
from kehou.enrolment.changes import changed_places
from kehou.enrolment.checking import GroupJudge
from kehou.enrolment.drawing import latest_lists
from kehou.enrolment.facts import Offering, Wishes
from kehou.enrolment.models import Closing, Group, Run, Seat, WishList
from kehou.enrolment.moving import Way, ways
from kehou.enrolment.offering import offering_at
from kehou.enrolment.reviewing import GroupNow, Merge, Places, merges, too_small
from kehou.kernel.moments import local_day
from kehou.registry.public import grades_of

CLOSINGS_KEPT = 16
# By a group's id as text: who is in it, in order of their ids, with the grade of who is still on the roll.
_Inside = defaultdict[str, list[tuple[UUID, int | None]]]


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
    held, inside = _seats(run, grades)
    groups = _groups(run, offering, inside)
    judge = GroupJudge.at(run.place, now=now)
    limits = {group.option.key: judge.limits(group.option) for group in groups}
    places = Places(
        offering=offering,
        grades=grades,
        wishes=_standing_wishes(run, grades),
        held=held,
        formed=frozenset(group.option.key for group in groups),
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


def _seats(run: Run, grades: Mapping[UUID, int]) -> tuple[dict[UUID, dict[str, str]], _Inside]:
    """What every pupil has by band, and who is in each group.

    A pupil's seats come as one row, as arrays in one order: a large school has ten thousand seats.
    """
    held: dict[UUID, dict[str, str]] = {}
    inside: _Inside = defaultdict(list)
    columns = ("band", "option_key", Cast("group_id", TextField()))
    arrays = {f"seats_{place}": ArrayAgg(column) for place, column in enumerate(columns)}
    rows = Seat.objects.filter(run=run, ended_at=None).values_list("pupil_id").annotate(**arrays)
    for pupil, bands, keys, groups in rows.order_by("pupil_id"):
        held[pupil] = dict(zip(bands, keys, strict=True))
        member = (pupil, grades.get(pupil))
        for group in set(groups):
            inside[group].append(member)
    return held, inside


def _groups(run: Run, offering: Offering, inside: _Inside) -> list[GroupNow]:
    rows = Group.objects.filter(run=run).order_by("option_key", "number")
    return [
        GroupNow(
            group_id,
            option,
            number,
            grades=tuple(sorted(grade for _, grade in inside[str(group_id)] if grade is not None)),
            pupils=tuple(pupil for pupil, _ in inside[str(group_id)]),
        )
        for group_id, key, number in rows.values_list("id", "option_key", "number")
        if (option := offering.option(key))
    ]


def _standing_wishes(run: Run, grades: Mapping[UUID, int]) -> dict[UUID, Wishes]:
    """The wishes on the list of those who are still there, without the bands that families changed since."""
    here = grades.keys() - set(run.departures.values_list("pupil_id", flat=True))
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
