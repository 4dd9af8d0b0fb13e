"""Whether a person may stand before the children of one session on a day (A6.14, A10.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.delivery.models import Session
from kehou.providers.public import ClearanceInfo, ContractInfo, clearances_of, contract_of
from kehou.registry.public import StaffInfo, staff_of
from kehou.rulebook.facts.courses import LeaderKind


@dataclass(frozen=True, slots=True)
class Clearance:
    """What is known of a person on a day.

    ``is_listed`` concerns a provider's people: named by the contract of the course, with a body on the list.
    """

    kind: LeaderKind
    cleared_until: date | None
    county_approved: bool
    is_listed: bool = True


def clearance_of(person_id: UUID, *, session: Session, on: date) -> Clearance | None:
    """What is known of a person who would lead a session on a day; None for somebody unknown."""
    known = clearances_of([person_id], school_id=session.school_id, on=on).get(person_id)
    return read_clearance(known, _contract(session, known, on)) if known else None


def cleared_staff(session: Session) -> list[StaffInfo]:
    """The school's staff who may stand before the children of a session on its day."""
    staff = staff_of(session.school_id)
    known = clearances_of([one.id for one in staff], school_id=session.school_id, on=session.session_date)
    return [one for one in staff if one.id in known and known[one.id].is_cleared]


def read_clearance(known: ClearanceInfo, contract: ContractInfo | None) -> Clearance:
    """A clearance with what the course's contract says of a provider's person."""
    outside = known.kind is LeaderKind.THIRD_PARTY
    named = contract is not None and known.person_id in contract.staff_ids
    return Clearance(
        kind=known.kind,
        cleared_until=known.cleared_until,
        county_approved=known.county_approved,
        is_listed=not outside or (named and known.is_cleared),
    )


def _contract(session: Session, known: ClearanceInfo | None, on: date) -> ContractInfo | None:
    if known is None or known.kind is not LeaderKind.THIRD_PARTY:
        return None
    return contract_of(session.school_id, course_key=session.course_key, term_id=session.term_id, on=on)
