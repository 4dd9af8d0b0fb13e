"""What every page knows: the frame of the desk, the business date, whether this is the demo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from kehou.kernel.actor import Actor, Grant
from kehou.platform.clock.business import business_now
from kehou.platform.ui.pieces import Link
from kehou.platform.ui.shell import DemoClock, Shell
from kehou.web.desks import current_grant
from kehou.web.navigation import sections_for
from kehou.web.wording import ROLE_NAMES, place_name


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Context for the base templates; empty for the public, whose pages have no desk."""
    now = business_now()
    known: dict[str, Any] = {"business_now": now, "demo": settings.KEHOU_DEMO}
    if settings.KEHOU_DEMO:
        known["demo_clock"] = DemoClock(now.date(), reverse("demo-next-day"))
    actor: Actor | None = getattr(request, "actor", None)
    grant = current_grant(request) if actor else None
    if actor and grant:
        known["shell"] = _shell(request, actor, grant)
    return known


def _shell(request: HttpRequest, actor: Actor, grant: Grant) -> Shell:
    return Shell(
        place=place_name(grant.place),
        role=ROLE_NAMES[grant.role],
        person=request.session.get("person_name", ""),
        day=business_now().date(),
        sections=sections_for(actor, path=request.path),
        roles=_roles(actor, grant),
        password_url=reverse("own-password") if _has_password(request) else "",
        sign_out_url=reverse("sign-out"),
    )


def _has_password(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.has_usable_password()


def _roles(actor: Actor, current: Grant) -> list[Link]:
    return [
        Link(
            f"{place_name(grant.place)} {ROLE_NAMES[grant.role]}",
            f"{reverse('desk')}?grant={number}",
            current=grant == current,
        )
        for number, grant in enumerate(actor.grants)
    ]
