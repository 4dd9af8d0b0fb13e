"""Which of an actor's schools a page is about."""

from __future__ import annotations

from django.http import Http404

from kehou.platform.access.actions import Action, require
from kehou.platform.access.endpoint import KehouRequest
from kehou.registry.public import SchoolInfo, schools_under


def school_of(request: KehouRequest, action: Action) -> SchoolInfo:
    """The school at hand: the one that the address names (``?school=``), else the first. Raises Http404."""
    schools = schools_under(request.actor.places(action.roles))
    wanted = request.GET.get("school", "")
    found = next((row for row in schools if str(row.id) == wanted), schools[0] if schools else None)
    if found is None:
        raise Http404
    require(action, request.actor, found.place)
    return found


def county_of(request: KehouRequest, action: Action) -> str:
    """The code of the actor's first county. Raises Http404."""
    codes = sorted(place.code for place in request.actor.places(action.roles) if len(place.code) == 6)
    if not codes:
        raise Http404
    return codes[0]
