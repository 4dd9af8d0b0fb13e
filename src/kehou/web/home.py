"""The first page of each kind of person."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kehou.kernel.actor import Actor, Grant, Role
from kehou.oversight.public import case_load
from kehou.platform.access.endpoint import endpoint
from kehou.platform.access.signing import SEE_HOME
from kehou.platform.clock.business import business_now
from kehou.platform.duties.owing import open_duties
from kehou.registry.public import current_term, school_info
from kehou.web.desks import current_grant
from kehou.web.duties import duty_rows
from kehou.web.next_steps import afternoon_ways, next_step
from kehou.web.public_site import school_list
from kehou.web.standing import desk_line, standing_of
from kehou.web.waiting import waiting_plans

MOST_DUTIES = 20
# Who has one page to look at, and no matters that wait, begins there.
FIRST_PAGES = {Role.PROVINCE_EDU: "province-board", Role.PROVIDER: "provider-sessions"}


@endpoint(SEE_HOME)
def home(request: HttpRequest) -> HttpResponse:
    """Families see their children, staff their desk or its one page, anyone else the public site."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.wards:
        return redirect("family")
    grant = current_grant(request)
    if grant and grant.role in FIRST_PAGES:
        return redirect(FIRST_PAGES[grant.role])
    if grant:
        return render(request, "web/desk.html", _desk(actor, grant))
    return render(request, "web/public_home.html", school_list(request))


def _desk(actor: Actor, grant: Grant) -> dict[str, Any]:
    today = business_now().date()
    duties = duty_rows(open_duties(actor)[:MOST_DUTIES], today=today)
    school = _school(actor, grant) if grant.place.school_id else {}
    return {
        "duties": duties,
        "waiting": waiting_plans(actor, today=today),
        "cases": case_load(actor, today=today),
        **school,
    }


def _school(actor: Actor, grant: Grant) -> dict[str, Any]:
    """Where the school stands this term; empty before the county has entered a term."""
    school, today = school_info(grant.place.school), business_now().date()
    term = current_term(school.county_code, on=today)
    if term is None:
        return {}
    standing = standing_of(school, term)
    return {
        "term": term,
        "afternoon": afternoon_ways(actor, school.id, today=today),
        "stages": desk_line(standing),
        "step": next_step(standing, actor),
    }
