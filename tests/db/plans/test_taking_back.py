"""A change of a draft can be taken back, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from factories.law import lay_down_the_law
from factories.plan_content import a_content
from factories.world import NOW, World, a_world
from kehou.kernel.actor import Role
from kehou.plans.content import from_json
from kehou.plans.models import DraftStep, PlanVersion
from kehou.plans.services.drafting import (
    KEPT_STEPS,
    UnableToChangePlan,
    change_draft,
    open_plan,
    take_back,
)
from kehou.platform.access.performing import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="121")


@pytest.fixture
def act(world: World) -> Callable[..., object]:
    """Do something to the draft as its author."""
    version = perform(
        open_plan,
        actor=world[Role.SCHOOL_PLAN],
        now=NOW,
        school=world.school,
        term_id=world.term.id,
        content=a_content(goals="原文"),
    )

    def run(service: Callable[..., object], **arguments: object) -> object:
        return perform(service, actor=world[Role.SCHOOL_PLAN], now=NOW, version_id=version.id, **arguments)

    return run


def _goals(world: World) -> str:
    with world.inside():
        return from_json(PlanVersion.objects.get().content).goals


def _write(act: Callable[..., object], goals: str, revision: int) -> None:
    act(change_draft, revision=revision, change=lambda content: replace(content, goals=goals), part="basics")


def test_changes_are_taken_back_one_by_one(world: World, act: Callable[..., object]) -> None:
    _write(act, "甲", 0)
    _write(act, "乙", 1)
    step = act(take_back, revision=2)
    assert isinstance(step, DraftStep)
    assert (step.part, _goals(world)) == ("basics", "甲")
    act(take_back, revision=3)
    assert _goals(world) == "原文"
    assert act(take_back, revision=4) is None


def test_nothing_is_taken_back_over_somebody_elses_change(world: World, act: Callable[..., object]) -> None:
    _write(act, "甲", 0)
    with pytest.raises(UnableToChangePlan):
        act(take_back, revision=0)
    assert _goals(world) == "甲"


def test_only_the_latest_steps_are_kept(world: World, act: Callable[..., object]) -> None:
    for revision in range(KEPT_STEPS + 5):
        _write(act, f"第{revision}次", revision)
    with world.inside():
        assert DraftStep.objects.count() == KEPT_STEPS + 1
