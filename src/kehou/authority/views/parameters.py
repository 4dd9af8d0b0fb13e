"""Parameters at a desk: the values in force at one's place, and setting one of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from kehou.authority.access import SET_PARAMETER
from kehou.authority.forms.parameters import SettingForm
from kehou.authority.public import edition_at, parameters_for
from kehou.authority.services.parameters import set_parameter
from kehou.authority.settable import by_article, current_value, settable
from kehou.kernel.places import Place
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.registry.public import division_name


@endpoint(SET_PARAMETER)
def index(request: KehouRequest) -> HttpResponse:
    """What the actor's place may set, with the value in force and its source."""
    place = _place(request)
    found = parameters_for(place, on=business_now().date())
    context = {
        "groups": by_article(settable(found, place.tier)),
        "place": place,
        "name": division_name(place.code),
    }
    return render(request, "authority/parameters.html", context)


@endpoint(SET_PARAMETER)
def setting(request: KehouRequest, name: str, key: str = "") -> HttpResponse:
    """Set one value from a day on. A looser one is refused with both values."""
    now = business_now()
    place = _place(request)
    edition = edition_at(now.date())
    found = parameters_for(place, on=now.date())
    row = next((row for row in settable(found, place.tier) if (row.name, row.key) == (name, key)), None)
    if row is None:
        raise Http404
    form = SettingForm(
        request.POST or None, definition=edition.definitions[name], edition=edition, today=now.date()
    )
    if request.method == "POST" and form.is_valid():
        full_name = f"{name}/{key}" if key else name
        set_parameter(actor=request.actor, now=now, place=place, name=full_name, **form.cleaned_data)
        messages.success(request, "新的值已经设定，并已公开。")
        return redirect("parameters")
    context = {"form": form, "row": row, "current": current_value(row)}
    return render(request, "authority/parameter_setting.html", context)


def _place(request: KehouRequest) -> Place:
    """The first place where the actor may set parameters."""
    (place, *_) = request.actor.places(SET_PARAMETER.roles)
    return place
