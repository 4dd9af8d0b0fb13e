"""The states of a case and who may move it. What the Measures ask of a case is the rulebook's business."""

from __future__ import annotations

from enum import StrEnum

from kehou.kernel.actor import Role
from kehou.kernel.transitions import Transition, TransitionTable


class CaseState(StrEnum):
    """Where a case stands (process 10c)."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    PASSED_ON = "passed_on"
    INVESTIGATING = "investigating"
    EXTENDED = "extended"
    TRANSFERRED = "transferred"
    DECIDED = "decided"
    REPLIED = "replied"
    CORRECTING = "correcting"
    CLOSED = "closed"
    REOPENED = "reopened"


class Outcome(StrEnum):
    """What was found to be so."""

    UPHELD = "upheld"
    PARTLY = "partly"
    NOT_UPHELD = "not_upheld"


VIOLATIONS = frozenset({Outcome.UPHELD, Outcome.PARTLY})
OFFICERS = frozenset({Role.COUNTY_OFFICER, Role.COUNTY_APPROVER})
APPROVERS = frozenset({Role.COUNTY_APPROVER})
MARKET = frozenset({Role.COUNTY_MARKET})
ENDED = frozenset({CaseState.REJECTED, CaseState.PASSED_ON, CaseState.CLOSED})


def _table() -> TransitionTable:
    s = CaseState
    return TransitionTable(
        [
            Transition(s.RECEIVED, "accept", s.ACCEPTED, OFFICERS),
            Transition(s.RECEIVED, "reject", s.REJECTED, OFFICERS),
            Transition(s.RECEIVED, "pass_on", s.PASSED_ON, OFFICERS),
            Transition(s.ACCEPTED, "pass_on", s.PASSED_ON, OFFICERS),
            Transition(s.ACCEPTED, "assign", s.INVESTIGATING, OFFICERS),
            Transition(s.REOPENED, "assign", s.INVESTIGATING, OFFICERS),
            Transition(s.INVESTIGATING, "assign", s.INVESTIGATING, OFFICERS),
            Transition(s.EXTENDED, "assign", s.EXTENDED, OFFICERS),
            Transition(s.INVESTIGATING, "extend", s.EXTENDED, OFFICERS),
            Transition(s.EXTENDED, "extend", s.EXTENDED, OFFICERS),
            Transition(s.INVESTIGATING, "transfer", s.TRANSFERRED, APPROVERS),
            Transition(s.EXTENDED, "transfer", s.TRANSFERRED, APPROVERS),
            Transition(s.DECIDED, "transfer", s.TRANSFERRED, APPROVERS),
            Transition(s.TRANSFERRED, "decide", s.DECIDED, APPROVERS | MARKET),
            Transition(s.INVESTIGATING, "decide", s.DECIDED, APPROVERS),
            Transition(s.EXTENDED, "decide", s.DECIDED, APPROVERS),
            Transition(s.DECIDED, "reply", s.REPLIED, OFFICERS),
            Transition(s.DECIDED, "order", s.CORRECTING, APPROVERS),
            Transition(s.REPLIED, "order", s.CORRECTING, APPROVERS),
            Transition(s.CORRECTING, "reply", s.CORRECTING, OFFICERS),
            Transition(s.DECIDED, "close", s.CLOSED, OFFICERS),
            Transition(s.REPLIED, "close", s.CLOSED, OFFICERS),
            Transition(s.CORRECTING, "close", s.CLOSED, OFFICERS),
            Transition(s.CLOSED, "reopen", s.REOPENED),
        ]
    )


TRANSITIONS = _table()


class InspectionState(StrEnum):
    """Where a visit stands (process 10b)."""

    PLANNED = "planned"
    RUNNING = "running"
    FINDINGS = "findings"
    REPLIED = "replied"
    DECIDED = "decided"
    CORRECTING = "correcting"
    RECHECKED = "rechecked"
    CLOSED = "closed"
    TRANSFERRED = "transferred"


VISIT_ENDED = frozenset({InspectionState.CLOSED, InspectionState.TRANSFERRED})


def _visits() -> TransitionTable:
    s = InspectionState
    return TransitionTable(
        [
            Transition(s.PLANNED, "begin", s.RUNNING, OFFICERS),
            Transition(s.RUNNING, "send", s.FINDINGS, OFFICERS),
            Transition(s.RUNNING, "close", s.CLOSED, OFFICERS),
            Transition(s.FINDINGS, "reply", s.REPLIED),
            Transition(s.FINDINGS, "decide", s.DECIDED, APPROVERS),
            Transition(s.REPLIED, "decide", s.DECIDED, APPROVERS),
            Transition(s.DECIDED, "order", s.CORRECTING, APPROVERS),
            Transition(s.DECIDED, "close", s.CLOSED, OFFICERS),
            Transition(s.DECIDED, "transfer", s.TRANSFERRED, APPROVERS),
            Transition(s.CORRECTING, "recheck", s.RECHECKED, OFFICERS),
            Transition(s.CORRECTING, "transfer", s.TRANSFERRED, APPROVERS),
            Transition(s.RECHECKED, "close", s.CLOSED, OFFICERS),
        ]
    )


VISITS = _visits()
