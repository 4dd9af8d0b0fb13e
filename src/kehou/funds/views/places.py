"""Which school's money a page is about."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from kehou.platform.access.actions import Action, require
from kehou.platform.access.endpoint import KehouRequest
from kehou.platform.clock.business import business_now
from kehou.registry.public import SchoolInfo, TermInfo, current_term, schools_by_id


def school_term(request: KehouRequest, action: Action, school_id: UUID) -> tuple[SchoolInfo, TermInfo]:
    """The school of an address with its term of now, if the action is permitted there. Raises Http404."""
    school = schools_by_id([school_id]).get(school_id)
    if school is None:
        raise Http404
    require(action, request.actor, school.place)
    term = current_term(school.county_code, on=business_now().date())
    if term is None:
        raise Http404
    return school, term
