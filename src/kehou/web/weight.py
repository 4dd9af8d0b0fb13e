"""What is heavier than any form of the site is refused before it is read: it would fill the disk first."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from kehou.kernel.limits import MAX_REQUEST_BYTES
from kehou.platform.ui.errors import too_large

View = Callable[[HttpRequest], HttpResponse]


def refuse_heavy(get_response: View) -> View:
    """Middleware: 413 where the declared length passes the limit. A body without one is never read."""

    def run(request: HttpRequest) -> HttpResponse:
        return too_large() if _declared_bytes(request) > MAX_REQUEST_BYTES else get_response(request)

    return run


def _declared_bytes(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0
