"""Choosing in order of arrival on a phone: waiting room, courses, and the door's addresses in Django."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kehou.allocation.arrivals import Answer, Answered
from kehou.enrolment.access import ENTER_WISHES, SEE_DRAW
from kehou.enrolment.first_come.answers import said, stands_at, told, unsettled_until
from kehou.enrolment.first_come.asking import asked_for, ticket_key
from kehou.enrolment.first_come.batches import Asked
from kehou.enrolment.first_come.counts import counts_of, seats_json, seats_page
from kehou.enrolment.first_come.family import children_at, switching
from kehou.enrolment.first_come.offers import offer_of
from kehou.enrolment.first_come.showing import band_places
from kehou.enrolment.first_come.tickets import NoTicket, cookie_name, form_code, sealed_ticket
from kehou.enrolment.first_come.turns import Turn, calm_at, ticket_for, turn_of
from kehou.enrolment.forms.first_come import ArrivalForm
from kehou.enrolment.models import ChoiceWindow
from kehou.enrolment.services.arriving import arrive, draw_turns
from kehou.enrolment.services.claiming import claim_places
from kehou.enrolment.services.exchanging import exchange_place
from kehou.enrolment.windows import rush_of, scope_of_draw, window_by_code
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now

DOOR_PATH = "/rush/"
REST_S = 30
SHORTEST_REST_S = 2


@endpoint(ENTER_WISHES)
def turn(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """The waiting room: come once, then the page renews itself until the family's turn."""
    now = business_now()
    window, child, children = children_at(request.actor, pupil_id)
    form = ArrivalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        otherwise = form.cleaned_data["otherwise"]
        arrive(actor=request.actor, now=now, window=window, pupil_id=pupil_id, otherwise=otherwise)
        messages.success(request, "已报到。这一页可以关掉，到时间再来，号不会变。")
        return redirect("family-turn", pupil_id=pupil_id)
    draw_turns(window=window, now=now)
    rush = rush_of(window)
    mine = turn_of(rush, pupil_id)
    if mine and mine.is_called(now) and now < window.closes_at:
        return redirect("family-places", pupil_id=pupil_id)
    context = {
        "child": child,
        "window": window,
        "rush": rush,
        "turn": mine,
        "form": form,
        "may_come": rush.arrive_from_at <= now < window.closes_at,
        "is_over": now >= window.closes_at,
        "family": switching(children, child, name="family-turn"),
    }
    response = render(request, "enrolment/turn.html", context)
    if mine and not context["is_over"]:
        response["Refresh"] = str(_rest(mine, window, now))
    return response


@endpoint(ENTER_WISHES)
def places(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """The courses of each time with honest counts; the ticket goes into a cookie for the door."""
    now = business_now()
    window, child, children = children_at(request.actor, pupil_id)
    draw_turns(window=window, now=now)
    ticket, rush, calm = ticket_for(request.actor, window), offer_of(window), calm_at(rush_of(window))
    holder = ticket.holder(str(pupil_id)) if ticket else None
    if ticket is None or holder is None or now < holder.called_at:
        return redirect("family-turn", pupil_id=pupil_id)
    cookie = sealed_ticket(ticket, ticket_key())
    context = {
        "child": child,
        "window": window,
        "bands": band_places(rush, holder, now),
        "code": form_code(cookie, ticket_key()),
        "is_over": now >= window.closes_at,
        "has_paid": any(option.is_limited_paid for option in rush.offering.options),
        "until": unsettled_until(now, calm),
        "told": _told(request, stands_at(rush.offer.sections.get(request.GET.get("option", "")), now, calm)),
        "family": switching(children, child, name="family-places"),
    }
    response = render(request, "enrolment/places.html", context)
    response.set_cookie(
        cookie_name(window.code),
        cookie,
        path=DOOR_PATH,
        max_age=max(0, int((window.closes_at - now).total_seconds())),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


@require_POST
@endpoint(ENTER_WISHES)
def choose(request: KehouRequest, code: str) -> HttpResponse:
    """One course for one child. Where the door stands ahead of Django it answers this address."""
    window = window_by_code(code)
    try:
        rush = offer_of(window)
        cookie = request.COOKIES.get(cookie_name(window.code), "")
        sent = request.POST.dict()
        asked = asked_for(sent, cookie, rush=str(rush.id), at=business_now(), key=ticket_key())
    except NoTicket as error:
        raise Http404 from error
    pupil = UUID(asked.request.pupil.id)
    if request.actor.ward(pupil) is None:
        raise Http404
    answered = claim_places(rush=rush, asked=[asked], now=asked.request.at)[0]
    if "application/json" in request.headers.get("Accept", ""):
        section = rush.offer.sections.get(asked.request.section)
        until = stands_at(section, asked.request.at, calm_at(rush_of(window)))
        return HttpResponse(told(answered.answer, answered.place, until), content_type="application/json")
    return _back_to_places(pupil, answered)


@require_POST
@endpoint(ENTER_WISHES)
def change_place(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Another course instead of the one that the child has at that time."""
    now = business_now()
    window, _, _ = children_at(request.actor, pupil_id)
    ticket = ticket_for(request.actor, window)
    holder = ticket.holder(str(pupil_id)) if ticket else None
    if ticket is None or holder is None:
        raise Http404
    wanted = holder.asks(request.POST.get("option", "")[:80], now)
    answered = exchange_place(rush=offer_of(window), asked=Asked(wanted, ticket.guardian), now=now)
    return _back_to_places(pupil_id, answered)


@require_safe
@endpoint(SEE_DRAW, scope=scope_of_draw)
def seats(request: KehouRequest, code: str) -> HttpResponse:  # noqa: ARG001  (Django hands it in)
    """The seat counts as JSON."""
    counts = counts_of(offer_of(_in_order(code)))
    return HttpResponse(seats_json(counts), content_type="application/json; charset=utf-8")


@require_safe
@endpoint(SEE_DRAW, scope=scope_of_draw)
def courses(request: KehouRequest, code: str) -> HttpResponse:  # noqa: ARG001  (Django hands it in)
    """The seat counts as a page."""
    window = _in_order(code)
    return HttpResponse(seats_page(window, counts_of(offer_of(window))))


def _back_to_places(pupil: UUID, answered: Answered) -> HttpResponse:
    """The page of courses, which says what was answered."""
    told_of = {"told": answered.answer.value, "place": answered.place, "option": answered.request.section}
    return redirect(f"{reverse('family-places', args=[pupil])}?{urlencode(told_of)}")


def _in_order(code: str) -> ChoiceWindow:
    window = window_by_code(code)
    rush_of(window)
    return window


def _rest(mine: Turn, window: ChoiceWindow, now: datetime) -> int:
    """In how many seconds the page renews itself: at the turn, or at the opening, or after a while."""
    moment = mine.called_at or rush_of(window).opens_at
    rest = (moment - now + timedelta(seconds=1)).total_seconds()
    return int(min(max(rest, SHORTEST_REST_S), REST_S))


def _told(request: KehouRequest, until: str) -> dict[str, object]:
    """What the last request was answered, as the door or the page passed it on."""
    answer, place = request.GET.get("told", ""), request.GET.get("place", "0")
    if answer not in list(Answer):
        return {}
    number = int(place) if place.isdecimal() and len(place) < 6 else 0
    good = Answer(answer) in (Answer.PLACED, Answer.YOURS)
    return {"said": said(Answer(answer), number, until), "tone": "done" if good else "attention"}
