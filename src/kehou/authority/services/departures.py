"""A county lets a school depart from a statement that holds in principle (原则上), for a time."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.access import GRANT_DEPARTURE
from kehou.authority.models import DepartureGrant
from kehou.authority.public.judging import edition_at
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of


class UnableToGrantDeparture(UnableTo):
    """The statement does not hold in principle only, or the reason or the last day is missing."""


@transaction.atomic
def grant_departure(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    clause: str,
    reason: str,
    from_date: date,
    until_date: date | None,
    subject: str = "",
) -> UUID:
    """Grant a departure; it is listed publicly. Raises UnableToGrantDeparture."""
    require(GRANT_DEPARTURE, actor, place)
    statement = edition_at(local_day(now)).register[clause]
    faults = []
    if not statement.in_principle:
        faults.append(refusal(clause, "not_in_principle", subject="departure"))
    if not reason.strip():
        faults.append(refusal(clause, "departure_without_reason", subject="departure"))
    if until_date is None or until_date < from_date:
        faults.append(refusal(clause, "departure_without_end", subject="departure"))
    if faults or until_date is None:
        raise UnableToGrantDeparture(faults)
    grant = DepartureGrant.objects.create(
        county_code=place.code,
        school_id=place.school,
        clause=clause,
        subject=subject,
        reason=reason,
        granted_by=actor.person,
        granted_at=now,
        from_date=from_date,
        until_date=until_date,
    )
    record(
        "departure.granted",
        actor=actor,
        place=place,
        subject=subject_of("departure", grant.id),
        now=now,
        clauses=[clause],
    )
    return grant.id
