"""The end of a day, leave, incidents, visitors, duty, boarders (A10.7, A10.8, A10.13, A9.12, A4.18)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404

from factories.afternoon import MONDAY, at, running_school
from factories.afternoon_acts import release, roll, start
from factories.law import lay_down_the_law
from factories.refused import reasons_of
from factories.world import World, a_world
from kehou.delivery.facts import Attendance, Custody
from kehou.delivery.models import BoarderCare, LeaveAnswer
from kehou.delivery.public import afternoon_of, attendance_facts, duty_facts
from kehou.delivery.services.closing import UnableToCloseDay, close_day
from kehou.delivery.services.duties import record_boarder_care, record_duty
from kehou.delivery.services.families import (
    UnableToAnswerLeave,
    UnableToAskLeave,
    add_evidence,
    answer_leave,
    ask_leave,
)
from kehou.delivery.services.safety import (
    UnableToEnter,
    UnableToFollowIncident,
    follow_incident,
    issue_pass,
    record_late_pickup,
    record_visit,
    report_incident,
)
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.files.scans import Scan
from kehou.platform.outbox.models import OutboxEvent

pytestmark = pytest.mark.django_db
PROOF = Scan(b"%PDF-1.7 from the doctor", "proof.pdf")
ONE_DAY = timedelta(days=1)


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=1)


def _close(world: World) -> object:
    return perform(
        close_day,
        actor=world[Role.SCHOOL_SAFETY],
        now=at(18, 20),
        place=world.place,
        term_id=world.term.id,
    )


def _send_home(world: World, *, but: int = 0) -> None:
    for child in world.children[but:]:
        release(world, child.pupil_id, to_person_id=child.guardian.person)


@pytest.mark.clause("A10.8", "A10.13")
def test_a_day_closes_when_everybody_is_known_to_be_gone(world: World) -> None:
    session = running_school(world)
    with pytest.raises(UnableToCloseDay) as refused:
        _close(world)
    assert reasons_of(refused) == {"children_not_released"}
    start(world, session)
    roll(world, session, {world.children[0].pupil_id: Attendance.ABSENT})
    _send_home(world, but=1)
    with pytest.raises(UnableToCloseDay) as refused:
        _close(world)
    assert reasons_of(refused) == {"children_unaccounted"}
    assert refused.value.clauses == ("A10.13",)
    from kehou.delivery.services.handing import explain_absence

    perform(
        explain_absence,
        actor=world.children[0].guardian,
        now=at(17, 30),
        place=world.place,
        term_id=world.term.id,
        pupil_id=world.children[0].pupil_id,
        words="在外婆家",
    )
    _close(world)
    with pytest.raises(UnableToCloseDay) as refused:
        _close(world)
    assert reasons_of(refused) == {"afternoon_closed_before"}


def _leave(world: World, *, hour: int = 8, reason: str = "illness", **changes: object) -> object:
    child = world.children[0]
    fields = {
        "pupil_id": child.pupil_id,
        "term_id": world.term.id,
        "from_date": MONDAY,
        "until_date": MONDAY + ONE_DAY,
        "reason": reason,
    }
    return perform(
        ask_leave, actor=changes.pop("actor", child.guardian), now=at(hour, 0), **{**fields, **changes}
    )


@pytest.mark.clause("A9.12")
def test_leave_before_the_session_stands_at_once(world: World) -> None:
    session = running_school(world)
    _leave(world)
    start(world, session)
    roll(world, session)
    with world.inside():
        answer = LeaveAnswer.objects.get()
        event = OutboxEvent.objects.get(topic="leave.granted")
        (mine,) = attendance_facts(world.school.id, world.term.id, pupil_id=world.children[0].pupil_id)
    assert (answer.is_granted, answer.is_special, answer.answered_by) == (True, True, None)
    assert event.payload["sessions"] == [str(session.id)]
    assert (mine.state, mine.delivered) == (Attendance.LEAVE, True)


@pytest.mark.clause("A9.12")
def test_an_ordinary_reason_is_leave_and_is_not_paid_back(world: World) -> None:
    running_school(world)
    _leave(world, reason="personal")
    with world.inside():
        assert LeaveAnswer.objects.values_list("is_granted", "is_special").get() == (True, False)


@pytest.mark.clause("A9.12")
@pytest.mark.parametrize(("days", "special"), [(7, True), (8, False)])
def test_leave_asked_afterwards_needs_proof_within_five_school_days(
    world: World, days: int, special: bool
) -> None:
    session = running_school(world)
    start(world, session)
    roll(world, session, {world.children[0].pupil_id: Attendance.ABSENT})
    row = _leave(world, hour=19)
    with world.inside():
        assert LeaveAnswer.objects.count() == 0
    later = at(9, 0, on=MONDAY + timedelta(days=days))
    guardian = world.children[0].guardian
    perform(add_evidence, actor=guardian, now=later, request_id=row.id, scan=PROOF)
    answering = {"actor": world[Role.SCHOOL_TEACHING], "now": later, "request_id": row.id}
    assert perform(answer_leave, is_granted=True, **answering).is_special is special
    with pytest.raises(UnableToAnswerLeave):
        perform(answer_leave, is_granted=False, **answering)
    with pytest.raises(UnableToAnswerLeave):
        perform(add_evidence, actor=guardian, now=later, request_id=row.id, scan=PROOF)
    with world.inside():
        (mine,) = attendance_facts(world.school.id, world.term.id, pupil_id=world.children[0].pupil_id)
    assert mine.state is Attendance.LEAVE


def test_leave_is_asked_for_ones_own_child_and_for_real_days(world: World) -> None:
    running_school(world)
    with pytest.raises(Http404):
        _leave(world, actor=world.children[1].guardian)
    with pytest.raises(UnableToAskLeave):
        _leave(world, until_date=MONDAY)
    with pytest.raises(UnableToAskLeave):
        _leave(world, reason="whim")


@pytest.mark.clause("A10.13")
def test_an_incident_goes_step_by_step_to_its_end(world: World) -> None:
    running_school(world)
    row = perform(
        report_incident,
        actor=world[Role.TEACHER],
        now=at(17, 30),
        place=world.place,
        term_id=world.term.id,
        kind="injury",
        is_serious=True,
        what="跑步摔倒，擦伤",
        pupil_id=world.children[0].pupil_id,
    )
    follow = {"actor": world[Role.SCHOOL_SAFETY], "incident_id": row.id}
    with pytest.raises(UnableToFollowIncident) as refused:
        perform(follow_incident, now=at(17, 32), step="concluded", **follow)
    assert reasons_of(refused) == {"incident_step_missing"}
    for step in ("guardian_told", "treated", "authority_told", "reviewed", "concluded"):
        perform(follow_incident, now=at(17, 40), step=step, **follow)
    with pytest.raises(UnableToFollowIncident):
        perform(follow_incident, now=at(17, 50), step="concluded", **follow)
    with pytest.raises(Http404):
        perform(
            follow_incident, actor=world[Role.TEACHER], now=at(17, 50), incident_id=row.id, step="treated"
        )


@pytest.mark.clause("A10.7")
def test_nobody_from_outside_enters_without_a_pass_of_the_day(world: World) -> None:
    session = running_school(world)
    gate = {"actor": world[Role.SCHOOL_SAFETY], "place": world.place}
    with pytest.raises(UnableToEnter) as refused:
        perform(record_visit, now=at(16, 30), number="NOPASS1", goes_in=True, **gate)
    assert reasons_of(refused) == {"entry_without_pass"}
    coach = {"name": "周教练", "purpose": "上课", "session_id": session.id}
    unknown = perform(issue_pass, now=at(9, 0), **coach, **gate)
    with pytest.raises(UnableToEnter) as refused:
        perform(record_visit, now=at(16, 30), number=unknown.number, goes_in=True, **gate)
    assert reasons_of(refused) == {"entrant_not_cleared"}
    cleared = world[Role.TEACHER].person
    row = perform(issue_pass, now=at(9, 5), person_id=cleared, **coach, **gate)
    perform(record_visit, now=at(16, 30), number=row.number.lower(), goes_in=True, **gate)
    perform(record_visit, now=at(18, 0), number=row.number, goes_in=False, **gate)
    with pytest.raises(UnableToEnter) as refused:
        perform(record_visit, now=at(16, 30, on=MONDAY + ONE_DAY), number=row.number, goes_in=True, **gate)
    assert reasons_of(refused) == {"pass_of_another_day"}


@pytest.mark.clause("A10.8")
def test_a_late_pick_up_says_who_stayed(world: World) -> None:
    running_school(world)
    row = perform(
        record_late_pickup,
        actor=world[Role.SCHOOL_SAFETY],
        now=at(18, 10),
        place=world.place,
        term_id=world.term.id,
        pupil_id=world.children[0].pupil_id,
        called="已打母亲电话，十分钟内到",
    )
    assert row.stayed_with == world[Role.SCHOOL_SAFETY].person


@pytest.mark.clause("A4.18")
def test_boarders_who_do_not_join_have_a_place_and_somebody(world: World) -> None:
    running_school(world)
    perform(
        record_boarder_care,
        actor=world[Role.SCHOOL_SAFETY],
        now=at(16, 0),
        place=world.place,
        term_id=world.term.id,
        where="图书室",
        staff_id=world[Role.TEACHER].person,
        pupil_count=0,
    )
    with world.inside():
        assert BoarderCare.objects.get().where == "图书室"


def test_duty_is_a_fact_once_a_day(world: World) -> None:
    running_school(world)
    duty = {
        "actor": world[Role.SCHOOL_SAFETY],
        "place": world.place,
        "term_id": world.term.id,
    }
    perform(record_duty, now=at(16, 0), kind="leader", **duty)
    perform(record_duty, now=at(17, 20), kind="round", seen="302教室纪律好", **duty)
    with world.inside():
        facts = duty_facts(world.school.id, first=MONDAY, past=MONDAY + ONE_DAY)
    assert [(row.person_id, row.date) for row in facts] == [(world[Role.SCHOOL_SAFETY].person, MONDAY)]
    with pytest.raises(Http404):
        perform(record_duty, **{**duty, "actor": world[Role.TEACHER], "now": at(16, 0), "kind": "leader"})


def test_a_family_sees_its_childs_afternoon(world: World) -> None:
    session = running_school(world)
    child = world.children[0]

    def told():  # type: ignore[no-untyped-def]
        with world.inside():
            return afternoon_of(child.pupil_id, place=world.place, on=MONDAY)

    before = told()
    assert ([part.title for part in before.parts], before.until) == (["棋类"], session.ends_at)
    assert before.custody is Custody.CLASS
    assert before.collector_ids == (child.guardian.person,)
    start(world, session)
    roll(world, session)
    assert told().custody is Custody.COURSE
    release(world, child.pupil_id, to_person_id=child.guardian.person)
    assert (told().custody, told().left_with) == (Custody.HOME, child.guardian.person)
    with world.inside():
        empty = afternoon_of(child.pupil_id, place=world.place, on=MONDAY + ONE_DAY)
    assert (empty.parts, empty.custody) == ((), None)
