"""The states of a consultation and of a petition, and who may move them. The law is the rulebook's."""

from __future__ import annotations

from enum import StrEnum

from kehou.kernel.actor import Role
from kehou.kernel.transitions import Transition, TransitionTable


class State(StrEnum):
    """Where a consultation stands. That it grew too old is derived when a plan is submitted (A7.2)."""

    OPEN = "open"
    CLOSED = "closed"
    SUMMARISED = "summarised"
    PUBLISHED = "published"


class PetitionState(StrEnum):
    """Where a petition stands. A county's exemption stands beside it and never changes it (A7.12)."""

    OPEN = "open"
    CLOSED = "closed"
    VERIFIED = "verified"
    MET = "met"
    NOT_MET = "not_met"


ORGANISERS = frozenset({Role.SCHOOL_HEAD, Role.SCHOOL_PLAN})
RUNNING = frozenset({State.OPEN, State.CLOSED, State.SUMMARISED})
PETITION_RUNNING = frozenset({PetitionState.OPEN, PetitionState.CLOSED, PetitionState.VERIFIED})


def _consultation_table() -> TransitionTable:
    return TransitionTable(
        [
            Transition(State.OPEN, "close", State.CLOSED, ORGANISERS),
            Transition(State.CLOSED, "summarise", State.SUMMARISED, ORGANISERS),
            Transition(State.SUMMARISED, "publish", State.PUBLISHED, ORGANISERS),
        ]
    )


def _petition_table() -> TransitionTable:
    s = PetitionState
    return TransitionTable(
        [
            Transition(s.OPEN, "close", s.CLOSED, ORGANISERS),
            Transition(s.CLOSED, "verify", s.VERIFIED, ORGANISERS),
            Transition(s.VERIFIED, "meet", s.MET, ORGANISERS),
            Transition(s.VERIFIED, "miss", s.NOT_MET, ORGANISERS),
        ]
    )


CONSULTATION_STEPS = _consultation_table()
PETITION_STEPS = _petition_table()
