"""What the rulebook says of a finished placement and its groups (A2.2, A2.4, A3.4, A7.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from kehou.allocation import Result
from kehou.authority.public import judge_at, parameters_for
from kehou.enrolment.facts import Offering, Option, Otherwise, Wishes
from kehou.enrolment.grouping import GroupLimits
from kehou.enrolment.judging import course_id, slot_id
from kehou.kernel.ids import CourseId, PupilId
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import Verdict
from kehou.registry.public import PupilInfo, pupil_count
from kehou.rulebook.facts.enrolment import Chooser, GroupBasis, GroupFacts, PlacementFacts, Seat, Wish

ROOM_OF_DOMAIN = "interest"  # the limit for a domain that a county added without one of its own


def judge_placement(
    place: Place,
    result: Result,
    offering: Offering,
    *,
    wishes: Mapping[UUID, Wishes],
    pupils: Mapping[str, PupilInfo],
    now: datetime,
) -> tuple[Verdict, ...]:
    """Every verdict on who sits where. The tier of a pupil goes in and never comes out."""
    seats = tuple(
        Seat(PupilId(pupils[seat.pupil].id), slot_id(seat.slot), course_id(seat.section))
        for seat in result.seats
    )
    held = {(seat.pupil_id, seat.slot_id) for seat in seats}
    facts = PlacementFacts(
        wishes=tuple(
            wish
            for pupil, asked in wishes.items()
            for wish in _asked_for(pupil, asked, offering)
            if asked.otherwise is not Otherwise.HOME or (wish.pupil_id, wish.slot_id) in held
        ),
        seats=seats,
        priority=frozenset(PupilId(pupil.id) for pupil in pupils.values() if pupil.has_priority),
        fallback=frozenset(course_id(option.key) for option in offering.options if option.fallback),
    )
    return judge_at(place, facts, on=local_day(now))


def judge_group(
    place: Place, option: Option, key: str, grades: Sequence[int], *, now: datetime
) -> tuple[Verdict, ...]:
    """Every verdict on one group's size, span and make-up."""
    facts = GroupFacts(
        key=key,
        domain=option.domain,
        is_subject=option.is_subject,
        basis=GroupBasis.CLASS if option.by_class else GroupBasis.CHOICE,
        member_grades=tuple(grades),
        school_pupil_count=pupil_count(place.school),
    )
    return judge_at(place, facts, on=local_day(now))


def limits_of(place: Place, option: Option, *, now: datetime) -> GroupLimits:
    """The size and span that a group of an option may have; small schools mix all grades."""
    parameters = parameters_for(place, on=local_day(now))
    try:
        size = parameters.count("group_max", option.domain)
    except LookupError:
        size = parameters.count("group_max", ROOM_OF_DOMAIN)
    small = pupil_count(place.school) < parameters.count("grade_span_small_school")
    return GroupLimits(size, None if small else parameters.count("grade_span_max"))


def _asked_for(pupil: UUID, wishes: Wishes, offering: Offering) -> list[Wish]:
    """A pupil's wishes; any course counts as chosen by a family that said that any will do."""
    return [
        Wish(PupilId(pupil), slot_id(band), _accepted(wishes, band, offering), Chooser.GUARDIAN)
        for band in wishes.asked
    ]


def _accepted(wishes: Wishes, band: str, offering: Offering) -> tuple[CourseId, ...]:
    keys = list(wishes.ranked[band])
    if wishes.otherwise is Otherwise.ANY:
        keys += [option.key for option in offering.options if band in option.bands and option.key not in keys]
    return tuple(course_id(key) for key in keys)
