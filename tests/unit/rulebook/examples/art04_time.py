"""Examples for the hours of article 4: the end of the day, the way home, who leads, how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import time

from factories.plan_facts import a_plan, a_slot, with_school, with_slot
from kehou.rulebook.facts.courses import LeaderFacts
from kehou.rulebook.facts.plan import PlanFacts, RouteFacts
from kehou.rulebook.hunan_2024.art04_time import (
    ends_near_off_work,
    hours_fit_the_stage,
    leaders_are_willing,
    riders_get_home,
)
from unit.rulebook.example import Example

NO_RIDERS = {3: 0}


def ending_at(end: time, **school: object) -> PlanFacts:
    """A plan without riders whose days all end at a time."""
    plan = with_school(a_plan(transport=()), **school)
    slots = tuple(replace(slot, ends=end) if slot.ends > time(17) else slot for slot in plan.slots)
    return replace(plan, slots=slots)


def bus_at(*departures: time, riders: Mapping[int, int] | None = None, code: str = "121") -> PlanFacts:
    """A school whose riders of grade 3 have departures on every day; the service ends at 17:50."""
    route = RouteFacts("bus", dict.fromkeys(range(5), departures), {3: 2} if riders is None else riders)
    return with_school(a_plan(transport=(route,)), urban_rural_code=code)


def led_by(*, willing: bool | None) -> PlanFacts:
    """A plan one of whose leaders gave an answer."""
    return a_plan(leaders=(LeaderFacts("t1", willing=willing), LeaderFacts("t2", willing=True)))


def day_of(minutes: int, grade: int = 3) -> PlanFacts:
    """A plan with a day of so many minutes for one grade."""
    ends = time(*divmod(15 * 60 + minutes, 60))
    slot = a_slot("x", "ball", starts=time(15), ends=ends, grades=frozenset({grade}))
    return replace(a_plan(), slots=(slot,))


EXAMPLES = (
    Example("between both seasons' limits", ends_near_off_work, a_plan(), met=True),
    Example("half an hour before work ends in summer", ends_near_off_work, ending_at(time(17, 30)), met=True),
    Example(
        "a minute earlier in summer",
        ends_near_off_work,
        ending_at(time(17, 29)),
        met=False,
        subject="grade/3/weekday/0",
    ),
    Example("half an hour after work ends in winter", ends_near_off_work, ending_at(time(18)), met=True),
    Example("a minute later in winter", ends_near_off_work, ending_at(time(18, 1)), met=False),
    Example(
        "early for riders of a township school",
        ends_near_off_work,
        replace(
            with_slot(a_plan(), "ball-0", ends=time(17, 20)),
            slots=(a_slot("x", "ball", ends=time(17, 20), grades=frozenset({3})),),
        ),
        met=True,
    ),
    Example("a bus ten minutes after the service", riders_get_home, bus_at(time(18)), met=True),
    Example(
        "a bus nine minutes after the service",
        riders_get_home,
        bus_at(time(17, 59)),
        met=False,
        reason="no_ride_home",
        subject="transport/bus/grade/3/weekday/0",
    ),
    Example("a bus forty minutes after the service", riders_get_home, bus_at(time(18, 30)), met=True),
    Example(
        "a bus forty-one minutes after the service",
        riders_get_home,
        bus_at(time(18, 31)),
        met=False,
        reason="long_wait_for_ride",
    ),
    Example("no bus, but nobody rides", riders_get_home, bus_at(riders=NO_RIDERS), met=True),
    Example("all agreed to lead", leaders_are_willing, a_plan(), met=True),
    Example("names follow later", leaders_are_willing, a_plan(leaders=()), met=True),
    Example(
        "a leader who declined",
        leaders_are_willing,
        led_by(willing=False),
        met=False,
        reason="leader_unwilling",
        subject="leader/t1",
    ),
    Example(
        "a leader who was not asked",
        leaders_are_willing,
        led_by(willing=None),
        met=False,
        reason="leader_not_asked",
    ),
    Example(
        "without a survey of needs",
        leaders_are_willing,
        a_plan(has_demand_survey=False),
        met=False,
        reason="demand_survey_missing",
    ),
    Example("two hours in a primary grade", hours_fit_the_stage, day_of(120), met=True),
    Example(
        "a minute more than two hours",
        hours_fit_the_stage,
        day_of(121),
        met=False,
        subject="grade/3/weekday/0",
    ),
    Example("two and a quarter hours in a junior grade", hours_fit_the_stage, day_of(135, grade=7), met=True),
    Example("a minute more in a junior grade", hours_fit_the_stage, day_of(136, grade=7), met=False),
)
