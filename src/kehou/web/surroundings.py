"""What every page knows: the place in view, the business date, whether this is the demo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from kehou.platform.clock.business import business_now


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Context for the base templates."""
    return {
        "actor": getattr(request, "actor", None),
        "business_now": business_now(),
        "demo": settings.KEHOU_DEMO,
    }
