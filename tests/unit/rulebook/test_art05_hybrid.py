"""Courses between subject and X, where the province says how to take them (A5.9)."""

from __future__ import annotations

import pytest

from factories.plan_facts import a_plan, an_exception, with_course
from kehou.kernel.places import Tier
from kehou.kernel.verdict import Effect
from kehou.rulebook.engine.layers import Layer, Setting
from kehou.rulebook.hunan_2024.art05_model import x_touches_no_subject
from kehou.rulebook.hunan_2024.edition import EDITION
from unit.rulebook.example import DAY, parameters

BY_NAME = Layer("省级通知", Tier.PROVINCE, "43", (Setting("hybrid_policy", "by_name", DAY),))
DESCRIBED = with_course(a_plan(), "ball", description="数学思维训练")
NAMED = with_course(a_plan(), "ball", title="英语戏剧")


@pytest.mark.clause("A5.9")
def test_only_the_name_is_read_where_the_province_says_so() -> None:
    by_name = EDITION.parameters_at((BY_NAME,), on=DAY)
    assert [row.met for row in x_touches_no_subject(DESCRIBED, by_name)] == [True]
    assert [row.met for row in x_touches_no_subject(NAMED, by_name)] == [False]
    assert [row.met for row in x_touches_no_subject(DESCRIBED, parameters())] == [False]


@pytest.mark.clause("A5.9")
def test_the_county_may_clear_a_doubt_about_one_course() -> None:
    effects = {}
    for key in ("ball", "singing"):
        plan = a_plan(exceptions=(an_exception("A5.9", f"course/{key}"),))
        (found,) = x_touches_no_subject(with_course(plan, "ball", title="英语戏剧"), parameters())
        effects[key] = found.effect
    assert effects == {"ball": Effect.ADVISE, "singing": Effect.STOP}
