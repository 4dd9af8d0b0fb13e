"""Which session an amendment keeps, and where a session's steps lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from uuid import UUID

import pytest

from kehou.delivery.facts import KnownSession, PlannedSession, SessionState, SlotPlan
from kehou.delivery.rules import FINAL, HELD, TRANSITIONS, regenerate
from kehou.kernel.transitions import NoSuchTransition
from kehou.rulebook.facts.courses import LeaderKind

GROUP, OTHER = UUID(int=1), UUID(int=2)
MONDAY, TUESDAY, NEXT_MONDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 9)
SLOT = SlotPlan(
    slot_key="chess-0",
    course_key="chess",
    title="棋类",
    dates=(),
    starts=time(17, 10),
    ends=time(17, 50),
    minutes=40,
    is_subject=False,
    domain="interest",
    is_outdoor=False,
    leader_key=None,
    leader_kind=LeaderKind.OWN,
    provider_key=None,
    supervisor_key=None,
    room="",
    grades=frozenset({1}),
)


def planned(on: date, group: UUID = GROUP) -> PlannedSession:
    return PlannedSession(group, SLOT, on)


def known(number: int, on: date, group: UUID = GROUP) -> KnownSession:
    return KnownSession(UUID(int=100 + number), group, on)


@pytest.mark.clause("A4.14")
def test_the_same_dates_keep_their_sessions() -> None:
    found = regenerate([planned(MONDAY), planned(NEXT_MONDAY)], [known(1, MONDAY), known(2, NEXT_MONDAY)])
    assert {identity.int: row.on for identity, row in found.kept} == {101: MONDAY, 102: NEXT_MONDAY}
    assert (found.added, found.dropped) == ((), ())


@pytest.mark.clause("A4.14")
def test_a_moved_weekday_keeps_the_session_of_its_week() -> None:
    moved = replace(planned(TUESDAY))
    found = regenerate([moved], [known(1, MONDAY), known(2, NEXT_MONDAY)])
    assert [(identity.int, row.on) for identity, row in found.kept] == [(101, TUESDAY)]
    assert [identity.int for identity in found.dropped] == [102]


@pytest.mark.clause("A4.14")
def test_another_group_takes_nobodys_session() -> None:
    found = regenerate([planned(MONDAY, OTHER)], [known(1, MONDAY)])
    assert found.added == (planned(MONDAY, OTHER),)
    assert [identity.int for identity in found.dropped] == [101]


def test_a_final_session_goes_nowhere_but_that_a_cancelled_one_may_come_back() -> None:
    assert {state: TRANSITIONS.events_from(state) for state in FINAL} == {
        SessionState.ACCEPTED: (),
        SessionState.CANCELLED: ("restore",),
    }


@pytest.mark.clause("A7.11")
@pytest.mark.parametrize("state", sorted(HELD))
def test_a_session_that_was_held_is_not_cancelled(state: SessionState) -> None:
    with pytest.raises(NoSuchTransition):
        TRANSITIONS.arrow(state, "cancel")
