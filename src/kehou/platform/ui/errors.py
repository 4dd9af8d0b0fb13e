"""Error pages: a stranger learns nothing; a bug shows a number that the log knows too."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

log = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for what is not there, or not there for this person: both answer 404 alike."""
    del exception
    return render(request, "kehou/errors/404.html", status=404)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that has lain open too long (``CSRF_FAILURE_VIEW``)."""
    log.warning("form token refused: %s", reason)
    return render(request, "kehou/errors/stale.html", status=403)


def too_large() -> HttpResponse:
    """The page for a request that is heavier than any form of the site; it was not read."""
    return HttpResponse(render_to_string("kehou/errors/413.html"), status=413)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a bug; its incident number stands in the log beside the traceback."""
    incident = secrets.token_hex(4).upper()
    log.error("incident %s at %s", incident, request.path, exc_info=True)
    page = render_to_string("kehou/errors/500.html", {"incident": incident})
    return HttpResponseServerError(page)
