"""The boards of county and province, and the county's table as a workbook."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.kernel.places import Place, Tier
from kehou.oversight.access import COMPUTE, SEE_COUNTY_BOARD, SEE_INDICATORS, SEE_PROVINCE_BOARD
from kehou.oversight.boards import county_bars, county_board, province_lines
from kehou.oversight.printing import board_workbook
from kehou.oversight.services.watching import watch_county
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.ui.downloads import taken_file
from kehou.registry.public import TermInfo, schools_under, term_at_hand


@endpoint(SEE_COUNTY_BOARD)
def board(request: KehouRequest) -> HttpResponse:
    """The county's schools in numbers and charts (A8.3, A11.3)."""
    place, term = _county(request)
    may_open = SEE_INDICATORS.permits(request.actor, place)
    context = {
        "board": county_board(place.code, term, schools_under([place]), may_open=may_open),
        "may_compute": COMPUTE.permits(request.actor, place),
        "may_open": may_open,
    }
    return render(request, "oversight/board.html", context)


@require_POST
@endpoint(COMPUTE)
def computation(request: KehouRequest) -> HttpResponse:
    """Compute everything now instead of tonight."""
    place, _ = _county(request)
    made = watch_county(actor=request.actor, now=business_now(), county_code=place.code)
    messages.success(request, f"已按记录计算，{made}个数值有变化。")
    return redirect("board")


@endpoint(SEE_COUNTY_BOARD)
def sheet(request: KehouRequest) -> HttpResponse:
    """The term's indicators as the inspection body takes them (A11.4)."""
    place, term = _county(request)
    book = board_workbook(place.code, term, schools_under([place]), at=business_now())
    return taken_file(book, "indicators.xlsx")


@endpoint(SEE_PROVINCE_BOARD)
def province(request: KehouRequest) -> HttpResponse:
    """One line a county (A3.7, A8.3, A11.5)."""
    rows = province_lines(request.actor)
    coverage, quality = county_bars(rows)
    context = {"rows": rows, "coverage": coverage, "quality": quality}
    return render(request, "oversight/province.html", context)


def _county(request: KehouRequest) -> tuple[Place, TermInfo]:
    """The viewer's county and its term. Raises Http404 before the county has one."""
    places = [place for place in request.actor.places(SEE_COUNTY_BOARD.roles) if place.tier is Tier.COUNTY]
    if not places:
        raise Http404
    return places[0], term_at_hand(places[0].code, on=business_now().date())
