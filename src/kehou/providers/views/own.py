"""What a provider sees: its own contracts and its own people, no child at all (DP9)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.providers.access import SEE_OWN_DESK
from kehou.providers.queries.agents import bodies_kept_by
from kehou.providers.queries.contracts import own_contracts


@endpoint(SEE_OWN_DESK)
def desk(request: KehouRequest) -> HttpResponse:
    """The contracts of the body that the actor acts for."""
    rows = own_contracts(request.actor, on=business_now().date())
    return render(request, "providers/own.html", {"rows": rows, "kept": bodies_kept_by(request.actor)})
