"""Where a person's file stands on a day (A6.5, A6.14, A10.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kehou.providers.rules import FileStanding, PersonState, state_of

ON, WARNED = date(2026, 3, 2), 30
FILE = FileStanding(
    entries=7, cleared_until=date(2026, 12, 31), needs_approval=True, is_approved=True, term_began=True
)


def _state(**changes: object) -> PersonState:
    return state_of(replace(FILE, **changes), on=ON, warned_days=WARNED)  # type: ignore[arg-type]


@pytest.mark.clause("A10.6")
@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, PersonState.ACTIVE),
        ({"term_began": False}, PersonState.APPROVED),
        ({"hold": "barred"}, PersonState.BARRED),
        ({"hold": "suspended"}, PersonState.SUSPENDED),
        ({"hold": "barred", "entries": 0}, PersonState.BARRED),
        ({"entries": 0}, PersonState.APPLIED),
        ({"entries": 1, "cleared_until": None}, PersonState.CHECKING),
        ({"is_approved": False}, PersonState.CHECKED),
        ({"is_approved": False, "needs_approval": False}, PersonState.ACTIVE),
        ({"needs_approval": False}, PersonState.ACTIVE),
    ],
)
def test_a_file_stands_where_its_rows_say(changes: dict[str, object], state: PersonState) -> None:
    assert _state(**changes) is state


@pytest.mark.clause("A10.6")
@pytest.mark.parametrize(
    ("left", "state"),
    [
        (-1, PersonState.EXPIRED),
        (0, PersonState.EXPIRING),
        (WARNED, PersonState.EXPIRING),
        (WARNED + 1, PersonState.ACTIVE),
    ],
)
def test_a_clearance_holds_through_its_last_day_and_is_called_in_before(
    left: int, state: PersonState
) -> None:
    assert _state(cleared_until=ON + timedelta(days=left)) is state


@pytest.mark.clause("A6.5")
def test_an_ended_clearance_counts_more_than_a_missing_approval() -> None:
    assert _state(cleared_until=ON - timedelta(days=1), is_approved=False) is PersonState.EXPIRED
