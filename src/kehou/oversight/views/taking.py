"""Acting on a form that stands on a page with others: what is wrong with it is said above the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages

from kehou.platform.access.endpoint import KehouRequest
from kehou.platform.clock.business import business_now
from kehou.platform.ui.forms import KehouForm


def take(
    request: KehouRequest, form: KehouForm, done: str, act: Callable[..., object], **subject: Any
) -> None:
    """Let the viewer ``act`` on a ``subject`` with what a form holds and say ``done``; or say its faults."""
    if form.is_valid():
        act(actor=request.actor, now=business_now(), **subject, **form.cleaned_data)
        messages.success(request, done)
    else:
        for faults in form.errors.values():
            messages.error(request, str(faults[0]))
