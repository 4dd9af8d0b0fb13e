"""Which person a plan's key of a leader names, and whether that person may stand before children (A10.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.delivery.models import Session
from kehou.plans.public import approved_plan
from kehou.rulebook.facts.courses import LeaderKind


@dataclass(frozen=True, slots=True)
class Clearance:
    """What is known of a person on a day. ``is_listed`` concerns a provider's people (A6.7, A6.14)."""

    kind: LeaderKind
    cleared_until: date | None
    county_approved: bool
    is_listed: bool = True


def person_of(school_id: UUID, leader_key: str) -> UUID | None:  # noqa: ARG001
    """The person whom a leader's key names; None for a key that names nobody yet (practice.md 5)."""
    try:
        return UUID(leader_key)
    except ValueError:
        return None


def clearance_of(person_id: UUID, *, session: Session, on: date) -> Clearance | None:  # noqa: ARG001
    """What is known of a person who would lead a session on a day; None for somebody unknown."""
    plan = approved_plan(session.school_id, session.term_id)
    if plan is None:
        return None
    for leader in plan.content.leaders:
        if person_of(session.school_id, leader.key) == person_id:
            return Clearance(
                leader.kind, leader.cleared_until, leader.county_approved, is_listed=leader.county_approved
            )
    return None
