"""Steps of an afternoon that are refused by the service itself, each with its positive control beside it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from factories.afternoon import MONDAY, a_staffed_plan, at, drawn_school, plan_sessions, running_school
from factories.afternoon_acts import log, roll, start
from factories.approved import publicise_a_plan
from factories.choosing import DRAWN
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.delivery.facts import Mark, MarkKind
from kehou.delivery.models import LeaveAnswer, Session
from kehou.delivery.services.cancelling import cancel_session
from kehou.delivery.services.changing import UnableToChange, change_room, substitute_leader
from kehou.delivery.services.duties import UnableToPostAtGate, post_at_gate
from kehou.delivery.services.families import UnableToAnswerLeave, UnableToAskLeave, answer_leave, ask_leave
from kehou.delivery.services.generating import UnableToPlanSessions
from kehou.delivery.services.handing import UnableToExplain, explain_absence
from kehou.delivery.services.marking import UnableToCallRoll, send_marks
from kehou.delivery.services.restoring import UnableToRestore, restore_session
from kehou.delivery.services.safety import UnableToClearHazard, clear_hazard, report_hazard
from kehou.delivery.services.starting import UnableToSupervise, confirm_supervision
from kehou.delivery.services.stepping import UnableToMoveSession
from kehou.kernel.actor import Role
from kehou.kernel.moments import ONE_DAY
from kehou.kernel.verdict import UnableTo
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=1)


def _why(error: pytest.ExceptionInfo[UnableTo]) -> list[tuple[str, str]]:
    return [(verdict.clause, verdict.reason) for verdict in error.value.verdicts]


@pytest.mark.clause("A7.10", "A9.25", "A7.11")
def test_without_a_roll_there_is_no_record_and_nothing_to_pay(world: World) -> None:
    session = running_school(world)
    start(world, session)
    with pytest.raises(UnableToMoveSession) as refused:
        log(world, session)
    assert _why(refused) == [("A7.10", "not_finished")]
    with pytest.raises(UnableToMoveSession) as again:
        start(world, session, now=at(17, 12))
    assert _why(again) == [("A7.11", "session_cannot")]
    roll(world, session)
    assert log(world, session).present_count == 6


@pytest.mark.clause("A7.11", "A10.12", "A6.9")
def test_who_and_where_is_changed_before_the_roll_and_never_into_a_closed_room(world: World) -> None:
    session, office = running_school(world), world[Role.SCHOOL_TEACHING]
    hazard: dict[str, Any] = {"place": world.place, "area": "fire", "room": "302教室", "is_serious": True}
    perform(report_hazard, actor=world[Role.SCHOOL_SAFETY], now=at(9, 0), what="插座烧焦", **hazard)
    moving: dict[str, Any] = {"actor": office, "session_id": session.id}
    with pytest.raises(UnableToChange) as closed:
        perform(change_room, now=at(12, 0), room="302教室", **moving)
    assert _why(closed) == [("A10.12", "room_is_closed")]
    assert perform(change_room, now=at(12, 0), room="303教室", **moving).room == "303教室"
    with pytest.raises(UnableToSupervise) as alone:
        perform(confirm_supervision, actor=world[Role.TEACHER], now=at(17, 0), session_id=session.id)
    assert _why(alone) == [("A6.9", "supervisor_is_leader")]
    start(world, session)
    roll(world, session)
    with pytest.raises(UnableToChange) as late:
        perform(change_room, now=at(17, 20), room="304教室", **moving)
    assert _why(late) == [("A7.11", "session_change_too_late")]
    with pytest.raises(UnableToChange):
        perform(
            substitute_leader,
            now=at(17, 20),
            to_person_id=world[Role.CLASS_TEACHER].person,
            reason="病假",
            **moving,
        )


@pytest.mark.clause("A10.9")
def test_marks_of_strangers_and_words_about_nothing_are_refused(world: World) -> None:
    session, teacher = running_school(world), world[Role.TEACHER]
    start(world, session)
    mine = Mark(new_id(), world.children[0].pupil_id, MarkKind.PRESENT, at(17, 11), session.id)
    stranger = Mark(new_id(), new_id(), MarkKind.PRESENT, at(17, 11), session.id)
    gone = Mark(new_id(), mine.pupil_id, MarkKind.RELEASED, at(17, 11), session.id)
    sending: dict[str, Any] = {"actor": teacher, "now": at(17, 12), "session_id": session.id}
    for unfit in (stranger, gone):
        with pytest.raises(UnableToCallRoll) as refused:
            perform(send_marks, marks=[mine, unfit], **sending)
        assert _why(refused) == [("A10.9", "marks_unfit")]
    assert perform(send_marks, marks=[mine], **sending) == 1
    telling: dict[str, Any] = {"place": world.place, "term_id": world.term.id, "pupil_id": mine.pupil_id}
    with pytest.raises(UnableToExplain) as known:
        perform(explain_absence, actor=world[Role.SCHOOL_SAFETY], now=at(17, 20), words="在外婆家", **telling)
    assert _why(known) == [("A10.9", "nothing_to_explain")]


@pytest.mark.clause("A9.12", "A7.11")
def test_a_leave_has_days_and_a_reason_and_one_answer(world: World) -> None:
    running_school(world)
    child = world.children[0]
    asking: dict[str, Any] = {
        "actor": child.guardian,
        "now": at(18, 0),
        "pupil_id": child.pupil_id,
        "term_id": world.term.id,
        "from_date": MONDAY,
        "until_date": MONDAY + ONE_DAY,
        "reason": "illness",
    }
    for wrong, reason in (
        ({"until_date": MONDAY}, "leave_days_wrong"),
        ({"from_date": date(2026, 8, 1), "until_date": date(2026, 8, 2)}, "leave_days_wrong"),
        ({"reason": "holiday"}, "leave_reason_unknown"),
    ):
        with pytest.raises(UnableToAskLeave) as refused:
            perform(ask_leave, **(asking | wrong))
        assert _why(refused) == [("A9.12", reason)]
    row = perform(ask_leave, **asking)  # after the session: the school answers
    answer: dict[str, Any] = {"now": at(19, 0), "request_id": row.id, "is_granted": True}
    perform(answer_leave, actor=world[Role.SCHOOL_TEACHING], **answer)
    with pytest.raises(UnableToAnswerLeave) as twice:
        perform(answer_leave, actor=world[Role.SCHOOL_TEACHING], **answer)
    assert _why(twice) == [("A7.11", "leave_answered")]
    with world.inside():
        assert LeaveAnswer.objects.count() == 1


@pytest.mark.clause("A7.11", "A10.8")
def test_a_hazard_is_cleared_once_and_the_gate_kept_by_staff(world: World) -> None:
    safety = world[Role.SCHOOL_SAFETY]
    hazard: dict[str, Any] = {"place": world.place, "area": "fire", "room": "302教室", "is_serious": True}
    row = perform(report_hazard, actor=safety, now=at(9, 0), what="插座烧焦", **hazard)
    clearing: dict[str, Any] = {"actor": safety, "hazard_id": row.id, "how": "已更换"}
    perform(clear_hazard, now=at(10, 0), **clearing)
    with pytest.raises(UnableToClearHazard) as twice:
        perform(clear_hazard, now=at(11, 0), **clearing)
    assert _why(twice) == [("A7.11", "hazard_cleared_before")]
    posting: dict[str, Any] = {
        "actor": safety,
        "now": at(9, 0),
        "place": world.place,
        "term_id": world.term.id,
    }
    with pytest.raises(UnableToPostAtGate) as stranger:
        perform(post_at_gate, person_id=new_id(), **posting)
    assert _why(stranger) == [("A10.8", "gate_keeper_not_staff")]
    perform(post_at_gate, person_id=world[Role.TEACHER].person, **posting)


@pytest.mark.clause("A7.4")
def test_without_an_approved_plan_no_sessions_are_made(world: World) -> None:
    with pytest.raises(UnableToPlanSessions) as refused:
        plan_sessions(world)
    assert _why(refused) == [("A7.4", "plan_not_approved")]
    drawn_school(world, content=a_staffed_plan(world))
    assert plan_sessions(world, now=DRAWN + timedelta(minutes=1)) > 0
    with world.inside():
        assert Session.objects.exists()


@pytest.mark.clause("A7.8")
def test_before_the_groups_are_drawn_no_sessions_are_made(world: World) -> None:
    publicise_a_plan(world, content=a_staffed_plan(world))
    with pytest.raises(UnableToPlanSessions) as refused:
        plan_sessions(world)
    assert _why(refused) == [("A7.8", "not_drawn_yet")]


@pytest.mark.clause("A7.11")
def test_a_group_that_meets_already_has_no_second_session_that_day(world: World) -> None:
    session, office = running_school(world), world[Role.SCHOOL_TEACHING]
    perform(cancel_session, actor=office, now=at(9, 0), session_id=session.id, cause="weather")
    with world.inside():
        another = Session.objects.get(pk=session.pk)
        another.pk, another.state = new_id(), "planned"
        another.save(force_insert=True)
    back: dict[str, Any] = {"actor": office, "now": at(10, 0), "session_id": session.id}
    with pytest.raises(UnableToRestore) as refused:
        perform(restore_session, **back)
    assert _why(refused) == [("A7.11", "group_meets_already")]
    perform(cancel_session, actor=office, now=at(10, 0), session_id=another.pk, cause="weather")
    perform(restore_session, **back)
