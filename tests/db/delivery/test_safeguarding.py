"""Drills, safety lessons and searches for hazards are owed, done and recorded (A10.10 to A10.12)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError
from django.http import Http404

from factories.afternoon import at, plan_sessions, running_school
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.delivery.models import SafetyActivity
from kehou.delivery.services.safeguarding import record_activity
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.duties.models import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    found = a_world(urban_rural_code="111", per_class=1)
    running_school(found)
    return found


def _open(world: World) -> list[tuple[str, str, date | None]]:
    with world.inside():
        rows = Duty.objects.filter(kind__startswith="safety_", done_at=None)
        return list(rows.order_by("kind", "due_date").values_list("kind", "clause", "due_date"))


def _do(world: World, kind: str, *, role: Role = Role.SCHOOL_SAFETY) -> None:
    perform(
        record_activity,
        actor=world[role],
        now=at(16, 30),
        place=world.place,
        term_id=world.term.id,
        kind=kind,
        what="全校疏散，用时3分10秒",
    )


@pytest.mark.clause("A10.10", "A10.11", "A10.12")
def test_a_term_owes_a_drill_a_lesson_and_a_search_each_month_once(world: World) -> None:
    plan_sessions(world)
    owed = _open(world)
    months = [due for kind, _, due in owed if kind == "safety_check"]
    assert months == [
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 5, 31),
        date(2026, 6, 30),
        date(2026, 7, 3),
    ]
    assert [(kind, clause) for kind, clause, _ in owed if kind != "safety_check"] == [
        ("safety_drill", "A10.10"),
        ("safety_lesson", "A10.11"),
    ]


@pytest.mark.clause("A10.12")
def test_what_was_done_discharges_the_duty_that_waits_longest(world: World) -> None:
    _do(world, "check")
    _do(world, "drill")
    owed = _open(world)
    assert next(due for kind, _, due in owed if kind == "safety_check") == date(2026, 4, 30)
    assert "safety_drill" not in {kind for kind, _, _ in owed}
    with world.inside():
        done = Duty.objects.get(kind="safety_drill")
        assert done.evidence == f"activity/{SafetyActivity.objects.get(kind='drill').id}"
    with pytest.raises(DatabaseError, match="kept as they were written"), world.inside():
        SafetyActivity.objects.all().delete()


def test_the_safety_office_keeps_the_register(world: World) -> None:
    with pytest.raises(Http404):
        _do(world, "drill", role=Role.TEACHER)
