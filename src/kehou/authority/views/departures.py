"""Leaves from statements that hold in principle: granted by the county, listed for anyone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kehou.authority.access import GRANT_DEPARTURE, READ_DEPARTURES, SEE_DEPARTURES
from kehou.authority.forms.departures import DepartureForm
from kehou.authority.public.judging import edition_at
from kehou.authority.queries import departures_under
from kehou.authority.services.departures import grant_departure
from kehou.kernel.places import Place
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.registry.public import county_named, schools_under


@endpoint(SEE_DEPARTURES)
def desk(request: KehouRequest) -> HttpResponse:
    """The leaves in sight; who may, grants one with its reason and last day."""
    now = business_now()
    places = request.actor.places(GRANT_DEPARTURE.roles)
    form = None
    if places:
        form = DepartureForm(
            request.POST or None,
            schools=schools_under(places),
            statements=[known for known in edition_at(now.date()).register if known.in_principle],
            initial={"from_date": now.date()},
        )
    if request.method == "POST" and form is not None and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("clause", "reason", "from_date", "until_date")}
        grant_departure(actor=request.actor, now=now, place=form.place(), **given)
        messages.success(request, "已准予例外，并已公开。")
        return redirect("departures")
    seen = request.actor.places(SEE_DEPARTURES.roles)
    context = {"rows": departures_under(seen, today=now.date()), "form": form, "county": seen[0].code}
    return render(request, "authority/departures.html", context)


@endpoint(READ_DEPARTURES)
def listing(request: KehouRequest, county_code: str) -> HttpResponse:
    """Every leave that a county granted, with reason and last day, without signing in."""
    county = county_named(county_code)
    rows = departures_under([Place(county_code)], today=business_now().date())
    return render(request, "authority/departures_public.html", {"rows": rows, "county": county})
