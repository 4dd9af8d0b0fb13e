"""The states of a plan and who may move it. What a plan must contain is the rulebook's business."""

from __future__ import annotations

from enum import StrEnum

from kehou.kernel.actor import Role
from kehou.kernel.transitions import Transition, TransitionTable


class State(StrEnum):
    """Where a plan stands on its way (process 3). "Publicised" and "in force" are derived by later steps."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    RETURNED = "returned"
    APPROVED = "approved"
    REFUSED = "refused"
    AMENDING = "amending"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


SCHOOL_AUTHORS = frozenset({Role.SCHOOL_HEAD, Role.SCHOOL_PLAN})
HEADS = frozenset({Role.SCHOOL_HEAD})
OFFICERS = frozenset({Role.COUNTY_OFFICER, Role.COUNTY_APPROVER})
APPROVERS = frozenset({Role.COUNTY_APPROVER})

EDITABLE = frozenset({State.DRAFT, State.RETURNED, State.AMENDING})


def _table() -> TransitionTable:
    s = State
    return TransitionTable(
        [
            Transition(s.DRAFT, "submit", s.SUBMITTED, HEADS),
            Transition(s.RETURNED, "submit", s.SUBMITTED, HEADS),
            Transition(s.AMENDING, "submit", s.SUBMITTED, HEADS),
            Transition(s.SUBMITTED, "take", s.UNDER_REVIEW, OFFICERS),
            Transition(s.UNDER_REVIEW, "return", s.RETURNED, OFFICERS),
            Transition(s.UNDER_REVIEW, "approve", s.APPROVED, APPROVERS),
            Transition(s.UNDER_REVIEW, "refuse", s.REFUSED, APPROVERS),
            Transition(s.APPROVED, "amend", s.AMENDING, SCHOOL_AUTHORS),
            Transition(s.REFUSED, "amend", s.AMENDING, SCHOOL_AUTHORS),
            Transition(s.APPROVED, "suspend", s.SUSPENDED, APPROVERS),
            Transition(s.SUSPENDED, "lift", s.APPROVED, APPROVERS),
            Transition(s.APPROVED, "revoke", s.REVOKED, APPROVERS),
            Transition(s.SUSPENDED, "revoke", s.REVOKED, APPROVERS),
        ]
    )


TRANSITIONS = _table()
