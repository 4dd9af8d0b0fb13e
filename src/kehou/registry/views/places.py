"""Which school a page is about: named by its address, chosen first by those who hold several."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kehou.platform.access.actions import Action, require
from kehou.platform.access.endpoint import KehouRequest
from kehou.registry.models import School
from kehou.registry.public.schools import SchoolInfo, school_info, schools_under


def choose_school(request: KehouRequest, action: Action, name: str, title: str) -> HttpResponse:
    """Go on to the only school where the actor may act, or let them choose one."""
    schools = schools_under(request.actor.places(action.roles))
    if len(schools) == 1:
        return redirect(name, schools[0].id)
    rows = [(school, reverse(name, args=[school.id])) for school in schools]
    return render(request, "registry/choice.html", {"rows": rows, "title": title})


def school_at(request: KehouRequest, action: Action, school_id: UUID) -> SchoolInfo:
    """The school of an address, if the action is permitted there. Raises Http404."""
    try:
        school = school_info(school_id)
    except School.DoesNotExist:
        raise Http404 from None
    require(action, request.actor, school.place)
    return school
