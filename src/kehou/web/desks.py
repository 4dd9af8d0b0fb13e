"""Which of several roles a person sits at now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kehou.kernel.actor import Actor, Grant
from kehou.platform.access.endpoint import endpoint
from kehou.platform.access.signing import SEE_HOME


def current_grant(request: HttpRequest) -> Grant | None:
    """The role that the person chose, else the first one held; None for families and the public."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    staff = [grant for grant in actor.grants if grant.role.value not in ("public", "guardian")]
    if not staff:
        return None
    number = request.session.get("grant", 0)
    return staff[number] if 0 <= number < len(staff) else staff[0]


@endpoint(SEE_HOME)
def choose(request: HttpRequest) -> HttpResponse:
    """Sit at another of one's desks."""
    number = request.GET.get("grant", "0")
    request.session["grant"] = int(number) if number.isdigit() else 0
    return redirect("home")
