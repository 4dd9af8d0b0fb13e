"""The states of a term's ledger and what leads from one to the next (9c)."""

from __future__ import annotations

from kehou.kernel.actor import Role
from kehou.kernel.transitions import Transition, TransitionTable
from kehou.ledger.events import State

_SYSTEM = frozenset({Role.SYSTEM})
_ACCOUNTANT = frozenset({Role.SCHOOL_ACCOUNTANT})
_HEAD = frozenset({Role.SCHOOL_HEAD})

TABLE = TransitionTable(
    [
        Transition(State.OPEN, "close", State.SOFT_CLOSED, _SYSTEM),
        Transition(State.SOFT_CLOSED, "fix_surplus", State.SURPLUS_FIXED, _SYSTEM),
        Transition(State.SURPLUS_FIXED, "finish_return", State.RETURNED, _ACCOUNTANT),
        Transition(State.RETURNED, "disclose", State.DISCLOSED, _HEAD),
        Transition(State.DISCLOSED, "archive", State.ARCHIVED, _HEAD),
    ]
)


def next_state(state: str, event: str) -> State:
    """Where an event leads. Raises NoSuchTransition."""
    return State(TABLE.arrow(State(state), event).target)
