"""A leader names what a session uses from the county's register (A6.19, A6.20)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kehou.authority.public import offered_resources
from kehou.delivery.access import LEAD_SESSION
from kehou.delivery.forms.resources import ResourceForm
from kehou.delivery.models import ResourceUse
from kehou.delivery.queries import visible_session
from kehou.delivery.services.resourcing import UnableToUseResource, use_resource
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now


@endpoint(LEAD_SESSION)
def uses(request: KehouRequest, session_id: UUID) -> HttpResponse:
    """What a session uses, and naming one thing more."""
    row = visible_session(request.actor, session_id)
    offered = offered_resources(row.county_code)
    form = ResourceForm(request.POST or None, resources=offered)
    context: dict[str, object] = {
        "row": row,
        "form": form,
        "offered": offered,
        "named": ResourceUse.objects.filter(session=row).order_by("named_at"),
    }
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"resource_id": UUID(form.cleaned_data["resource_id"])}
        try:
            use_resource(actor=request.actor, now=business_now(), session_id=session_id, **given)
        except UnableToUseResource as refused:
            return render(
                request, "delivery/resources.html", context | {"refused": refused.verdicts}, status=422
            )
        messages.success(request, "已经记下。")
        return redirect("session-resources", session_id)
    return render(request, "delivery/resources.html", context)
