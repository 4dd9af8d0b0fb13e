"""Whole weeks keyed in from paper: the same law, many sessions at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from factories.afternoon import MONDAY, at, running_school
from factories.law import lay_down_the_law
from factories.refused import reasons_of
from factories.world import World, a_world
from kehou.delivery.custody import fold_of
from kehou.delivery.facts import Attendance, Custody, SessionState
from kehou.delivery.models import DayClosing, Session
from kehou.delivery.public import attendance_facts, session_facts
from kehou.delivery.services.paper import PaperSheet, UnableToKeyIn, enter_paper
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform

pytestmark = pytest.mark.django_db
OVER = at(20, 0, on=date(2026, 3, 23))


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=1)


def _sheets(world: World, **changes: Any) -> list[PaperSheet]:
    """A sheet for each chess session up to the 23rd; one child is absent, one on leave."""
    absent, leave = (frozenset({world.children[place].pupil_id}) for place in (0, 1))
    fields = {
        "content": "开局",
        "form": "small_group",
        "present_count": 4,
        "on_leave": leave,
        "absent": absent,
    }
    with world.inside():
        rows = Session.objects.filter(slot_key="chess-0", ends_at__lte=OVER).order_by("starts_at")
        return [PaperSheet(row.id, **{**fields, **changes}) for row in rows]  # type: ignore[arg-type]


def _key_in(world: World, sheets: list[PaperSheet], *, role: Role = Role.SCHOOL_TEACHING) -> int:
    return perform(
        enter_paper,
        actor=world[role],
        now=OVER,
        place=world.place,
        term_id=world.term.id,
        sheets=sheets,
    )


@pytest.mark.clause("A7.9", "A7.10")
def test_four_mondays_are_keyed_in_at_once(world: World) -> None:
    running_school(world)
    assert _key_in(world, _sheets(world)) == 4
    with world.inside():
        facts = session_facts(world.school.id, world.term.id, past=date(2026, 3, 24))
        told = attendance_facts(world.school.id, world.term.id)
        fold = fold_of(world.school.id, world.term.id, MONDAY)
        assert DayClosing.objects.count() == 4
    assert [(row.state, row.present, row.is_payable) for row in facts] == [
        (SessionState.ACCEPTED, 4, True)
    ] * 4
    assert {row.leader_id for row in facts} == {world[Role.TEACHER].person}
    states = [row.state for row in told]
    assert [states.count(state) for state in Attendance] == [16, 4, 4]
    assert len(fold.in_state(Custody.HOME)) == 4
    assert fold.in_state(Custody.UNACCOUNTED) == frozenset()


@pytest.mark.clause("A7.10")
@pytest.mark.parametrize(
    ("wrong", "reason"),
    [({"present_count": 5}, "log_count_differs"), ({"content": ""}, "log_field_missing")],
)
def test_one_wrong_sheet_turns_all_back(world: World, wrong: dict[str, Any], reason: str) -> None:
    running_school(world)
    sheets = [*_sheets(world)[:3], *_sheets(world, **wrong)[3:]]
    with pytest.raises(UnableToKeyIn) as refused:
        _key_in(world, sheets)
    assert reasons_of(refused) == {reason}
    with world.inside():
        assert not Session.objects.exclude(state=SessionState.PLANNED).exists()


@pytest.mark.clause("A10.6")
def test_paper_clears_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factories.world.CHECKED", date(2025, 3, 9))
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    running_school(world)
    with pytest.raises(UnableToKeyIn) as refused:
        _key_in(world, _sheets(world))
    assert reasons_of(refused) == {"starter_clearance_expired"}


def test_a_sheet_counts_once_and_only_the_office_keys_in(world: World) -> None:
    running_school(world)
    sheets = _sheets(world)
    with pytest.raises(Http404):
        _key_in(world, sheets, role=Role.TEACHER)
    _key_in(world, sheets)
    with pytest.raises(UnableToKeyIn) as refused:
        _key_in(world, sheets[:1])
    assert reasons_of(refused) == {"sheet_unfit"}
