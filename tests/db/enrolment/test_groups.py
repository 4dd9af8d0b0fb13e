"""Groups that are put together anew: size, span, one place a slot, and never by marks (A7.8)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import Http404

from factories.choosing import DRAWN, close, draw, drawn, open_a_choice, sign_for, wish
from factories.law import lay_down_the_law
from factories.refused import reasons_of
from factories.world import COUNTY, World, a_world
from kehou.authority.services.parameters import set_parameter
from kehou.enrolment.models import Group, Regrouping, Run, Seat
from kehou.enrolment.public import groups_of
from kehou.enrolment.services.regrouping import UnableToRegroup, regroup
from kehou.kernel.actor import Role
from kehou.kernel.places import Place
from kehou.platform.access.performing import perform
from kehou.platform.duties.models import Duty
from kehou.registry.models import Pupil
from kehou.rulebook.facts.enrolment import GroupBasis

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=2)


def _limit(
    world: World, name: str, value: int, *, place: Place = COUNTY, role: Role = Role.COUNTY_APPROVER
) -> None:
    perform(
        set_parameter,
        actor=world[role],
        now=DRAWN,
        place=place,
        name=name,
        value=value,
        source="县细则",
        from_date=(DRAWN - timedelta(days=60)).date(),
    )


def _groups(world: World, option: str) -> list[tuple[UUID, set[UUID]]]:
    with world.inside():
        rows = Group.objects.filter(option_key=option).order_by("number")
        return [
            (row.id, set(row.seats.filter(ended_at=None).values_list("pupil_id", flat=True))) for row in rows
        ]


def _regroup(world: World, group: UUID, pupils: set[UUID], **changes: Any) -> Regrouping:
    asked = {"basis": GroupBasis.CHOICE, "group_id": group, "pupil_ids": pupils, "now": DRAWN}
    return perform(regroup, actor=changes.pop("actor", world[Role.SCHOOL_TEACHING]), **(asked | changes))


def _refused(*arguments: Any, **changes: Any) -> set[str]:
    with pytest.raises(UnableToRegroup) as refused:
        _regroup(*arguments, **changes)
    assert "A7.8" in refused.value.clauses
    return reasons_of(refused)


@pytest.mark.clause("A7.8")
def test_a_group_over_the_limit_is_refused_and_an_even_one_is_formed(world: World) -> None:
    _limit(world, "group_max/interest", 2)
    drawn(world, capacity=4)
    (first, members), (second, others) = _groups(world, "chess-0")
    assert (len(members), len(others)) == (2, 2)
    assert _refused(world, first, others) == {"group_too_large"}
    assert _groups(world, "chess-0") == [(first, members), (second, others)]
    swapped = {members.pop()}
    _regroup(world, second, swapped, as_new=True)
    assert [len(held) for _, held in _groups(world, "chess-0")] == [1, 2, 1]


@pytest.mark.clause("A7.8")
def test_a_group_over_too_many_grades_is_refused(world: World) -> None:
    _limit(world, "grade_span_small_school", 1)
    drawn(world, capacity=12)
    groups = _groups(world, "chess-0")
    with world.inside():
        oldest = set(Pupil.objects.filter(school_class_id=world.class_ids[6]).values_list("id", flat=True))
    assert len(groups) == 2
    assert _refused(world, groups[0][0], oldest) == {"group_span_too_wide"}


@pytest.mark.clause("A7.8")
def test_nobody_is_put_into_two_places_at_once(world: World) -> None:
    drawn(world, capacity=4)
    (chess, _), *_ = _groups(world, "chess-0")
    (_, balls), *_ = _groups(world, "ball-0")
    elsewhere = {next(iter(balls))}
    assert _refused(world, chess, elsewhere) == {"two_places_in_slot", "not_in_course"}


@pytest.mark.clause("A2.2", "A2.4")
def test_nobody_is_put_into_a_course_that_the_family_did_not_choose(world: World) -> None:
    window = open_a_choice(world)
    for child in world.children:
        sign_for(world, child, window)
    chooses, other = world.children[0], world.children[1]
    wish(world, chooses, "chess-0")
    wish(world, other, "ball-0")
    close(world, window)
    draw(world, window)
    (chess, _), *_ = _groups(world, "chess-0")
    with pytest.raises(UnableToRegroup) as refused:
        _regroup(world, chess, {other.pupil_id})
    assert "A2.4" in refused.value.clauses
    with pytest.raises(UnableToRegroup) as refused:
        _regroup(world, chess, {world.children[2].pupil_id})
    assert "A2.2" in refused.value.clauses


@pytest.mark.clause("A7.8", "A5.6")
def test_a_tutoring_group_by_marks_is_warned_about_and_becomes_a_task(world: World) -> None:
    window = open_a_choice(world)
    for child in world.children[4:]:  # on Mondays grades 1 and 2 read instead
        sign_for(world, child, window)
        wish(world, child, "homework-0", band="0-1615-1")
    close(world, window)
    draw(world, window)
    (room, members), *_ = _groups(world, "homework-0")
    best = set(sorted(members, key=str)[:3])
    row = _regroup(world, room, best, as_new=True, basis=GroupBasis.EXAM_RANK)
    unmet = {verdict["reason"] for verdict in row.verdicts if not verdict["met"]}
    assert unmet == {"group_by_exam_rank"}
    with world.inside():
        duty = Duty.objects.get(kind="regroup_by_choice")
    assert (duty.owner_role, duty.clause) == (Role.SCHOOL_TEACHING, "A7.8")


def test_what_was_regrouped_is_what_lists_show_and_what_was_stays_on_file(world: World) -> None:
    drawn(world, capacity=4)
    ((first, members),) = _groups(world, "chess-0")
    moved = set(sorted(members, key=str)[:2])
    _regroup(world, first, moved, as_new=True)
    with world.inside():
        shown = [
            group.pupil_ids
            for group in groups_of(world.school.id, world.term.id)
            if group.option_key == "chess-0"
        ]
        assert Seat.objects.filter(option_key="chess-0").exclude(ended_at=None).count() == 2
        assert Run.objects.count() == 1
    assert shown == [frozenset(members - moved), frozenset(moved)]


@pytest.mark.parametrize("role", [Role.CLASS_TEACHER, Role.TEACHER, Role.COUNTY_OFFICER])
def test_others_form_no_groups(world: World, role: Role) -> None:
    drawn(world, capacity=4)
    ((first, members),) = _groups(world, "chess-0")
    with pytest.raises(Http404):
        _regroup(world, first, members, actor=world[role])
