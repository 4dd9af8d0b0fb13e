"""Attendance as facts, and what each pupil is expected at before any session exists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.authority.public import parameters_for
from kehou.delivery.facts import Attendance, SessionState
from kehou.delivery.leaves import granted_leaves
from kehou.delivery.planning import planned_sessions, slot_plans
from kehou.delivery.public.sessions import in_days, is_delivered
from kehou.delivery.rolls import Roster, rolls_of_term
from kehou.delivery.rules import HELD
from kehou.enrolment.public import group_slots
from kehou.kernel.places import Place
from kehou.plans.public import approved_plan
from kehou.registry.public import calendar_of, grades_of, school_info, term_info
from kehou.rulebook.engine import Parameters
from kehou.rulebook.hunan_2024.art04_periods import billable_periods


@dataclass(frozen=True, slots=True)
class AttendanceInfo:
    """One pupil at one session that was held or cancelled.

    ``delivered`` is False for a cancelled session, whose ``state`` says nothing of the pupil.
    """

    session_id: UUID
    pupil_id: UUID
    date: date
    slot_key: str
    units: int
    state: Attendance
    delivered: bool


@dataclass(frozen=True, slots=True)
class ExpectedSession:
    """A session of the plan at which a pupil has a place; ``units`` by the pupil's own stage."""

    pupil_id: UUID
    date: date
    slot_key: str
    units: int


def attendance_facts(
    school_id: UUID,
    term_id: UUID,
    *,
    first: date | None = None,
    past: date | None = None,
    pupil_id: UUID | None = None,
) -> tuple[AttendanceInfo, ...]:
    """Who was where, over a term or some of its days, of all pupils or one.

    An absence within a granted leave counts as leave, also where the leave was granted afterwards.
    """
    roster = Roster.of_term(school_id, term_id, pupil_id=pupil_id)
    rolls = rolls_of_term(school_id, term_id, first=first, past=past, pupil_id=pupil_id)
    leaves = granted_leaves(school_id, term_id, pupil_id=pupil_id)
    units = _Units(school_id, first or term_info(term_id).first_date, term_id)
    found = []
    over = in_days(school_id, term_id, first, past).filter(state__in=HELD | {SessionState.CANCELLED})
    for row in over.filter(group_id__in=list(roster.members)):
        for pupil in sorted(roster.of(row.group_id, row.session_date)):
            state = rolls.get((row.id, pupil), Attendance.ABSENT)
            if state is Attendance.ABSENT and leaves.covers(pupil, row.session_date):
                state = Attendance.LEAVE
            found.append(
                AttendanceInfo(
                    session_id=row.id,
                    pupil_id=pupil,
                    date=row.session_date,
                    slot_key=row.slot_key,
                    units=units.of(pupil, row.minutes),
                    state=state,
                    delivered=is_delivered(row),
                )
            )
    return tuple(found)


def expected_sessions(
    school_id: UUID, term_id: UUID, *, pupil_id: UUID | None = None
) -> tuple[ExpectedSession, ...]:
    """Every session that the approved plan, the groups and the calendar promise to each pupil.

    It does not ask for the sessions themselves, so that bills can be made before they are.
    """
    return tuple(_expected(school_id, term_id, pupil_id))


def _expected(school_id: UUID, term_id: UUID, pupil_id: UUID | None) -> Iterator[ExpectedSession]:
    plan = approved_plan(school_id, term_id)
    if plan is None:
        return
    term = term_info(term_id)
    slots = slot_plans(plan.content, calendar_of(school_id, term))
    groups = [(row.group_id, row.option_key) for row in group_slots(school_id, term_id)]
    roster = Roster.of_term(school_id, term_id, pupil_id=pupil_id)
    units = _Units(school_id, term.first_date, term_id)
    for planned in planned_sessions(slots, groups):
        for pupil in sorted(roster.of(planned.group_id, planned.on)):
            yield ExpectedSession(
                pupil, planned.on, planned.slot.slot_key, units.of(pupil, planned.slot.minutes)
            )


class _Units:
    """Billable periods by the pupil's own stage (A4.15, A4.16)."""

    def __init__(self, school_id: UUID, on: date, term_id: UUID) -> None:
        school = school_info(school_id)
        place = Place(school.county_code, school_id)
        began = term_info(term_id).first_date
        self._parameters: Parameters = parameters_for(place, on=on, term_began=began)
        self._grades = grades_of(school_id)
        self._known: dict[tuple[int, int], int] = {}

    def of(self, pupil: UUID, minutes: int) -> int:
        """How many periods some minutes are for a pupil; a leaver is counted by the youngest stage."""
        grade = self._grades.get(pupil, 1)
        key = (grade, minutes)
        if key not in self._known:
            self._known[key] = billable_periods(minutes, grade=grade, parameters=self._parameters)
        return self._known[key]
