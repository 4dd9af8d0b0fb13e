"""Changing an approved plan within its term, and the details that follow an approval (A4.14, A7.4, A9.10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from factories.plan_facts import a_course, a_plan, with_course, with_fees, with_slot
from kehou.kernel.fen import Fen
from kehou.rulebook.facts.amendment import AmendmentFacts, DetailsFacts
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.art07_amendment import (
    details_fill_the_envelope,
    families_hear_of_a_change_in_time,
    heavy_change_is_approved_anew,
    price_stays_for_the_term,
)
from unit.rulebook.example import Example

PLAN = a_plan()
WEEK_8 = date(2026, 4, 20)  # a Monday


def _priced(fen: int) -> PlanFacts:
    return with_fees(PLAN, prices=(replace(PLAN.fees.prices[0], price=Fen(fen)),))


def _amended(after: PlanFacts, told: date | None = date(2026, 4, 15), **changes: Any) -> AmendmentFacts:
    """A change that takes effect in week 8, told on the Wednesday before unless said otherwise."""
    return replace(AmendmentFacts(PLAN, after, WEEK_8, told), **changes)


def _details(after: PlanFacts) -> DetailsFacts:
    return DetailsFacts(a_plan(leaders=()), after)


LATER = with_slot(PLAN, "ball-0", starts=time(17, 15), ends=time(17, 55))
MUCH_LATER = with_slot(PLAN, "ball-0", starts=time(17, 41), ends=time(18, 21))
OTHER_ROOM = with_slot(PLAN, "ball-0", room="field 2", leader_key="t1")
NEW_COURSE = a_plan(courses=(*PLAN.courses, a_course("chess")))
NEW_PROVIDER = with_course(PLAN, "singing", provider_key="p2")
SWAPPED = with_slot(with_slot(PLAN, "ball-0", weekday=1), "singing-1", weekday=0)
FEWER_X = a_plan(slots=tuple(slot for slot in PLAN.slots if slot.key != "books-0"))

EXAMPLES = (
    Example("three school days", families_hear_of_a_change_in_time, _amended(LATER), met=True),
    Example(
        "two school days", families_hear_of_a_change_in_time, _amended(LATER, date(2026, 4, 16)), met=False
    ),
    Example("told to nobody", families_hear_of_a_change_in_time, _amended(LATER, None), met=False),
    Example(
        "on the day in a storm",
        families_hear_of_a_change_in_time,
        _amended(LATER, WEEK_8, urgent_reason="red storm warning"),
        met=True,
    ),
    Example(
        "another room on the day", families_hear_of_a_change_in_time, _amended(OTHER_ROOM, WEEK_8), met=True
    ),
    Example("a room", heavy_change_is_approved_anew, _amended(OTHER_ROOM), met=True),
    Example("five minutes later", heavy_change_is_approved_anew, _amended(LATER), met=True),
    Example(
        "31 minutes later",
        heavy_change_is_approved_anew,
        _amended(MUCH_LATER),
        met=False,
        subject="end/grade/3/weekday/0",
    ),
    Example(
        "a new course", heavy_change_is_approved_anew, _amended(NEW_COURSE), met=False, subject="course/chess"
    ),
    Example("a new provider", heavy_change_is_approved_anew, _amended(NEW_PROVIDER), met=False),
    Example("another price", heavy_change_is_approved_anew, _amended(_priced(199)), met=False),
    Example("less X", heavy_change_is_approved_anew, _amended(FEWER_X), met=False, subject="share/grade/1"),
    Example("approved anew", heavy_change_is_approved_anew, _amended(NEW_COURSE, reapproved=True), met=True),
    Example("raised in week 8", price_stays_for_the_term, _amended(_priced(201)), met=False),
    Example("lowered in week 8", price_stays_for_the_term, _amended(_priced(199)), met=True),
    Example(
        "a price for a free stage",
        price_stays_for_the_term,
        AmendmentFacts(with_fees(PLAN, prices=()), PLAN, WEEK_8, None),
        met=False,
    ),
    Example("leaders and rooms", details_fill_the_envelope, _details(OTHER_ROOM), met=True),
    Example(
        "another order of the week",
        details_fill_the_envelope,
        _details(SWAPPED),
        met=True,
    ),
    Example(
        "a course left out",
        details_fill_the_envelope,
        DetailsFacts(NEW_COURSE, PLAN),
        met=True,
    ),
    Example(
        "a minute later",
        details_fill_the_envelope,
        _details(with_slot(PLAN, "ball-0", starts=time(17, 11), ends=time(17, 51))),
        met=False,
        subject="hours/grade/3",
    ),
    Example(
        "a new course", details_fill_the_envelope, _details(NEW_COURSE), met=False, subject="course/chess"
    ),
    Example(
        "another price", details_fill_the_envelope, _details(_priced(199)), met=False, subject="price/primary"
    ),
    Example(
        "a refund rule",
        details_fill_the_envelope,
        _details(with_fees(PLAN, refund_rule="by month")),
        met=False,
        subject="fees/refund_rule",
    ),
    Example("less X", details_fill_the_envelope, _details(FEWER_X), met=False, subject="share/grade/2"),
    Example(
        "fewer grades",
        details_fill_the_envelope,
        _details(a_plan(grades=PLAN.grades[:-1])),
        met=False,
        subject="grade/6",
    ),
)
