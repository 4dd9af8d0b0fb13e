"""Examples for rest: between lessons and service, at lunch, between lessons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from factories.plan_facts import a_bell, a_plan, a_slot, an_exception, with_bell, with_slot
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.art04_rest import (
    breaks_not_shortened,
    breaks_reach_the_minimum,
    lunch_not_shortened,
    no_long_run,
    rest_between,
)
from unit.rulebook.example import Example

BEFORE_LONGER_BREAKS = date(2024, 9, 1)


def first_band_at(starts: time, ends: time) -> PlanFacts:
    """A plan whose Monday homework is between lessons (to 16:00) and the next slot (17:10)."""
    return with_slot(a_plan(), "homework-0", starts=starts, ends=ends)


def one_slot(ends: time, break_minutes: int = 0) -> PlanFacts:
    """A plan with one slot from 16:15."""
    slot = a_slot("x", "ball", starts=time(16, 15), ends=ends, break_minutes=break_minutes)
    return replace(a_plan(), slots=(slot,))


def breaks(*minutes: int) -> PlanFacts:
    """A plan whose third grade has such breaks; before they were 15, 30, 15, 15."""
    return with_bell(a_plan(), 3, breaks_minutes=minutes)


OPENING = a_plan(bells=(a_bell(1, baseline=None),))

EXAMPLES = (
    Example("fifteen minutes everywhere", rest_between, a_plan(), met=True),
    Example(
        "fourteen minutes after lessons",
        rest_between,
        first_band_at(time(16, 14), time(16, 54)),
        met=False,
        subject="grade/3/weekday/0",
    ),
    Example(
        "fourteen minutes between slots", rest_between, first_band_at(time(16, 16), time(16, 56)), met=False
    ),
    Example(
        "ten minutes before the longer breaks came",
        rest_between,
        first_band_at(time(16, 10), time(17)),
        met=True,
        on=BEFORE_LONGER_BREAKS,
    ),
    Example(
        "nine minutes before the longer breaks came",
        rest_between,
        first_band_at(time(16, 9), time(16, 55)),
        met=False,
        on=BEFORE_LONGER_BREAKS,
    ),
    Example("ninety minutes on end", no_long_run, one_slot(time(17, 45)), met=True),
    Example("ninety-one minutes on end", no_long_run, one_slot(time(17, 46)), met=False, subject="slot/x"),
    Example("two hours with a rest inside", no_long_run, one_slot(time(18, 30), break_minutes=15), met=True),
    Example("an unchanged lunch", lunch_not_shortened, a_plan(), met=True),
    Example("a longer lunch", lunch_not_shortened, with_bell(a_plan(), 3, lunch_ends=time(14, 10)), met=True),
    Example(
        "a minute less lunch",
        lunch_not_shortened,
        with_bell(a_plan(), 3, lunch_ends=time(13, 59)),
        met=False,
        subject="bell/3",
    ),
    Example("no earlier schedule on file", lunch_not_shortened, OPENING, met=None, subject="bell/1"),
    Example("breaks of fifteen minutes", breaks_reach_the_minimum, a_plan(), met=True),
    Example(
        "a break of fourteen minutes",
        breaks_reach_the_minimum,
        breaks(15, 30, 14, 15),
        met=False,
        subject="bell/3",
    ),
    Example(
        "ten minutes before the longer breaks came",
        breaks_reach_the_minimum,
        breaks(10, 10),
        met=True,
        on=BEFORE_LONGER_BREAKS,
    ),
    Example("a grade without breaks", breaks_reach_the_minimum, breaks(), met=True),
    Example("unchanged breaks", breaks_not_shortened, a_plan(), met=True),
    Example("longer and more breaks", breaks_not_shortened, breaks(15, 30, 15, 20, 15), met=True),
    Example(
        "a long break cut to fifteen minutes",
        breaks_not_shortened,
        breaks(15, 15, 15, 15),
        met=False,
        subject="bell/3",
    ),
    Example("a break lost", breaks_not_shortened, breaks(15, 30, 15), met=False),
    Example("no earlier breaks on file", breaks_not_shortened, OPENING, met=None),
    Example(
        "a lunch that the county let be shortened stays unmet",
        lunch_not_shortened,
        replace(
            with_bell(a_plan(), 3, lunch_ends=time(13, 40)), exceptions=(an_exception("A4.10", "bell/3"),)
        ),
        met=False,
    ),
)
