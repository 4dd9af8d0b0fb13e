"""Opening the book of a term, and finding it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kehou.funds.access import OPEN_LEDGER
from kehou.funds.book.duties import owe_the_end
from kehou.funds.models import TermLedger
from kehou.kernel.actor import Actor
from kehou.kernel.verdict import UnableTo, refusal
from kehou.ledger.chain import first_hash
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.rows import new_id
from kehou.registry.public import SchoolInfo, school_info, schools_under, term_info


class UnableToOpenLedger(UnableTo):
    """The book of a term cannot be opened."""


def open_ledger(*, actor: Actor, now: datetime, school_id: UUID, term_id: UUID) -> TermLedger:
    """Open the book of a legal person's term, with a sub-ledger for it and each of its points (A9.22).

    Raises UnableToOpenLedger for a teaching point, whose money its central school keeps, and for a
    second book.
    """
    school = school_info(school_id)
    require(OPEN_LEDGER, actor, school.place)
    if school.is_point:
        raise UnableToOpenLedger([refusal("A9.22", "ledger_of_point", subject="ledger")])
    if TermLedger.objects.filter(school_id=school_id, term_id=term_id).exists():
        raise UnableToOpenLedger([refusal("A9.22", "ledger_exists", subject="ledger")])
    ledger = _store(school, term_info(term_id).id, actor, now)
    owe_the_end(ledger, now=now)
    record("ledger.opened", actor=actor, place=school.place, subject=subject_of("ledger", ledger.id), now=now)
    return ledger


def ledger_of(school_id: UUID, term_id: UUID) -> TermLedger | None:
    """The book that keeps a school's or teaching point's money in a term, or None before it was opened."""
    custodian = school_info(school_id).legal_person_id
    return TermLedger.objects.filter(school_id=custodian, term_id=term_id).first()


def _store(school: SchoolInfo, term_id: UUID, actor: Actor, now: datetime) -> TermLedger:
    identity = new_id()
    head = first_hash(str(identity))
    return TermLedger.objects.create(
        id=identity,
        county_code=school.county_code,
        school_id=school.id,
        term_id=term_id,
        points={point.short_code: str(point.id) for point in _points_of(school)},
        first_hash=head,
        head=head,
        opened_by=actor.person,
        opened_at=now,
    )


def _points_of(school: SchoolInfo) -> list[SchoolInfo]:
    county = school.place.__class__(school.county_code)
    points = [other for other in schools_under([county]) if other.legal_person_id == school.id]
    return sorted(points, key=lambda point: (point.id != school.id, point.short_code))
