"""What the rulebook says of a finished placement and its groups (A2.2, A2.4, A3.4, A7.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kehou.allocation import Result
from kehou.authority.public import edition_at, judge_at, parameters_for
from kehou.enrolment.facts import Offering, Option, Otherwise, Wishes
from kehou.enrolment.grouping import GroupLimits
from kehou.enrolment.judging import course_id, slot_id
from kehou.kernel.ids import CourseId, PupilId
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import Verdict
from kehou.registry.public import PupilInfo, pupil_count
from kehou.rulebook.engine import Edition, Parameters
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


def seats_facts(
    wishes: Mapping[UUID, Wishes], seats: Sequence[tuple[UUID, str, str]], offering: Offering
) -> PlacementFacts:
    """Some pupils' places (pupil, band, option) beside what they wished for, without who comes first."""
    return PlacementFacts(
        wishes=tuple(wish for pupil, asked in wishes.items() for wish in _asked_for(pupil, asked, offering)),
        seats=tuple(Seat(PupilId(pupil), slot_id(band), course_id(key)) for pupil, band, key in seats),
        priority=frozenset(),
        fallback=frozenset(course_id(option.key) for option in offering.options if option.fallback),
    )


@dataclass(frozen=True, slots=True)
class GroupJudge:
    """What the rulebook says of a school's groups on a day; asks for the parameters once."""

    edition: Edition
    parameters: Parameters
    pupil_count: int

    @classmethod
    def at(cls, place: Place, *, now: datetime) -> GroupJudge:
        """The judge for a school on a day."""
        today = local_day(now)
        return cls(edition_at(today), parameters_for(place, on=today), pupil_count(place.school))

    def verdicts(
        self, option: Option, key: str, grades: Sequence[int], *, basis: GroupBasis | None = None
    ) -> tuple[Verdict, ...]:
        """Every verdict on one group's size, span and make-up; as drawn, if it was not put together anew."""
        drawn_by = GroupBasis.CLASS if option.by_class else GroupBasis.CHOICE
        facts = GroupFacts(
            key=key,
            domain=option.domain,
            is_subject=option.is_subject,
            basis=basis or drawn_by,
            member_grades=tuple(grades),
            school_pupil_count=self.pupil_count,
        )
        return self.edition.judge(facts, self.parameters)

    def limits(self, option: Option) -> GroupLimits:
        """The size and span that a group of an option may have; small schools mix all grades."""
        try:
            size = self.parameters.count("group_max", option.domain)
        except LookupError:
            size = self.parameters.count("group_max", ROOM_OF_DOMAIN)
        small = self.pupil_count < self.parameters.count("grade_span_small_school")
        return GroupLimits(size, None if small else self.parameters.count("grade_span_max"))


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
