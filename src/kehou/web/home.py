"""The first page of each kind of person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kehou.platform.access.endpoint import endpoint
from kehou.platform.access.signing import SEE_HOME
from kehou.platform.duties.owing import open_duties
from kehou.web.desks import current_grant


@endpoint(SEE_HOME)
def home(request: HttpRequest) -> HttpResponse:
    """Families see their children, staff their desk, anyone else the public site."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.wards:
        return redirect("family")
    if current_grant(request):
        return render(request, "web/desk.html", {"duties": open_duties(actor)[:20]})
    return render(request, "web/public_home.html")
