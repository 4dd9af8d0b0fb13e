"""The departures that a county granted to a school."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from kehou.authority.models import DepartureGrant
from kehou.kernel.actor import Role
from kehou.kernel.ids import PersonId
from kehou.platform.database.questions import Asked, Rows, question
from kehou.rulebook.facts.plan import ExceptionFacts


def departures_of(school_id: UUID, *, on: date) -> tuple[ExceptionFacts, ...]:
    """The leaves that hold for a school on a day, oldest first."""
    return asked_departures(school_id, on=on).answer


def asked_departures(school_id: UUID, *, on: date) -> Asked[tuple[ExceptionFacts, ...]]:
    """The leaves that hold for a school on a day, to be asked together with other things."""
    return _granted(school_id=school_id, on=on).then(_facts)


@question
def _granted(school_id: UUID, on: date) -> QuerySet[DepartureGrant]:
    rows = DepartureGrant.objects.filter(school_id=school_id, from_date__lte=on, until_date__gte=on)
    return rows.order_by("granted_at")


def _facts(rows: Rows) -> tuple[ExceptionFacts, ...]:
    return tuple(
        ExceptionFacts(
            clause=row.clause,
            subject=row.subject,
            reason=row.reason,
            approver_role=Role.COUNTY_APPROVER,
            approver_id=PersonId(row.granted_by),
            from_date=row.from_date,
            to_date=row.until_date,
        )
        for row in rows
    )
