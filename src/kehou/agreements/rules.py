"""The states of an agreement as its rows tell them (process 5)."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a family stands with the offer of a term."""

    OFFERED = "offered"
    DECLINED = "declined"
    ACTIVE = "active"
    TO_SIGN_ANEW = "to_sign_anew"
    WITHDRAWN = "withdrawn"


def state_of(*, signed: bool, withdrawn: bool, current_version: bool, declined: bool) -> State:
    """The state from what the rows say; signing after a no counts, and a no after a yes is a withdrawal."""
    if signed and not withdrawn:
        return State.ACTIVE if current_version else State.TO_SIGN_ANEW
    if withdrawn:
        return State.WITHDRAWN
    return State.DECLINED if declined else State.OFFERED
