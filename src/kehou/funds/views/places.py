"""Which school's money a page is about."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404

from kehou.platform.access.actions import Action, require
from kehou.platform.access.endpoint import KehouRequest
from kehou.platform.clock.business import business_now
from kehou.registry.public import (
    SchoolInfo,
    TermInfo,
    school_at_hand,
    schools_by_id,
    term_at_hand,
)


def school_term(request: KehouRequest, action: Action, school_id: UUID) -> tuple[SchoolInfo, TermInfo]:
    """The school of an address with its term of now, if the action is permitted there. Raises Http404."""
    school = schools_by_id([school_id]).get(school_id)
    if school is None:
        raise Http404
    require(action, request.actor, school.place)
    return school, term_at_hand(school.county_code, on=business_now().date())


def desk_term(request: KehouRequest, action: Action) -> tuple[SchoolInfo, TermInfo]:
    """The school that the address names (``?school=``), else the actor's first, and its term of now.

    Raises Http404.
    """
    school = school_at_hand(request.actor, action, wanted=request.GET.get("school", ""))
    return school, term_at_hand(school.county_code, on=business_now().date())


def month_sent(year: int, month: int) -> date:
    """The first day of the month that an address names. Raises Http404."""
    try:
        return date(year, month, 1)
    except ValueError:
        raise Http404 from None
