"""Where a provider and a person's file stand, and who may move them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kehou.kernel.actor import Role
from kehou.kernel.transitions import Transition, TransitionTable
from kehou.rulebook.facts.provider import ProviderStatus

OFFICERS = frozenset({Role.COUNTY_OFFICER, Role.COUNTY_APPROVER})
APPROVERS = frozenset({Role.COUNTY_APPROVER})
SCHOOL_FILERS = frozenset({Role.SCHOOL_HEAD, Role.SCHOOL_SAFETY, Role.SCHOOL_PLAN})
HEADS = frozenset({Role.SCHOOL_HEAD})

_S = ProviderStatus
PROVIDER_STATES = TransitionTable(
    [
        Transition(_S.APPLIED, "screen", _S.SCREENED, OFFICERS),
        Transition(_S.APPLIED, "reject", _S.REJECTED, OFFICERS),
        Transition(_S.SCREENED, "publicise", _S.PUBLICISED, APPROVERS),
        Transition(_S.SCREENED, "reject", _S.REJECTED, OFFICERS),
        Transition(_S.PUBLICISED, "list", _S.LISTED, APPROVERS),
        Transition(_S.PUBLICISED, "reject", _S.REJECTED, APPROVERS),
        Transition(_S.LISTED, "suspend", _S.SUSPENDED, APPROVERS),
        Transition(_S.SUSPENDED, "lift", _S.LISTED, APPROVERS),
        Transition(_S.LISTED, "remove", _S.REMOVED, APPROVERS),
        Transition(_S.SUSPENDED, "remove", _S.REMOVED, APPROVERS),
    ]
)
GONE = frozenset({_S.REJECTED, _S.REMOVED})


class PersonState(StrEnum):
    """Where a person's file stands on a day."""

    APPLIED = "applied"
    CHECKING = "checking"
    CHECKED = "checked"
    APPROVED = "approved"
    ACTIVE = "active"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    BARRED = "barred"


@dataclass(frozen=True, slots=True)
class FileStanding:
    """What decides where a file stands: its entries, its clearance, its approval, its holds."""

    entries: int
    cleared_until: date | None
    needs_approval: bool
    is_approved: bool
    term_began: bool
    hold: str = ""


def state_of(file: FileStanding, *, on: date, warned_days: int) -> PersonState:
    """The state of a file on a day; ``warned_days`` before its end a clearance is expiring."""
    if file.hold:
        return PersonState.BARRED if file.hold == "barred" else PersonState.SUSPENDED
    if file.entries == 0:
        return PersonState.APPLIED
    if file.cleared_until is None:
        return PersonState.CHECKING
    if file.cleared_until < on:
        return PersonState.EXPIRED
    if file.needs_approval and not file.is_approved:
        return PersonState.CHECKED
    if file.cleared_until - on <= timedelta(days=warned_days):
        return PersonState.EXPIRING
    return PersonState.ACTIVE if file.term_began else PersonState.APPROVED
