"""Article 3: whom the service is for, and who comes first (A3.3, A3.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kehou.kernel.ids import CourseId, PupilId, SlotId
from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.enrolment import (
    ApplicantFacts,
    PlacementFacts,
    Presence,
    TurningAway,
    TurningAwayGround,
    WayOfChoosing,
)
from kehou.rulebook.hunan_2024.plan_parts import Fault, each_fault
from kehou.rulebook.hunan_2024.register import verdict

_PRESENT = {
    "present": frozenset({Presence.ON_ROLL, Presence.ROLL_PENDING}),
    "on_roll": frozenset({Presence.ON_ROLL}),
}


@cites("A3.3", "A4.1")
def applicant_is_a_pupil_here(applicant: ApplicantFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A place is for a pupil of this school in a compulsory grade, wherever registered (A3.3, A4.1)."""
    here = applicant.presence in _PRESENT[parameters.choice("pupil_test")]
    same_school = applicant.school_id == applicant.plan_school_id
    yield verdict("A3.3", "applicant_not_at_school", here and same_school)
    pending = applicant.presence is Presence.ROLL_PENDING
    yield verdict("A3.3", "applicant_roll_pending", not pending, effect=Effect.ADVISE)
    grades = parameters.numbers("stage_table", "primary") | parameters.numbers("stage_table", "junior")
    yield verdict("A4.1", "applicant_grade_outside", applicant.grade in grades, found=applicant.grade)


@cites("A3.4")
def priority_has_places(placement: PlacementFacts, parameters: Parameters) -> Iterator[Verdict]:
    """No pupil who comes first stands without a place in a wished slot while another has one (A3.4).

    Where the county chose absolute tiers the same holds for each course. The verdict names the
    slot only: nobody can read from it who comes first.
    """
    yield from each_fault("A3.4", "priority_without_place", _slots_passed_over(placement))
    if parameters.choice("priority_mode") == "absolute_tiers":
        yield from each_fault("A3.4", "priority_without_course", _courses_passed_over(placement))


@cites("A3.4", "A9.15")
def nobody_is_turned_away_for_need(turning: TurningAway, _: Parameters) -> Iterator[Verdict]:
    """No pupil is turned away for a disability, aid status or unpaid fees (A3.4, A9.15)."""
    for_need = {TurningAwayGround.DISABILITY, TurningAwayGround.AID_STATUS}
    yield verdict("A3.4", "turned_away_for_need", turning.ground not in for_need)
    yield verdict("A9.15", "turned_away_for_arrears", turning.ground is not TurningAwayGround.ARREARS)


@cites("A3.4", "A7.8")
def first_come_only_where_permitted(way: WayOfChoosing, parameters: Parameters) -> Iterator[Verdict]:
    """Places in order of arrival only where the county permits it, and never to the quickest (A3.4, A7.8).

    The draw is the rule: whoever has the faster phone, or an adult at home at the hour, would come before
    children whom grandparents raise, and these are the ones to be cared for first. Where families come
    first at courses too, order of arrival cannot keep that; elsewhere a time to arrive makes turns equal.
    """
    if not way.first_come:
        return
    yield verdict("A3.4", "first_come_not_permitted", parameters.flag("first_come_permitted"))
    equal = parameters.choice("priority_mode") == "service_place"
    yield verdict("A3.4", "first_come_against_priority", equal)
    required = parameters.minutes("first_come_arrival_min")
    enough = way.arrival_minutes >= required
    yield verdict("A7.8", "arrival_time_short", enough, found=way.arrival_minutes, required=required)


def _slots_passed_over(placement: PlacementFacts) -> Iterator[Fault]:
    seated: defaultdict[SlotId, set[PupilId]] = defaultdict(set)
    for seat in placement.seats:
        seated[seat.slot_id].add(seat.pupil_id)
    waiting: defaultdict[SlotId, set[PupilId]] = defaultdict(set)
    for wish in placement.wishes:
        if wish.pupil_id in placement.priority and wish.pupil_id not in seated[wish.slot_id]:
            waiting[wish.slot_id].add(wish.pupil_id)
    return ((f"slot/{slot}", {}) for slot in waiting if seated[slot] - placement.priority)


def _courses_passed_over(placement: PlacementFacts) -> Iterator[Fault]:
    held = {(seat.pupil_id, seat.slot_id): seat.course_id for seat in placement.seats}
    taken = {
        (seat.slot_id, seat.course_id) for seat in placement.seats if seat.pupil_id not in placement.priority
    }
    missed: set[tuple[SlotId, CourseId]] = set()
    for wish in placement.wishes:
        if wish.pupil_id in placement.priority:
            own = held.get((wish.pupil_id, wish.slot_id))
            better = wish.courses[: wish.courses.index(own)] if own in wish.courses else wish.courses
            missed.update((wish.slot_id, course) for course in better)
    return ((f"slot/{slot}/course/{course}", {}) for slot, course in sorted(missed & taken, key=str))
