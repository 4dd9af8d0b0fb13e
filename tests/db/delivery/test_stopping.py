"""A body that is stopped holds nothing more: whoever watches steps in, the rest is cancelled."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest

from factories.afternoon import MONDAY
from factories.coached import LIFTED, STOPPED, THIRD, Coached, coached_school, end, lift, suspend
from factories.refused import reasons_of
from factories.world import COUNTY
from kehou.delivery.facts import CancelCause, SessionState
from kehou.delivery.models import Cancellation, Restoration, Session, Substitution
from kehou.delivery.returning import to_restore
from kehou.delivery.services.restoring import UnableToRestore, restore_session
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.messages.models import Message
from kehou.platform.outbox.announcing import drain
from kehou.platform.outbox.models import OutboxEvent
from kehou.rulebook.facts.courses import LeaderKind
from sharing import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(standing: Standing[Coached]) -> Coached:
    return standing(coached_school)


@pytest.fixture
def coached(built: Coached) -> Coached:
    return deepcopy(built)


@pytest.mark.clause("A6.10", "A9.12")
@pytest.mark.parametrize("stop", [end, suspend])
def test_what_lies_ahead_is_taken_over_by_who_watches_or_cancelled(coached: Coached, stop: Any) -> None:
    assert {row.state for row in coached.sessions().values()} == {SessionState.PLANNED}
    stop(coached)
    drain(COUNTY)
    rows = coached.sessions()
    past, taken = rows.pop(MONDAY), rows.pop(THIRD)
    assert past.state == SessionState.PLANNED  # what lies behind is the record's matter
    assert (taken.state, taken.leader_kind) == (SessionState.PLANNED, LeaderKind.OWN)
    assert taken.leader_id == coached.world[Role.TEACHER].person
    assert {row.state for row in rows.values()} == {SessionState.CANCELLED}
    with coached.world.inside():
        assert Substitution.objects.get().named_by is None
        causes = set(Cancellation.objects.values_list("cause", flat=True))
        assert causes == {CancelCause.PROVIDER_STOPPED}
        told = OutboxEvent.objects.filter(topic="session.cancelled")
        assert told.count() == len(rows)  # each begins its refunds
        assert Message.objects.filter(kind="provider_stopped").count() == 2
        others = Session.objects.exclude(course_key=coached.contract.course_key)
        assert set(others.values_list("state", flat=True)) == {SessionState.PLANNED}


@pytest.mark.clause("A6.10", "A7.11")
def test_lifting_brings_back_what_lies_ahead_and_families_are_told_once(coached: Coached) -> None:
    suspend(coached)
    drain(COUNTY)
    stopped = {day for day, row in coached.sessions().items() if row.state == SessionState.CANCELLED}
    behind = {day for day in stopped if day <= LIFTED.date()}
    lift(coached)
    rows = coached.sessions()
    assert behind
    assert {rows[day].state for day in behind} == {SessionState.CANCELLED}
    assert {rows[day].state for day in stopped - behind} == {SessionState.PLANNED}
    with coached.world.inside():
        coach = coached.contract.staff.get().file.person_id
    assert {rows[day].leader_id for day in stopped - behind} == {coach}
    assert rows[THIRD].leader_id == coached.world[Role.TEACHER].person  # it lies behind
    with coached.world.inside():
        told = Message.objects.filter(kind="session_change", text__contains="照常上")
        assert told.count() == 4  # one word a guardian for all sessions together
        assert Restoration.objects.count() == len(stopped - behind)
        assert OutboxEvent.objects.filter(topic="session.restored").count() == len(stopped - behind)
        assert not to_restore(coached.world.school.id, now=LIFTED)


@pytest.mark.clause("A6.10", "A7.11")
def test_what_was_given_away_waits_for_the_schools_word(coached: Coached) -> None:
    taken = date(2026, 4, 13)
    with coached.world.inside():
        Session.objects.filter(course_key=coached.contract.course_key).update(room="舞蹈室")
    suspend(coached)
    drain(COUNTY)
    with coached.world.inside():
        Session.objects.filter(slot_key="ball-0", session_date=taken).update(room="舞蹈室")
    lift(coached)
    waiting = coached.sessions()[taken]
    assert waiting.state == SessionState.CANCELLED
    with coached.world.inside():
        ((row, lost),) = to_restore(coached.world.school.id, now=LIFTED)
        assert (row.id, lost.room, lost.leader) == (waiting.id, True, False)
        assert Message.objects.filter(kind="provider_back").count() == 2
    perform(
        restore_session,
        actor=coached.world[Role.SCHOOL_TEACHING],
        now=LIFTED + timedelta(hours=1),
        session_id=waiting.id,
    )
    back = coached.sessions()[taken]
    assert (back.state, back.room) == (SessionState.PLANNED, "")


@pytest.mark.clause("A6.10")
def test_nothing_comes_back_while_the_body_is_stopped_or_its_contract_over(coached: Coached) -> None:
    suspend(coached)
    drain(COUNTY)
    ahead = coached.sessions()[date(2026, 4, 13)]
    one: dict[str, Any] = {"actor": coached.world[Role.SCHOOL_TEACHING], "session_id": ahead.id}
    with pytest.raises(UnableToRestore) as refused:
        perform(restore_session, now=STOPPED, **one)
    assert refused.value.clauses == ("A6.10",)
    assert reasons_of(refused) == {"provider_still_stopped"}
    end(coached)
    lift(coached)
    assert coached.sessions()[ahead.session_date].state == SessionState.CANCELLED
    with pytest.raises(UnableToRestore):
        perform(restore_session, now=LIFTED, **one)


@pytest.mark.clause("A6.10")
def test_stopping_twice_changes_nothing_more(coached: Coached) -> None:
    suspend(coached)
    drain(COUNTY)
    before = {day: (row.state, row.leader_id) for day, row in coached.sessions().items()}
    end(coached)
    drain(COUNTY)
    assert {day: (row.state, row.leader_id) for day, row in coached.sessions().items()} == before
