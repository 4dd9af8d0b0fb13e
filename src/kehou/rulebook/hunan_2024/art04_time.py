"""Article 4, time: the end of the day, the way home, who leads, hours by grade (A4.4, A4.8, A4.12, A4.13)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from datetime import time

from kehou.kernel.verdict import Effect, Verdict
from kehou.rulebook.engine import Parameters, cites
from kehou.rulebook.facts.bell import minute_of
from kehou.rulebook.facts.offers import GradeDay
from kehou.rulebook.facts.plan import PlanFacts, RouteFacts
from kehou.rulebook.hunan_2024.plan_parts import Fault, day_fault, each_fault, stage_of
from kehou.rulebook.hunan_2024.register import verdict


def _clock(minute: int) -> time:
    return time(*divmod(minute, 60))


@cites("A4.4")
def ends_near_off_work(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Each grade's service ends near the local end of work of the season, else a warning (A4.4).

    A township school with riders may end earlier: the bus wins (A4.8).
    """
    early, late = parameters.minutes("end_early_tol"), parameters.minutes("end_late_tol")
    bus_wins = _is_township(plan, parameters)
    faults = (
        day_fault(
            day,
            found=_clock(day.ends),
            earliest=_clock(off_work - early),
            latest=_clock(off_work + late),
        )
        for day, off_work in _days_with_off_work(plan, parameters)
        if day.ends > off_work + late
        or (day.ends < off_work - early and not (bus_wins and _has_riders(plan, day.grade)))
    )
    yield from each_fault("A4.4", "ends_away_from_off_work", faults, effect=Effect.WARN)


def _days_with_off_work(plan: PlanFacts, parameters: Parameters) -> Iterator[tuple[GradeDay, int]]:
    """Each different day of a grade with the end of work in the seasons in which it is held, once each."""
    summer = parameters.numbers("summer_months")
    held_in: dict[str, set[int]] = {}
    for week in plan.term.weeks:
        held_in.setdefault("summer" if week.monday.month in summer else "winter", set()).add(week.number)
    for season, numbers in held_in.items():
        off_work = minute_of(parameters.time_of_day("off_work", season))
        weeks = (week for week in plan.timetable.grade_weeks if not numbers.isdisjoint(week.weeks))
        days = {id(day): day for week in weeks for day in week.days}
        yield from ((day, off_work) for day in days.values())


def _is_township(plan: PlanFacts, parameters: Parameters) -> bool:
    return plan.school.urban_rural_code in parameters.codes("township_codes")


def _has_riders(plan: PlanFacts, grade: int) -> bool:
    return any(route.riders.get(grade, 0) > 0 for route in plan.transport)


@cites("A4.8")
def riders_get_home(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """At a township school every rider has a departure after the service (A4.8).

    No departure at all stops the plan; one that means a long wait warns.
    """
    if not _is_township(plan, parameters):
        return
    walk, wait = parameters.minutes("walk_min"), parameters.minutes("wait_max")
    stranded: list[Fault] = []
    waiting: list[Fault] = []
    for day, route, departures in _rides(plan):
        next_one = bisect_left(departures, day.ends + walk)
        if next_one == len(departures):
            stranded.append(_ride_fault(day, route, required=walk))
        elif departures[next_one] > day.ends + wait:
            fault = _ride_fault(day, route, required=wait, departure=_clock(departures[next_one]))
            waiting.append(fault)
    yield from each_fault("A4.8", "no_ride_home", stranded, effect=Effect.STOP)
    yield from each_fault("A4.8", "long_wait_for_ride", waiting)


def _rides(plan: PlanFacts) -> Iterator[tuple[GradeDay, RouteFacts, list[int]]]:
    """Each different day of a grade with each route that its pupils ride, and that day's departures."""
    for route in plan.transport:
        minutes = {weekday: sorted(map(minute_of, times)) for weekday, times in route.departures.items()}
        for day in plan.timetable.grade_days:
            if route.riders.get(day.grade, 0) > 0:
                yield day, route, minutes.get(day.weekday, [])


def _ride_fault(day: GradeDay, route: RouteFacts, **facts: object) -> Fault:
    subject, known = day_fault(day, found=_clock(day.ends), **facts)
    return f"transport/{route.key}/{subject}", known


@cites("A4.12")
def leaders_are_willing(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Leaders agreed to lead, and pupils' and parents' needs were asked, else a warning (A4.12)."""
    slots = Counter(slot.leader_key for slot in plan.slots)
    for reason, answer in (("leader_unwilling", False), ("leader_not_asked", None)):
        faults: Iterator[Fault] = (
            (f"leader/{leader.key}", {"slots": slots[leader.key]})
            for leader in plan.leaders
            if slots[leader.key] and leader.willing is answer
        )
        yield from each_fault("A4.12", reason, faults, effect=Effect.WARN)
    yield verdict("A4.12", "demand_survey_missing", plan.has_demand_survey, effect=Effect.WARN)


@cites("A4.13")
def hours_fit_the_stage(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A grade's day of service is no longer than sensible for its stage, else a warning (A4.13)."""
    limits = {
        grade: parameters.minutes("max_minutes_day", stage)
        for grade in {day.grade for day in plan.timetable.grade_days}
        if (stage := stage_of(grade, parameters))
    }
    faults = (
        day_fault(day, found=day.minutes, required=limits[day.grade])
        for day in plan.timetable.grade_days
        if day.grade in limits and day.minutes > limits[day.grade]
    )
    yield from each_fault("A4.13", "day_too_long", faults, effect=Effect.WARN)
