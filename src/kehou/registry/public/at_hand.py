"""What a page is about where its address leaves that open. What does not exist leads nowhere: 404."""

from __future__ import annotations

from datetime import date

from django.http import Http404

from kehou.kernel.actor import Actor
from kehou.platform.access.actions import Action
from kehou.registry.data.divisions import UnknownDivision
from kehou.registry.public.divisions import division_name
from kehou.registry.public.schools import SchoolInfo, schools_under
from kehou.registry.public.terms import TermInfo, current_term


def school_at_hand(actor: Actor, action: Action, *, wanted: str = "") -> SchoolInfo:
    """The school with the id ``wanted`` where the actor may act there, else their first. Raises Http404."""
    schools = schools_under(actor.places(action.roles))
    found = next((school for school in schools if str(school.id) == wanted), next(iter(schools), None))
    if found is None or not action.permits(actor, found.place):
        raise Http404
    return found


def term_at_hand(county_code: str, *, on: date) -> TermInfo:
    """The term that runs on a day, else the next one, else the last. Raises Http404 before there is any."""
    term = current_term(county_code, on=on)
    if term is None:
        raise Http404
    return term


def county_named(code: str) -> str:
    """The name of the county whose code a public address carries. Raises Http404."""
    if len(code) != 6 or not code.isdigit():
        raise Http404
    try:
        return division_name(code)
    except UnknownDivision:
        raise Http404 from None
