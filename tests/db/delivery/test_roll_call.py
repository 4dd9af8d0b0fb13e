"""Roll call by exceptions, in batches, once however often it is sent (A10.9, A7.11)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError
from django.http import Http404

from factories.afternoon import MONDAY, at, running_school
from factories.afternoon_acts import HERE, ROLL, START, class_teacher, hand_over, roll, start
from factories.law import lay_down_the_law
from factories.refused import reasons_of
from factories.world import World, a_world
from kehou.delivery.custody import fold_of
from kehou.delivery.facts import Attendance, ChildDay, Custody, Mark, MarkKind, SessionState
from kehou.delivery.models import Incident, Session, SessionStep, StoredMark
from kehou.delivery.public import session_facts
from kehou.delivery.services.handing import UnableToExplain, explain_absence, find_child, hand_over_class
from kehou.delivery.services.marking import UnableToCallRoll, send_marks
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.messages.models import Message
from kehou.platform.outbox.models import OutboxEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=1)


def _child(world: World, place: int = 0) -> ChildDay:
    with world.inside():
        fold = fold_of(world.school.id, world.term.id, MONDAY)
    return fold.children[world.children[place].pupil_id]


def _state(world: World, session: Session) -> str:
    with world.inside():
        return Session.objects.get(pk=session.id).state


def _sent(world: World, session: Session, kind: MarkKind = MarkKind.PRESENT) -> list[Mark]:
    return [Mark(uuid4(), child.pupil_id, kind, ROLL, session.id) for child in world.children]


@pytest.mark.clause("A10.9")
def test_all_here_is_one_press(world: World) -> None:
    session = running_school(world)
    start(world, session)
    roll(world, session)
    assert _state(world, session) == SessionState.RUNNING
    with world.inside():
        (told,) = [row for row in session_facts(world.school.id, world.term.id) if row.id == session.id]
    assert (told.expected, told.present) == (6, 6)
    assert _child(world).custody is Custody.COURSE


@pytest.mark.clause("A10.9")
def test_no_roll_before_the_session_was_taken_over(world: World) -> None:
    session = running_school(world)
    with pytest.raises(UnableToCallRoll) as refused:
        roll(world, session)
    assert "roll_before_start" in reasons_of(refused)
    start(world, session)
    with pytest.raises(UnableToCallRoll) as refused:
        roll(world, session, seen_at=START - timedelta(minutes=1))
    assert reasons_of(refused) == {"roll_before_start"}


@pytest.mark.clause("A10.9")
def test_only_who_took_over_calls_the_roll(world: World) -> None:
    session = running_school(world)
    start(world, session)
    with pytest.raises(UnableToCallRoll) as refused:
        roll(world, session, actor=world[Role.SCHOOL_HEAD])
    assert reasons_of(refused) == {"roll_not_on_site"}


@pytest.mark.clause("A10.9")
def test_a_whole_roll_leaves_nobody_out(world: World) -> None:
    session = running_school(world)
    start(world, session)
    sending = {"actor": world[Role.TEACHER], "now": ROLL, "session_id": session.id}
    with pytest.raises(UnableToCallRoll) as refused:
        perform(send_marks, marks=_sent(world, session)[1:], is_whole=True, **sending)
    assert reasons_of(refused) == {"roll_incomplete"}
    with world.inside():
        assert StoredMark.objects.count() == 0


@pytest.mark.clause("A7.10")
def test_a_roll_sent_days_later_says_why(world: World) -> None:
    session = running_school(world)
    start(world, session)
    late = at(17, 51) + timedelta(days=2)
    with pytest.raises(UnableToCallRoll) as refused:
        roll(world, session, now=late, seen_at=ROLL)
    assert reasons_of(refused) == {"backdated_without_reason"}
    roll(world, session, now=late, seen_at=ROLL, reason="学校断网两天")
    with world.inside():
        assert StoredMark.objects.first().server_at == late


def test_a_clock_that_runs_ahead_is_refused(world: World) -> None:
    session = running_school(world)
    start(world, session)
    with pytest.raises(UnableToCallRoll) as refused:
        roll(world, session, seen_at=ROLL + timedelta(minutes=1))
    assert reasons_of(refused) == {"clock_ahead"}


@pytest.mark.clause("A7.11")
def test_the_same_batch_sent_again_changes_nothing(world: World) -> None:
    session = running_school(world)
    start(world, session)
    sent = _sent(world, session)
    sending = {"actor": world[Role.TEACHER], "now": ROLL, "session_id": session.id}
    assert perform(send_marks, marks=sent[:4], **sending) == 4
    assert _state(world, session) == SessionState.OPEN
    assert perform(send_marks, marks=[*reversed(sent), *sent], **sending) == 2
    assert perform(send_marks, marks=sent, **sending) == 0
    assert _state(world, session) == SessionState.RUNNING
    with world.inside():
        assert StoredMark.objects.count() == 6
        assert SessionStep.objects.filter(session=session, event="roll_complete").count() == 1


@pytest.mark.clause("A7.11")
def test_one_roll_sent_twice_is_one(world: World) -> None:
    session = running_school(world)
    start(world, session)
    roll_id = UUID(int=77)
    roll(world, session, roll_id=roll_id)
    roll(world, session, roll_id=roll_id, now=ROLL + timedelta(minutes=2), seen_at=ROLL)
    with world.inside():
        assert StoredMark.objects.count() == 6


@pytest.mark.clause("A7.11")
@pytest.mark.parametrize(
    "act", [lambda rows: rows.delete(), lambda rows: rows.update(kind="absent")], ids=["delete", "alter"]
)
def test_no_roll_is_deleted_or_altered(world: World, act) -> None:  # type: ignore[no-untyped-def]
    session = running_school(world)
    start(world, session)
    roll(world, session)
    with pytest.raises(DatabaseError, match="kept as they were written"), world.inside():
        act(StoredMark.objects.all())
    with pytest.raises(DatabaseError, match="kept as they were written"), world.inside():
        SessionStep.objects.all()._raw_delete("default")


@pytest.mark.clause("A7.11")
def test_a_mark_is_taken_back_by_another_one(world: World) -> None:
    session = running_school(world)
    start(world, session)
    sent = _sent(world, session)
    back = Mark(uuid4(), sent[0].pupil_id, MarkKind.VOID, ROLL, session.id, voids=sent[0].client_id)
    sending = {"actor": world[Role.TEACHER], "now": ROLL, "session_id": session.id}
    perform(send_marks, marks=sent, **sending)
    perform(send_marks, marks=[back], **sending)
    assert _child(world).custody is Custody.CLASS
    with world.inside():
        assert StoredMark.objects.count() == 7


@pytest.mark.clause("A10.9")
def test_an_absence_asks_the_family_and_an_alarm_calls_the_school(world: World) -> None:
    session = running_school(world)
    first, second = (world.children[place].pupil_id for place in (0, 1))
    hand_over(world, 1)
    start(world, session)
    roll(world, session, {first: Attendance.ABSENT, second: Attendance.ABSENT})
    assert _state(world, session) == SessionState.ROLL_DONE
    assert (_child(world, 0).is_alarm, _child(world, 1).is_alarm) == (True, False)
    with world.inside():
        told = set(Message.objects.filter(kind="absence").values_list("to_person_id", flat=True))
        guards = set(Message.objects.filter(kind="alarm").values_list("to_person_id", flat=True))
        incidents = list(Incident.objects.values_list("kind", "pupil_id"))
        texts = set(Message.objects.values_list("text", flat=True))
    assert told == {world.children[place].guardian.person for place in (0, 1)}
    assert guards == {world[Role.SCHOOL_SAFETY].person, world[Role.SCHOOL_HEAD].person}
    assert incidents == [("missing", first)]
    assert not any("学生1" in text for text in texts)


@pytest.mark.clause("A10.9")
def test_a_guardian_answers_where_the_child_is(world: World) -> None:
    session = running_school(world)
    child = world.children[0]
    here = {"place": world.place, "term_id": world.term.id, "pupil_id": child.pupil_id}
    start(world, session)
    with pytest.raises(UnableToExplain):
        perform(explain_absence, actor=child.guardian, now=ROLL, words="在家", **here)
    roll(world, session, {child.pupil_id: Attendance.ABSENT})
    with pytest.raises(Http404):
        perform(explain_absence, actor=world.children[1].guardian, now=ROLL, words="在家", **here)
    perform(explain_absence, actor=child.guardian, now=at(17, 20), words="发烧在家", **here)
    assert _child(world).custody is Custody.AWAY
    with world.inside():
        assert Incident.objects.count() == 0


@pytest.mark.clause("A10.13")
def test_a_child_that_left_unseen_opens_an_incident(world: World) -> None:
    session = running_school(world)
    child = world.children[0]
    hand_over(world, 1)
    start(world, session)
    roll(world, session, {child.pupil_id: Attendance.ABSENT})
    perform(
        explain_absence,
        actor=world[Role.CLASS_TEACHER],
        now=at(17, 20),
        place=world.place,
        term_id=world.term.id,
        pupil_id=child.pupil_id,
        words="电话核实：奶奶已经接走",
    )
    with world.inside():
        assert set(Incident.objects.values_list("kind", flat=True)) == {"missing", "left_unseen"}
        assert OutboxEvent.objects.filter(topic="incident.opened").count() == 2


@pytest.mark.clause("A10.9")
def test_a_missing_child_is_found(world: World) -> None:
    session = running_school(world)
    child = world.children[0]
    hand_over(world, 1)
    start(world, session)
    roll(world, session, {child.pupil_id: Attendance.ABSENT})
    perform(
        find_child,
        actor=world[Role.SCHOOL_SAFETY],
        now=at(17, 18),
        place=world.place,
        term_id=world.term.id,
        pupil_id=child.pupil_id,
        session_id=session.id,
    )
    assert _child(world).custody is Custody.COURSE


@pytest.mark.clause("A10.9")
def test_a_class_is_handed_over_with_its_count(world: World) -> None:
    running_school(world)
    assert hand_over(world, 1).handed_count == 1
    sick = world.children[1].pupil_id
    assert hand_over(world, 2, away=[sick]).handed_count == 0
    assert _child(world, 1).custody is Custody.AWAY
    with pytest.raises(Http404):
        perform(
            hand_over_class,
            actor=class_teacher(world, 1),
            now=at(16, 5),
            place=world.place,
            term_id=world.term.id,
            class_id=world.class_ids[2],
        )


def test_a_granted_leave_stands_in_the_roll(world: World) -> None:
    from kehou.delivery.services.families import ask_leave

    session = running_school(world)
    child = world.children[0]
    perform(
        ask_leave,
        actor=child.guardian,
        now=at(8, 0),
        pupil_id=child.pupil_id,
        term_id=world.term.id,
        from_date=MONDAY,
        until_date=MONDAY + timedelta(days=1),
        reason="illness",
    )
    start(world, session)
    roll(world, session, HERE)
    assert _child(world).custody is Custody.AWAY
    assert _state(world, session) == SessionState.RUNNING
