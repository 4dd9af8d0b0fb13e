"""Who may start a session, when and where (process 7; A4.2, A6.9, A6.14, A7.1, A10.6, A10.12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.http import Http404

from factories.afternoon import MONDAY, at, running_school, session_on
from factories.afternoon_acts import START, roll, start
from factories.engaged import LISTED, a_contract_in_force, an_office, outsider
from factories.law import lay_down_the_law
from factories.refused import reasons_of
from factories.world import World, a_world
from kehou.delivery.facts import SessionState
from kehou.delivery.models import Session
from kehou.delivery.public import attendance_facts, session_facts
from kehou.delivery.services.cancelling import cancel_session
from kehou.delivery.services.changing import UnableToChange, change_room, substitute_leader
from kehou.delivery.services.safety import clear_hazard, report_hazard
from kehou.delivery.services.starting import UnableToStart, UnableToSupervise, confirm_supervision
from kehou.delivery.services.stepping import UnableToMoveSession
from kehou.kernel.actor import Actor, Grant, Role
from kehou.platform.access.performing import perform
from kehou.platform.audit.models import AuditEvent
from kehou.providers.models import Contract
from kehou.providers.services.contracting import end_contract
from kehou.registry.models import CalendarDay
from kehou.rulebook.facts.courses import LeaderKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=1)


def _state(session: Session, world: World) -> str:
    with world.inside():
        return Session.objects.get(pk=session.id).state


@pytest.mark.clause("A10.6")
def test_the_planned_and_cleared_teacher_starts(world: World) -> None:
    session = running_school(world)
    start(world, session)
    assert _state(session, world) == SessionState.OPEN


@pytest.mark.clause("A6.14", "A10.6")
def test_somebody_unlisted_does_not_start(world: World) -> None:
    session = running_school(world)
    with pytest.raises(UnableToStart) as refused:
        start(world, session, actor=world[Role.SCHOOL_SAFETY])
    assert reasons_of(refused) == {"starter_not_cleared", "starter_not_named"}
    assert set(refused.value.clauses) == {"A6.14", "A10.6"}
    assert _state(session, world) == SessionState.PLANNED
    with world.inside():
        assert AuditEvent.objects.get(refused=True, action="start_session").clauses


@pytest.mark.clause("A10.6")
def test_an_expired_clearance_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factories.world.CHECKED", MONDAY - timedelta(days=365))
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    session = running_school(world)
    start(world, session)
    later = session_on(world, on=date(2026, 3, 9))
    with pytest.raises(UnableToStart) as refused:
        start(world, later, now=START + timedelta(days=7))
    assert reasons_of(refused) == {"starter_clearance_expired"}


@pytest.mark.clause("A4.2")
def test_no_session_starts_on_a_day_that_became_free(world: World) -> None:
    session = running_school(world)
    with world.inside():
        CalendarDay.objects.create(
            county_code=world.place.code,
            school_id=world.school.id,
            day_date=MONDAY,
            kind=CalendarDay.Kind.CLOSED,
            reason="大风停课",
        )
    with pytest.raises(UnableToStart) as refused:
        start(world, session)
    assert refused.value.clauses == ("A4.2",)


@pytest.mark.clause("A7.1")
@pytest.mark.parametrize("minutes", [-11, 45])
def test_no_session_starts_outside_its_hours(world: World, minutes: int) -> None:
    session = running_school(world)
    with pytest.raises(UnableToStart) as refused:
        start(world, session, now=at(17, 10) + timedelta(minutes=minutes))
    assert refused.value.clauses == ("A7.1",)


@pytest.mark.clause("A7.1", "A9.12", "A2.7")
def test_a_cancelled_session_is_neither_started_nor_counted(world: World) -> None:
    session = running_school(world)
    perform(
        cancel_session,
        actor=world[Role.SCHOOL_TEACHING],
        now=at(12, 0),
        session_id=session.id,
        cause="weather",
        reason="雷暴",
    )
    with pytest.raises(UnableToStart) as refused:
        start(world, session)
    assert refused.value.clauses == ("A7.1",)
    with world.inside():
        (told,) = [row for row in session_facts(world.school.id, world.term.id) if row.id == session.id]
        facts = attendance_facts(world.school.id, world.term.id)
    assert (told.cancelled_cause, told.is_accepted, told.is_payable) == ("weather", False, False)
    assert [row.delivered for row in facts] == [False] * len(world.children)


@pytest.mark.clause("A7.11")
def test_a_session_whose_roll_was_called_is_not_cancelled(world: World) -> None:
    session = running_school(world)
    start(world, session)
    roll(world, session)
    with pytest.raises(UnableToMoveSession):
        perform(
            cancel_session,
            actor=world[Role.SCHOOL_TEACHING],
            now=at(17, 30),
            session_id=session.id,
            cause="weather",
        )


@pytest.mark.clause("A10.12")
def test_a_room_with_an_open_serious_hazard_stays_closed(world: World) -> None:
    session = running_school(world)
    move = {"actor": world[Role.SCHOOL_TEACHING], "session_id": session.id, "room": "302教室"}
    perform(change_room, now=at(9, 0), **move)
    hazard = perform(
        report_hazard,
        actor=world[Role.TEACHER],
        now=at(10, 0),
        place=world.place,
        area="facilities",
        room="302教室",
        what="吊扇松动",
        is_serious=True,
    )
    with pytest.raises(UnableToStart) as refused:
        start(world, session)
    assert refused.value.clauses == ("A10.12",)
    with pytest.raises(UnableToChange):
        perform(change_room, now=at(10, 0), **move)
    perform(clear_hazard, actor=world[Role.SCHOOL_SAFETY], now=at(15, 0), hazard_id=hazard.id, how="已加固")
    start(world, session)


@dataclass(frozen=True)
class Coached:
    """A session that a listed body's coach is to lead under a contract."""

    session: Session
    coach: Actor
    contract: Contract


