"""Reading what authorities granted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kehou.authority.models import DepartureGrant
from kehou.kernel.places import Place
from kehou.registry.public import schools_by_id

MAX_LISTED = 500


@dataclass(frozen=True, slots=True)
class ListedDeparture:
    """One leave as it is listed for anyone."""

    school_name: str
    clause: str
    reason: str
    from_date: date
    until_date: date
    is_over: bool


def departures_under(places: Iterable[Place], *, today: date) -> list[ListedDeparture]:
    """The leaves granted at or below some places, newest first."""
    where = Q(pk__in=[])
    for place in places:
        where |= Q(school_id=place.school_id) if place.school_id else Q(county_code__startswith=place.code)
    rows = list(DepartureGrant.objects.filter(where).order_by("-granted_at")[:MAX_LISTED])
    schools = schools_by_id(row.school_id for row in rows)
    return [
        ListedDeparture(
            school_name=schools[row.school_id].name,
            clause=row.clause,
            reason=row.reason,
            from_date=row.from_date,
            until_date=row.until_date,
            is_over=row.until_date < today,
        )
        for row in rows
    ]
