"""What each pupil who signed is planned to take part in: weekly times with their days and periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from kehou.agreements.public import AgreementInfo
from kehou.enrolment.public import GroupInfo, groups_of
from kehou.funds.bills.facts import BilledTime
from kehou.kernel.moments import ONE_DAY, SchoolCalendar, UndeterminedDay, local_day
from kehou.plans.public import ApprovedPlan
from kehou.registry.public import TermInfo, calendar_of
from kehou.rulebook.engine import Parameters
from kehou.rulebook.facts.courses import SlotFacts
from kehou.rulebook.facts.school import service_weeks
from kehou.rulebook.hunan_2024.art04_periods import billable_periods


def planned_times(
    plan: ApprovedPlan,
    term: TermInfo,
    agreements: Iterable[AgreementInfo],
    grades: Mapping[UUID, int],
    parameters: Parameters,
) -> dict[UUID, tuple[BilledTime, ...]]:
    """The times of each pupil by groups and calendar, from the day after signing until a withdrawal."""
    groups = groups_of(plan.place.school, term.id)
    days = _days_of_slots(plan, calendar_of(plan.place.school, term))
    of_pupil: dict[UUID, list[GroupInfo]] = defaultdict(list)
    for group in groups:
        for pupil in group.pupil_ids:
            of_pupil[pupil].append(group)
    slots = {slot.key: slot for slot in plan.content.slots}
    found = {}
    for agreement in agreements:
        pupil = agreement.pupil_id
        lines = [
            _time(
                group, slots[group.option_key], days[group.option_key], agreement, grades[pupil], parameters
            )
            for group in of_pupil[pupil]
            if group.option_key in slots and pupil in grades
        ]
        found[pupil] = tuple(line for line in lines if line.dates and line.periods)
    return found


def _time(
    group: GroupInfo,
    slot: SlotFacts,
    days: tuple[date, ...],
    agreement: AgreementInfo,
    grade: int,
    parameters: Parameters,
) -> BilledTime:
    first = local_day(agreement.signed_at) + ONE_DAY
    past = agreement.ends_date
    return BilledTime(
        slot_key=slot.key,
        title=group.title,
        weekday=slot.weekday,
        starts=slot.starts,
        ends=slot.ends,
        periods=billable_periods(slot.minutes, grade=grade, parameters=parameters),
        dates=tuple(day for day in days if first <= day and (past is None or day < past)),
    )


def _days_of_slots(plan: ApprovedPlan, calendar: SchoolCalendar) -> dict[str, tuple[date, ...]]:
    """The days on which each slot of the plan is held, as far as the calendars are known."""
    weeks = {week.monday: week.number for week in service_weeks(calendar.first_day, calendar.last_day)}
    taught: list[date] = []
    try:
        taught.extend(calendar.school_days())
    except UndeterminedDay as unknown:
        taught = [day for day in taught if day < unknown.day]
    return {
        slot.key: tuple(
            day
            for day in taught
            if (day.weekday() == slot.weekday and slot.is_held(day, weeks[day - day.weekday() * ONE_DAY]))
            or day in slot.extra_dates
        )
        for slot in plan.content.slots
    }
