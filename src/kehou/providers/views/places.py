"""Which of an actor's schools a page is about."""

from __future__ import annotations

from django.http import Http404

from kehou.platform.access.actions import Action
from kehou.platform.access.endpoint import KehouRequest
from kehou.registry.public import SchoolInfo, school_at_hand


def school_of(request: KehouRequest, action: Action) -> SchoolInfo:
    """The school at hand: the one that the address names (``?school=``), else the first. Raises Http404."""
    return school_at_hand(request.actor, action, wanted=request.GET.get("school", ""))


def county_of(request: KehouRequest, action: Action) -> str:
    """The code of the actor's first county. Raises Http404."""
    codes = sorted(place.code for place in request.actor.places(action.roles) if len(place.code) == 6)
    if not codes:
        raise Http404
    return codes[0]
