"""A term's ledger goes one way: closed, surplus fixed, returned, disclosed, archived (A9.33 to A9.36)."""

from __future__ import annotations

import pytest

from kehou.funds.closing.rules import next_state
from kehou.kernel.transitions import NoSuchTransition
from kehou.ledger.events import State

WAY = (
    (State.OPEN, "close"),
    (State.SOFT_CLOSED, "fix_surplus"),
    (State.SURPLUS_FIXED, "finish_return"),
    (State.RETURNED, "disclose"),
    (State.DISCLOSED, "archive"),
)
REACHED = (*(state for state, _ in WAY[1:]), State.ARCHIVED)


@pytest.mark.parametrize(("place", "state"), list(enumerate(REACHED)))
def test_each_step_leads_to_the_next(place: int, state: State) -> None:
    before, event = WAY[place]
    assert next_state(before, event) is state


def test_no_step_is_left_out_or_taken_twice() -> None:
    allowed = set(WAY)
    for state in (*(before for before, _ in WAY), State.ARCHIVED):
        for _, event in WAY:
            if (state, event) not in allowed:
                with pytest.raises(NoSuchTransition):
                    next_state(state, event)
