"""Who leads the service: own teachers, and people from outside (A6.1 to A6.5, A6.14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from factories.authority_facts import a_person
from factories.plan_facts import a_plan, a_slot, hired, with_course, with_slot
from kehou.rulebook.facts.courses import (
    BusyTime,
    LeaderFacts,
    LeaderKind,
    OnlineMode,
)
from kehou.rulebook.facts.flexible_hours import FlexGrant
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.art06_staffing import (
    engagement_is_in_order,
    no_serving_teacher_for_a_provider,
    outsiders_are_cleared,
    outsiders_have_leave,
    own_teachers_lead_most,
)
from kehou.rulebook.hunan_2024.art06_workload import (
    load_stays_bearable,
    nobody_is_in_two_rooms,
    time_off_matches_service,
)
from unit.rulebook.example import Example

PLAN = a_plan()
LAST = PLAN.term.last_day
OUTSIDE, HIRED, LENT = LeaderKind.OUTSIDE, LeaderKind.THIRD_PARTY, LeaderKind.SECONDED


def _with_leader(**changes: Any) -> PlanFacts:
    leader = LeaderFacts("o1", cleared_until=LAST, county_approved=True)
    return a_plan(leaders=(*PLAN.leaders, replace(leader, **changes)))


def _busy(starts: time, ends: time) -> PlanFacts:
    """The second teacher leads on Tuesdays from 17:10 to 17:50, and has a duty that day."""
    leaders = tuple(
        replace(row, busy=(BusyTime(1, starts, ends),)) if row.key == "t2" else row for row in PLAN.leaders
    )
    return a_plan(leaders=leaders)


def _online(**changes: Any) -> PlanFacts:
    return with_course(PLAN, "singing", online=OnlineMode.RESOURCE_WITH_TEACHER, **changes)


DOUBLE = {"reason": "leader_double_booked"}

EXAMPLES = (
    Example("all own", own_teachers_lead_most, PLAN, met=True),
    Example(
        "X by third parties",
        own_teachers_lead_most,
        hired("ball", "singing", "garden", "nature", "virtue"),
        met=True,
    ),
    Example(
        "all but homework by third parties",
        own_teachers_lead_most,
        hired("ball", "singing", "garden", "nature", "virtue", "books"),
        met=False,
    ),
    Example(
        "an outsider in the named leader's place",
        own_teachers_lead_most,
        a_plan(leaders=tuple(replace(row, kind=OUTSIDE) for row in PLAN.leaders)),
        met=False,
    ),
    Example("one room each", nobody_is_in_two_rooms, PLAN, met=True),
    Example(
        "two rooms at once",
        nobody_is_in_two_rooms,
        a_plan(slots=(*PLAN.slots, a_slot("extra", "books", 0, starts=time(17, 49), ends=time(18, 29)))),
        met=False,
        **DOUBLE,
    ),
    Example(
        "one after the other",
        nobody_is_in_two_rooms,
        a_plan(slots=(*PLAN.slots, a_slot("extra", "books", 0, starts=time(17, 50), ends=time(18, 30)))),
        met=True,
    ),
    Example(
        "in turn by weeks",
        nobody_is_in_two_rooms,
        a_plan(
            slots=(
                a_slot("odd", "books", 0, weeks=frozenset({1, 3})),
                a_slot("even", "ball", 0, weeks=frozenset({2, 4})),
            )
        ),
        met=True,
    ),
    Example(
        "leads one and watches another",
        nobody_is_in_two_rooms,
        with_slot(PLAN, "books-0", supervisor_key="t1"),
        met=False,
        **DOUBLE,
    ),
    Example("a duty until it starts", nobody_is_in_two_rooms, _busy(time(16, 0), time(17, 10)), met=True),
    Example(
        "a duty a minute longer",
        nobody_is_in_two_rooms,
        _busy(time(16, 0), time(17, 11)),
        met=False,
        **DOUBLE,
    ),
    Example("eight periods a week", load_stays_bearable, PLAN, met=True),
    Example("more than the limit", load_stays_bearable, PLAN, met=False, set={"staff_weekly_max": 4}),
    Example("as long as served", time_off_matches_service, FlexGrant(80, 80, True, False), met=True),
    Example("a minute more", time_off_matches_service, FlexGrant(81, 80, True, False), met=False),
    Example("not in the plan", time_off_matches_service, FlexGrant(40, 80, False, False), met=False),
    Example("during lessons", time_off_matches_service, FlexGrant(40, 80, True, True), met=False),
    Example("sent by the county", outsiders_have_leave, _with_leader(kind=LENT), met=True, clause="A6.4"),
    Example(
        "borrowed privately",
        outsiders_have_leave,
        _with_leader(kind=LENT, county_approved=False),
        met=False,
        clause="A6.4",
    ),
    Example("approved", outsiders_have_leave, _with_leader(kind=OUTSIDE), met=True, clause="A6.5"),
    Example(
        "unapproved",
        outsiders_have_leave,
        _with_leader(kind=OUTSIDE, county_approved=False),
        met=False,
        clause="A6.5",
    ),
    Example("cleared", outsiders_are_cleared, _with_leader(kind=OUTSIDE), met=True),
    Example("uncleared", outsiders_are_cleared, _with_leader(kind=HIRED, cleared_until=None), met=False),
    Example(
        "clearance ends in term",
        outsiders_are_cleared,
        _with_leader(kind=OUTSIDE, cleared_until=date(2026, 6, 29)),
        met=False,
        reason="outsider_clearance_ends",
    ),
    Example("lent with consent", engagement_is_in_order, a_person(LENT), met=True, clause="A6.4"),
    Example(
        "not sent", engagement_is_in_order, a_person(LENT, county_approved=False), met=False, clause="A6.4"
    ),
    Example(
        "no shortage stated",
        engagement_is_in_order,
        a_person(LENT, need_stated=False),
        met=False,
        clause="A6.4",
    ),
    Example(
        "sender against",
        engagement_is_in_order,
        a_person(LENT, sender_agreed=False),
        met=False,
        clause="A6.4",
    ),
    Example("a retired teacher", engagement_is_in_order, a_person(OUTSIDE), met=True, clause="A6.5"),
    Example(
        "a shopkeeper",
        engagement_is_in_order,
        a_person(OUTSIDE, outside_kind="shopkeeper"),
        met=False,
        clause="A6.5",
    ),
    Example(
        "unapproved",
        engagement_is_in_order,
        a_person(OUTSIDE, county_approved=False),
        met=False,
        clause="A6.5",
    ),
    Example(
        "no need", engagement_is_in_order, a_person(OUTSIDE, need_stated=False), met=False, clause="A6.5"
    ),
    Example(
        "a dancer without proof",
        engagement_is_in_order,
        a_person(OUTSIDE, outside_kind="troupe_professional", qualification_proved=False),
        met=False,
        clause="A6.5",
        reason="professional_without_proof",
    ),
    Example("a coach", no_serving_teacher_for_a_provider, a_person(HIRED), met=True),
    Example(
        "a serving teacher",
        no_serving_teacher_for_a_provider,
        a_person(HIRED, is_serving_teacher=True),
        met=False,
    ),
)
