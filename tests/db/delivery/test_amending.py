"""An approved amendment changes only the sessions that lie ahead, and they keep their ids (A4.14)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from factories.afternoon import MONDAY, at, running_school
from factories.afternoon_acts import roll, start
from factories.drafted import duty_holders
from factories.law import lay_down_the_law
from factories.world import COUNTY, World, a_world
from kehou.delivery.facts import CancelCause, SessionState
from kehou.delivery.models import Cancellation, Session
from kehou.delivery.services.cancelling import cancel_session
from kehou.delivery.services.restoring import UnableToRestore, restore_session
from kehou.kernel.actor import Role
from kehou.plans.facts import PlanContent
from kehou.plans.models import Decision, PlanVersion
from kehou.plans.services.deciding import decide_plan, take_plan
from kehou.plans.services.drafting import amend_plan, change_draft
from kehou.plans.services.standing import change_standing
from kehou.plans.services.submitting import submit_plan
from kehou.platform.access.performing import perform
from kehou.platform.outbox.announcing import drain

pytestmark = pytest.mark.django_db
SECOND, LEFT_OUT, RAINY = date(2026, 3, 9), date(2026, 4, 13), date(2026, 3, 16)
LATER = at(9, 0, on=SECOND)
Change = Callable[[PlanContent], PlanContent]


@dataclass(frozen=True)
class Running:
    """The school with its first session held, and what each chess session was before."""

    world: World
    held: Session
    ids: dict[date, UUID]

    def now(self) -> dict[date, Session]:
        """The chess sessions as they are, those that were not cancelled."""
        with self.world.inside():
            rows = Session.objects.filter(course_key="chess").exclude(state=SessionState.CANCELLED)
            return {row.session_date: row for row in rows}


@pytest.fixture
def running() -> Running:
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    held = running_school(world)
    start(world, held)
    roll(world, held)
    with world.inside():
        ids = dict(Session.objects.filter(course_key="chess").values_list("session_date", "id"))
    return Running(world, held, ids)


def _chess(**changes: Any) -> Change:
    def change(content: PlanContent) -> PlanContent:
        slots = (replace(slot, **changes) if slot.key == "chess-0" else slot for slot in content.slots)
        return replace(content, slots=tuple(slots))

    return change


def _amended(running: Running, change: Change, *, now: datetime = LATER) -> PlanVersion:
    """A new version, submitted and under review."""
    world = running.world
    author, head = world[Role.SCHOOL_PLAN], world[Role.SCHOOL_HEAD]
    version = perform(amend_plan, actor=author, now=now, plan_id=_plan_id(running))
    perform(change_draft, actor=author, now=now, version_id=version.id, revision=0, change=change)
    perform(submit_plan, actor=head, now=now, version_id=version.id, duty_holders=duty_holders(world))
    perform(take_plan, actor=world[Role.COUNTY_OFFICER], now=now, version_id=version.id)
    return version


def _plan_id(running: Running) -> UUID:
    with running.world.inside():
        return PlanVersion.objects.get(pk=running.held.version_id).plan_id


def _approve(running: Running, version: PlanVersion) -> None:
    approver = running.world[Role.COUNTY_APPROVER]
    approval = {"version_id": version.id, "kind": Decision.Kind.APPROVE}
    perform(decide_plan, actor=approver, now=LATER, **approval)


@pytest.mark.clause("A4.14", "A7.4", "A7.1")
def test_an_approved_amendment_touches_only_what_lies_ahead_and_keeps_ids(running: Running) -> None:
    version = _amended(running, _chess(room="302教室", skipped_dates=frozenset({LEFT_OUT})))
    drain(COUNTY)
    assert {row.room for row in running.now().values()} == {""}  # nothing before the approval
    _approve(running, version)
    assert {row.room for row in running.now().values()} == {""}  # nothing before the event is handled
    drain(COUNTY)
    rows = running.now()
    past = rows.pop(MONDAY)
    assert (past.id, past.room, past.version_id) == (running.held.id, "", running.held.version_id)
    assert past.state == SessionState.RUNNING
    assert {row.room for row in rows.values()} == {"302教室"}
    assert {row.version_id for row in rows.values()} == {version.id}
    assert {day: row.id for day, row in rows.items()} == {
        day: identity for day, identity in running.ids.items() if day not in (MONDAY, LEFT_OUT)
    }
    with running.world.inside():
        gone = Cancellation.objects.get()
        assert (gone.session_id, gone.cause) == (running.ids[LEFT_OUT], CancelCause.PLAN_CHANGED)
    office = running.world[Role.SCHOOL_TEACHING]
    with pytest.raises(UnableToRestore) as refused:
        perform(restore_session, actor=office, now=LATER, session_id=running.ids[LEFT_OUT])
    assert [(row.clause, row.reason) for row in refused.value.verdicts] == [
        ("A7.1", "plan_has_no_such_session")
    ]


@pytest.mark.clause("A9.12")
def test_what_was_called_off_for_rain_stays_off_and_what_a_plan_left_out_comes_back(running: Running) -> None:
    office = running.world[Role.SCHOOL_TEACHING]
    rained_off = {"session_id": running.ids[RAINY], "cause": CancelCause.WEATHER.value}
    perform(cancel_session, actor=office, now=LATER, **rained_off)
    for skipped in (frozenset({LEFT_OUT}), frozenset[date]()):
        _approve(running, _amended(running, _chess(skipped_dates=skipped)))
        drain(COUNTY)
        assert RAINY not in running.now()
        assert (LEFT_OUT in running.now()) is not bool(skipped)


@pytest.mark.clause("A7.4", "A9.12")
def test_nothing_is_held_any_more_under_a_revoked_plan(running: Running) -> None:
    revocation = {"kind": "revoke", "reasons": "方案与批复不符", "refund_plan": "按课时退费"}
    approver = running.world[Role.COUNTY_APPROVER]
    perform(change_standing, actor=approver, now=LATER, plan_id=_plan_id(running), **revocation)
    drain(COUNTY)
    assert set(running.now()) == {MONDAY}
    with running.world.inside():
        assert not Session.objects.filter(state=SessionState.PLANNED, starts_at__gt=LATER).exists()
