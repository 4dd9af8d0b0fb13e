"""What anyone may see of a draw: codes, hashes, the number, and the file to check it with."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from kehou.allocation import verifier
from kehou.allocation.published_code import NAME
from kehou.enrolment.access import SEE_DRAW
from kehou.enrolment.desk import may_publish_list, published, run_of, term_of
from kehou.enrolment.models import ChoiceWindow
from kehou.enrolment.offering import offering_at
from kehou.enrolment.paid import LISTS_GAINING, LISTS_TRIED
from kehou.enrolment.results import OUTCOME_NAMES
from kehou.enrolment.showing import band_name
from kehou.enrolment.windows import scope_of_draw, window_by_code
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.ui.downloads import taken_file
from kehou.platform.ui.wording import count
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
        "names": _names(window),
        "lists": {"tried": count(LISTS_TRIED, "次"), "gaining": count(LISTS_GAINING, "次")},
        "code": request.GET.get("code", ""),
    }
    return render(request, "enrolment/draw.html", context)


@endpoint(SEE_DRAW, scope=scope_of_draw)
def file(request: KehouRequest, code: str) -> HttpResponse:  # noqa: ARG001  (Django hands it in)
    """The closed list and the result by codes, byte by byte as the program checks them."""
    return taken_file(published(window_by_code(code)), f"draw-{code.lower()}.json", kind="application/json")


@endpoint(SEE_DRAW)
def program(request: KehouRequest) -> HttpResponse:  # noqa: ARG001  (Django hands it in)
    """The stand-alone program whose hash was published when the list closed."""
    return taken_file(verifier(), NAME, kind="text/x-python")


def _names(window: ChoiceWindow) -> dict[str, object]:
    """What the page in the reader's browser calls sections, slots and outcomes."""
    offering = offering_at(window.version_id)
    return {
        "sections": {option.key: option.title for option in offering.options},
        "slots": {band.key: band_name(offering, band.key) for band in offering.bands},
        "outcomes": OUTCOME_NAMES,
    }
