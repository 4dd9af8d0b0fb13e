"""Children who are kept longer, boarders and riders of the bus (A4.17, A4.18, A10.8, A10.9)."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.http import Http404

from factories.afternoon import MONDAY, at, running_school
from factories.afternoon_acts import class_teacher, roll, start
from factories.law import lay_down_the_law
from factories.refused import reasons_of
from factories.world import World, a_world
from kehou.delivery.custody import fold_of
from kehou.delivery.facts import Custody, ReleaseWay
from kehou.delivery.models import BoarderCare, CareRequest, StoredMark
from kehou.delivery.services.duties import UnableToKeepBoarders, record_boarder_care
from kehou.delivery.services.releasing import UnableToRelease
from kehou.delivery.services.staying import UnableToAnswerCare, UnableToAskCare, answer_care, ask_care
from kehou.delivery.services.together import release_together
from kehou.delivery.staying import boarders_left_out, stays_on
from kehou.kernel.actor import Role
from kehou.kernel.moments import ONE_DAY
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id
from kehou.platform.messages.models import Message
from kehou.registry.models import Pupil

pytestmark = pytest.mark.django_db
EVENING = time(18, 30)


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=1)


def _ask(world: World, number: int = 0, **changes: Any) -> CareRequest:
    child = world.children[number]
    asked = {
        "from_date": MONDAY,
        "until_date": MONDAY + ONE_DAY,
        "ends": EVENING,
        "reason": "父母夜班，孩子有癫痫，不能独处",
        "collector_id": child.guardian.person,
        "pupil_id": child.pupil_id,
        "term_id": world.term.id,
    }
    return perform(ask_care, actor=child.guardian, now=at(8, 0), **(asked | changes))


@pytest.mark.clause("A4.17")
def test_a_child_is_kept_longer_once_the_school_says_so(world: World) -> None:
    row = _ask(world)
    with world.inside():
        assert stays_on(world.school.id, MONDAY) == {}
    answer = {"now": at(9, 0), "request_id": row.id, "is_granted": True}
    with pytest.raises(Http404):
        perform(answer_care, actor=world[Role.TEACHER], **answer)
    perform(answer_care, actor=world[Role.SCHOOL_SAFETY], **answer)
    with world.inside():
        stay = stays_on(world.school.id, MONDAY)[world.children[0].pupil_id]
        assert (stay.ends, stay.collector_id) == (EVENING, world.children[0].guardian.person)
        assert stays_on(world.school.id, MONDAY + ONE_DAY) == {}
        assert Message.objects.filter(kind="care").count() == 1
    with pytest.raises(UnableToAnswerCare) as refused:
        perform(answer_care, actor=world[Role.SCHOOL_SAFETY], **answer)
    assert [(row.clause, row.reason) for row in refused.value.verdicts] == [("A7.11", "care_answered")]


@pytest.mark.clause("A4.17")
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"ends": time(19, 1)}, "extended_care_too_late"),
        ({"reason": "  "}, "care_request_incomplete"),
        ({"collector_id": new_id()}, "care_request_incomplete"),
        ({"from_date": date(2026, 2, 27)}, "care_days_wrong"),
    ],
)
def test_care_that_lacks_something_is_refused(world: World, changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(UnableToAskCare) as refused:
        _ask(world, **changes)
    assert reasons_of(refused) == {reason}
    _ask(world, ends=time(19, 0))  # the latest hour itself
    with pytest.raises(Http404):
        _ask(world, pupil_id=world.children[1].pupil_id)


@pytest.fixture
def boarding(world: World) -> World:
    """The last two children board, the one before rides the bus; everybody is at the chess session."""
    session = running_school(world)
    with world.inside():
        Pupil.objects.filter(id__in=[child.pupil_id for child in world.children[4:]]).update(
            lodging="boarder"
        )
        Pupil.objects.filter(pk=world.children[3].pupil_id).update(rides_bus=True)
    start(world, session)
    roll(world, session)
    return world


def _together(world: World, *numbers: int, counted: int | None = None, **more: Any) -> None:
    arguments = {
        "actor": world[Role.SCHOOL_SAFETY],
        "now": at(17, 55),
        "place": world.place,
        "term_id": world.term.id,
        "pupil_ids": [world.children[number].pupil_id for number in numbers],
        "counted": len(numbers) if counted is None else counted,
    }
    perform(release_together, **(arguments | more))


@pytest.mark.clause("A4.18", "A10.8", "A10.9")
def test_boarders_are_handed_to_the_dormitory_where_another_counts_them(boarding: World) -> None:
    dormitory: dict[str, Any] = {"way": "dormitory", "keeper_id": boarding[Role.TEACHER].person}
    for keeper in (None, boarding[Role.SCHOOL_SAFETY].person, boarding.children[4].guardian.person):
        with pytest.raises(UnableToRelease) as refused:
            _together(boarding, 4, 5, **(dormitory | {"keeper_id": keeper}))
        assert reasons_of(refused) == {"dormitory_without_keeper"}
    with pytest.raises(UnableToRelease) as refused:
        _together(boarding, 4, 5, counted=1, **dormitory)
    assert refused.value.clauses == ("A10.9",)
    with pytest.raises(UnableToRelease) as refused:
        _together(boarding, 3, 4, **dormitory)
    assert reasons_of(refused) == {"not_a_boarder"}
    _together(boarding, 4, 5, **dormitory)
    with boarding.inside():
        fold = fold_of(boarding.school.id, boarding.term.id, MONDAY)
        for child in boarding.children[4:]:
            day = fold.children[child.pupil_id]
            assert (day.custody, day.way) == (Custody.HOME, ReleaseWay.DORMITORY)
            assert day.to_person_id == boarding[Role.TEACHER].person
        assert {row.text for row in Message.objects.filter(kind="left")} == {
            "孩子已经回到宿舍，由宿管老师接收。"
        }


@pytest.mark.clause("A10.8", "A10.9")
def test_riders_board_the_bus_together_and_nobody_else_does(boarding: World) -> None:
    with pytest.raises(UnableToRelease) as refused:
        _together(boarding, 2, 3, way="bus")
    assert reasons_of(refused) == {"not_a_bus_rider"}
    with pytest.raises(UnableToRelease):
        _together(boarding, 3, counted=2, way="bus")
    with boarding.inside():
        assert not StoredMark.objects.filter(way="bus").exists()
    _together(boarding, 3, way="bus")
    with boarding.inside():
        assert StoredMark.objects.get(way="bus").pupil_id == boarding.children[3].pupil_id


@pytest.mark.clause("A4.18")
def test_boarders_who_do_not_join_are_counted_on_the_day(boarding: World) -> None:
    tuesday = MONDAY + ONE_DAY  # nobody has a session
    with boarding.inside():
        assert boarders_left_out(boarding.school.id, boarding.term.id, MONDAY) == []
        due = boarders_left_out(boarding.school.id, boarding.term.id, tuesday)
    assert [pupil.id for pupil in due] == [child.pupil_id for child in boarding.children[4:]]
    keeping: dict[str, Any] = {
        "actor": boarding[Role.SCHOOL_SAFETY],
        "now": at(16, 0, on=tuesday),
        "place": boarding.place,
        "term_id": boarding.term.id,
        "where": "阅览室",
        "staff_id": boarding[Role.TEACHER].person,
        "pupil_count": 2,
    }
    for changes, reason in (
        ({"where": " "}, "boarders_kept_nowhere"),
        ({"staff_id": boarding.children[0].guardian.person}, "boarders_kept_by_nobody"),
    ):
        with pytest.raises(UnableToKeepBoarders) as refused:
            perform(record_boarder_care, **(keeping | changes))
        assert reasons_of(refused) == {reason}
    perform(record_boarder_care, **keeping)
    with boarding.inside():
        assert not Message.objects.filter(kind="alarm").exists()
    perform(record_boarder_care, **(keeping | {"pupil_count": 1}))
    with boarding.inside():
        assert Message.objects.filter(kind="alarm").exists()
        assert [row.due_count for row in BoarderCare.objects.all()] == [2, 2]
    with pytest.raises(Http404):
        perform(record_boarder_care, **(keeping | {"actor": class_teacher(boarding, 1)}))
