"""A plan's verdicts do not depend on the order in which its rows come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from factories.plan_facts import a_course, a_plan, a_slot
from kehou.kernel.verdict import Verdict
from kehou.rulebook.facts.courses import CourseKind, Domain, LeaderKind, Mode, SlotFacts
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.edition import EDITION

PARAMETERS = EDITION.parameters_at(on=date(2026, 4, 1))
ROWS = ("grades", "bells", "courses", "slots", "leaders", "transport", "boarders", "exceptions")
STARTS = st.sampled_from([time(7, 30), time(15, 50), time(16, 15), time(17, 10), time(18, 0)])


@st.composite
def _slots(draw: st.DrawFn, number: int) -> SlotFacts:
    starts = draw(STARTS)
    ends = starts.replace(hour=starts.hour + 1)
    return a_slot(
        f"drawn-{number}",
        "drawn",
        draw(st.integers(0, 6)),
        starts=starts,
        ends=ends,
        grades=frozenset(draw(st.sets(st.integers(1, 7), min_size=1))),
        leader_key=draw(st.sampled_from(["t1", "t2", "t3", None])),
    )


@st.composite
def plans(draw: st.DrawFn) -> PlanFacts:
    """The lawful plan with one more course and a few slots of it, mostly unlawful."""
    plan = a_plan()
    course = a_course(
        "drawn",
        title=draw(st.sampled_from(["棋类", "英语提优班", "晨读"])),
        kind=draw(st.sampled_from(CourseKind)),
        mode=draw(st.sampled_from(Mode)),
        domain=draw(st.sampled_from([*Domain, None])),
        leader_kind=draw(st.sampled_from(LeaderKind)),
    )
    slots = tuple(draw(_slots(number)) for number in range(draw(st.integers(0, 4))))
    return replace(plan, courses=(*plan.courses, course), slots=(*plan.slots, *slots))


def _told(plan: PlanFacts) -> list[str]:
    verdicts: tuple[Verdict, ...] = EDITION.judge(plan, PARAMETERS)
    return sorted(map(repr, verdicts))


def _shuffled(plan: PlanFacts, random: Random) -> PlanFacts:
    return replace(
        plan, **{name: tuple(random.sample(rows := getattr(plan, name), len(rows))) for name in ROWS}
    )


@settings(deadline=None, max_examples=60)
@given(plans(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(plan: PlanFacts, random: Random) -> None:
    assert _told(_shuffled(plan, random)) == _told(plan)


def test_the_drawn_plans_do_break_rules() -> None:
    """Otherwise the property above would say little."""
    plan = a_plan()
    broken = replace(plan, slots=(*plan.slots, a_slot("x", weekday=6, starts=time(7, 30), ends=time(8, 30))))
    assert any(
        verdict.stops
        for verdict in EDITION.judge(replace(broken, courses=(*plan.courses, a_course())), PARAMETERS)
    )
