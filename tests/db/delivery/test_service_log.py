"""The service log: complete, in time or confirmed, counted as the roll, without written homework (A7.10)."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from factories.afternoon import MONDAY, at, running_school
from factories.afternoon_acts import END, accept, log, roll, start
from factories.law import lay_down_the_law
from factories.refused import reasons_of
from factories.world import World, a_world
from kehou.delivery.facts import Attendance
from kehou.delivery.models import ServiceRecord, Session
from kehou.delivery.public import SessionInfo, open_session_count, session_facts
from kehou.delivery.services.recording import UnableToAccept, UnableToRecord, confirm_late_record
from kehou.delivery.services.stepping import UnableToMoveSession
from kehou.kernel.actor import Actor, Grant, Role
from kehou.platform.access.performing import perform
from kehou.platform.outbox.models import OutboxEvent
from sharing import Standing

pytestmark = pytest.mark.django_db
LATE = END + timedelta(hours=25)


def _called() -> tuple[World, Session]:
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    found = running_school(world)
    start(world, found)
    roll(world, found, {world.children[0].pupil_id: Attendance.LEAVE})
    return world, found


@pytest.fixture(scope="module")
def built(standing: Standing[tuple[World, Session]]) -> tuple[World, Session]:
    return standing(_called)


@pytest.fixture
def world(built: tuple[World, Session]) -> World:
    return deepcopy(built[0])


@pytest.fixture
def session(built: tuple[World, Session]) -> Session:
    """The chess session with its roll called: one of six is absent."""
    return deepcopy(built[1])


def _told(world: World, session: Session) -> SessionInfo:
    with world.inside():
        rows = session_facts(world.school.id, world.term.id)
    return next(row for row in rows if row.id == session.id)


@pytest.mark.clause("A7.9", "A7.10", "A9.25")
def test_a_complete_record_is_accepted_and_payable(world: World, session: Session) -> None:
    row = log(world, session, present_count=5)
    assert "棋类" in row.plan_reference
    told = _told(world, session)
    assert (told.is_accepted, told.is_payable, told.recorded_at) == (False, False, END)
    accept(world, session)
    assert _told(world, session).is_payable
    with world.inside():
        assert OutboxEvent.objects.filter(topic="session.accepted").count() == 1


@pytest.mark.clause("A7.10")
@pytest.mark.parametrize(
    ("lacking", "reason"),
    [
        ({"content": " "}, "log_field_missing"),
        ({"form": ""}, "log_field_missing"),
        ({"present_count": None}, "log_field_missing"),
        ({"present_count": 6}, "log_count_differs"),
        ({"present_count": 4}, "log_count_differs"),
    ],
)
def test_a_record_that_lacks_something_or_counts_otherwise_is_refused(
    world: World, session: Session, lacking: dict[str, Any], reason: str
) -> None:
    with pytest.raises(UnableToRecord) as refused:
        log(world, session, **{"present_count": 5, **lacking})
    assert reasons_of(refused) == {reason}
    assert refused.value.clauses == ("A7.10",)
    with world.inside():
        assert ServiceRecord.objects.count() == 0


@pytest.mark.clause("A5.16")
def test_written_homework_for_the_youngest_is_refused(world: World, session: Session) -> None:
    with pytest.raises(UnableToRecord) as refused:
        log(world, session, present_count=5, homework="written")
    assert refused.value.clauses == ("A5.16",)
    log(world, session, present_count=5, homework="practical")


@pytest.mark.clause("A5.4", "A5.5", "A5.6")
def test_words_of_drill_new_lessons_and_lectures_are_flagged(world: World, session: Session) -> None:
    row = log(world, session, present_count=5, content="刷题，讲授新课，集体补课")
    assert {clause for clause, _ in row.verdicts} >= {"A5.4", "A5.5", "A5.6"}
    with world.inside():
        event = OutboxEvent.objects.get(topic="log.flagged")
    assert event.payload["clauses"] == ["A5.4", "A5.5", "A5.6"]


@pytest.mark.clause("A7.10", "A9.25")
def test_without_a_record_nothing_is_payable(world: World, session: Session) -> None:
    with pytest.raises(UnableToAccept) as refused:
        accept(world, session)
    assert reasons_of(refused) == {"nothing_recorded"}
    told = _told(world, session)
    assert (told.is_accepted, told.is_payable) == (False, False)
    with world.inside():
        assert open_session_count(world.school.id, world.term.id, on=MONDAY) == 1


@pytest.mark.clause("A7.10")
def test_a_session_is_not_recorded_before_it_is_over(world: World, session: Session) -> None:
    with pytest.raises(UnableToMoveSession):
        log(world, session, present_count=5, now=END - timedelta(minutes=1))


@pytest.mark.clause("A7.10", "A9.25")
def test_a_late_record_says_why_and_is_payable_once_the_head_confirms_it(
    world: World, session: Session
) -> None:
    with pytest.raises(UnableToRecord) as refused:
        log(world, session, present_count=5, now=LATE)
    assert reasons_of(refused) == {"backdated_without_reason"}
    assert log(world, session, present_count=5, now=LATE, reason="家里有急事").is_late
    with pytest.raises(UnableToAccept) as refused:
        accept(world, session, now=LATE)
    assert reasons_of(refused) == {"late_record_unconfirmed"}
    perform(confirm_late_record, actor=world[Role.SCHOOL_HEAD], now=LATE, session_id=session.id)
    accept(world, session, now=LATE)
    told = _told(world, session)
    assert (told.is_late_record, told.is_payable) == (True, True)


@pytest.mark.clause("A7.10")
def test_after_five_school_days_a_late_record_is_not_confirmed_any_more(
    world: World, session: Session
) -> None:
    log(world, session, present_count=5, now=LATE, reason="忘记")
    fifth, sixth = at(12, 0, on=MONDAY + timedelta(days=7)), at(12, 0, on=MONDAY + timedelta(days=8))
    with pytest.raises(UnableToAccept) as refused:
        perform(confirm_late_record, actor=world[Role.SCHOOL_HEAD], now=sixth, session_id=session.id)
    assert reasons_of(refused) == {"record_too_late"}
    perform(confirm_late_record, actor=world[Role.SCHOOL_HEAD], now=fifth, session_id=session.id)


@pytest.mark.clause("A7.11")
def test_nobody_accepts_the_own_record(world: World, session: Session) -> None:
    log(world, session, present_count=5)
    teacher = world[Role.TEACHER]
    deputy = Actor(teacher.person, (*teacher.grants, Grant(Role.SCHOOL_TEACHING, world.place)))
    with pytest.raises(UnableToAccept) as refused:
        accept(world, session, actor=deputy)
    assert reasons_of(refused) == {"own_record_accepted"}
    accept(world, session, actor=world[Role.SCHOOL_HEAD])


@pytest.mark.clause("A7.11")
def test_a_correction_is_a_new_revision_and_nothing_is_deleted(world: World, session: Session) -> None:
    log(world, session, present_count=5)
    second = log(world, session, present_count=5, content="残局", now=END + timedelta(hours=1))
    assert second.revision == 2
    with pytest.raises(DatabaseError, match="kept as they were written"), world.inside():
        ServiceRecord.objects.all().delete()
