"""What anyone may see of a draw: codes, hashes, the number, and the file to check it with."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from kehou.enrolment.access import SEE_DRAW
from kehou.enrolment.desk import (
    may_publish_list,
    published,
    run_of,
    scope_of_draw,
    term_of,
    window_by_code,
)
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.registry.public import school_info


@endpoint(SEE_DRAW, scope=scope_of_draw)
def page(request: KehouRequest, code: str) -> HttpResponse:
    """The public page of a draw, without a name."""
    window = window_by_code(code)
    context = {
        "window": window,
        "school": school_info(window.school_id),
        "term": term_of(window),
        "closing": getattr(window, "closing", None),
        "run": run_of(window),
        "has_file": may_publish_list(window),
    }
    return render(request, "enrolment/draw.html", context)


@endpoint(SEE_DRAW, scope=scope_of_draw)
def file(request: KehouRequest, code: str) -> HttpResponse:  # noqa: ARG001  (Django hands it in)
    """The closed list and the result by codes, for checking."""
    content = published(window_by_code(code))
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "sort_keys": True})
    response["Content-Disposition"] = f'attachment; filename="draw-{code.lower()}.json"'
    return response