def _coach(world: World, person: UUID) -> Actor:
    return Actor(person, (Grant(Role.PROVIDER, world.place),))


@pytest.fixture
def coached(world: World) -> Coached:
    """The chess session as the contract's course of dance; its coach is filed, cleared and named."""
    session = running_school(world)
    contract = a_contract_in_force(world, an_office(world))
    with world.inside():
        person = contract.staff.get().file.person_id
        Session.objects.filter(pk=session.id).update(
            course_key=contract.course_key,
            leader_kind=LeaderKind.THIRD_PARTY.value,
            leader_id=person,
            provider_key=str(contract.provider_id),
        )
    return Coached(session_on(world), _coach(world, person), contract)


@pytest.mark.clause("A6.9", "A6.17")
def test_a_third_partys_session_waits_for_the_schools_supervisor(world: World, coached: Coached) -> None:
    watch = {"now": START, "session_id": coached.session.id}
    with pytest.raises(UnableToStart) as refused:
        start(world, coached.session, actor=coached.coach)
    assert reasons_of(refused) == {"no_supervisor_on_site", "session_left_to_third_party"}
    with pytest.raises(Http404):
        perform(confirm_supervision, actor=coached.coach, **watch)
    perform(confirm_supervision, actor=world[Role.CLASS_TEACHER], **watch)
    start(world, coached.session, actor=coached.coach)
    with world.inside():
        (told,) = [row for row in session_facts(world.school.id, world.term.id) if row.supervisor_id]
    assert told.provider_id == coached.contract.provider_id


@pytest.mark.clause("A6.9")
def test_who_leads_does_not_watch(world: World) -> None:
    session = running_school(world)
    with pytest.raises(UnableToSupervise):
        perform(confirm_supervision, actor=world[Role.TEACHER], now=START, session_id=session.id)


@pytest.mark.clause("A6.14")
def test_a_coach_whose_body_is_not_listed_does_not_start(world: World, coached: Coached) -> None:
    watch = {"now": START, "session_id": coached.session.id}
    perform(confirm_supervision, actor=world[Role.CLASS_TEACHER], **watch)
    perform(
        end_contract,
        actor=world[Role.SCHOOL_HEAD],
        now=at(9, 0),
        contract_id=coached.contract.id,
        reason="机构被移出名单",
    )
    with pytest.raises(UnableToStart) as refused:
        start(world, coached.session, actor=coached.coach)
    assert reasons_of(refused) == {"starter_not_listed"}


@pytest.mark.clause("A6.14", "A10.6")
def test_a_provider_swaps_nobody_on_the_day_and_an_own_teacher_steps_in(
    world: World, coached: Coached
) -> None:
    session = coached.session
    other = outsider(
        world,
        kind="third_party",
        outside_kind="",
        provider_id=coached.contract.provider_id,
        name="教练乙",
        now=LISTED,
    )
    perform(confirm_supervision, actor=world[Role.CLASS_TEACHER], now=START, session_id=session.id)
    with pytest.raises(UnableToStart) as refused:
        start(world, session, actor=_coach(world, other.person_id))
    assert reasons_of(refused) == {"starter_not_named", "starter_not_listed"}
    office = {"actor": world[Role.SCHOOL_TEACHING], "now": at(16, 0), "session_id": session.id}
    with pytest.raises(UnableToChange) as refused:
        perform(substitute_leader, to_person_id=other.person_id, reason="教练生病", **office)
    assert reasons_of(refused) == {"substitute_from_provider"}
    with pytest.raises(UnableToChange) as refused:
        perform(substitute_leader, to_person_id=world[Role.SCHOOL_SAFETY].person, reason="教练生病", **office)
    assert reasons_of(refused) == {"substitute_not_cleared"}
    perform(substitute_leader, to_person_id=world[Role.TEACHER].person, reason="教练生病", **office)
    start(world, session)
    with world.inside():
        (told,) = [row for row in session_facts(world.school.id, world.term.id) if row.id == session.id]
    assert (told.leader_kind, told.leader_id) == (LeaderKind.OWN, world[Role.TEACHER].person)
    assert told.provider_id is None


@pytest.mark.clause("A6.2")
def test_nobody_steps_in_who_leads_elsewhere_at_that_time(world: World) -> None:
    session = running_school(world, players=2)
    with pytest.raises(UnableToChange) as refused:
        perform(
            substitute_leader,
            actor=world[Role.SCHOOL_TEACHING],
            now=at(16, 0),
            session_id=session.id,
            to_person_id=world[Role.CLASS_TEACHER].person,
            reason="病假",
        )
    assert reasons_of(refused) == {"substitute_busy"}


def test_a_stranger_learns_nothing(world: World) -> None:
    session = running_school(world)
    for role in (Role.COUNTY_OFFICER, Role.SCHOOL_CASHIER):
        with pytest.raises(Http404):
            start(world, session, actor=world[role])
    other = a_world(short_code="other", per_class=1)
    with pytest.raises(Session.DoesNotExist):
        start(world, session, actor=other[Role.TEACHER])
