"""Reading for the check after a draw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kehou.agreements.public import active_agreements
from kehou.enrolment.changes import changed_places
from kehou.enrolment.checking import GroupJudge
from kehou.enrolment.drawing import latest_lists
from kehou.enrolment.facts import Offering, Wishes
from kehou.enrolment.models import Group, Run, Seat, WishList
from kehou.enrolment.moving import Way, ways
from kehou.enrolment.offering import offering_at
from kehou.enrolment.reviewing import GroupNow, Merge, Places, merges, too_small
from kehou.kernel.moments import local_day
from kehou.registry.public import grades_of


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
    held: dict[UUID, dict[str, str]] = defaultdict(dict)
    members: dict[UUID, set[UUID]] = defaultdict(set)
    seats = Seat.objects.filter(run=run, ended_at=None)
    for pupil, band, key, group in seats.values_list("pupil_id", "band", "option_key", "group_id"):
        held[pupil][band] = key
        members[group].add(pupil)
    groups = _groups(run, offering, members, grades)
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


def _groups(
    run: Run, offering: Offering, members: dict[UUID, set[UUID]], grades: Mapping[UUID, int]
) -> list[GroupNow]:
    rows = Group.objects.filter(run=run).order_by("option_key", "number")
    return [
        GroupNow(
            group_id,
            option,
            number,
            grades=tuple(sorted(grades[p] for p in members[group_id] if p in grades)),
            pupils=tuple(sorted(members[group_id])),
        )
        for group_id, key, number in rows.values_list("id", "option_key", "number")
        if (option := offering.option(key))
    ]


def _standing_wishes(run: Run, grades: Mapping[UUID, int]) -> dict[UUID, Wishes]:
    """The wishes on the list of those who are still there, without the bands that families changed since."""
    listed = {UUID(pupil) for pupil in run.closing.codes} & grades.keys()
    gone = set(run.departures.values_list("pupil_id", flat=True))
    rows = WishList.objects.filter(
        window=run.closing.window, pupil_id__in=listed - gone, entered_at__lte=run.closing.closed_at
    )
    lists = latest_lists(rows.order_by("pupil_id", "number"))
    changed = changed_places(run)
    return {
        pupil: Wishes({b: keys for b, keys in wishes.ranked.items() if (pupil, b) not in changed})
        for pupil, wishes in lists.items()
    }
