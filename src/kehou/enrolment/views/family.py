"""The family's first page, one child's page, leaving, and the agreement under seal."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kehou.agreements.public import State, decline, withdraw
from kehou.enrolment.access import SEE_FAMILY
from kehou.enrolment.asking import AskedCards
from kehou.enrolment.changes import change_until
from kehou.enrolment.children import ChildNow
from kehou.enrolment.family import asked_messages, children_now
from kehou.enrolment.services.sealing import sealed_copy
from kehou.enrolment.showing import card, switcher
from kehou.platform.access.actions import ward_of
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.ui.downloads import shown_file
from kehou.platform.ui.wording import day
from kehou.registry.public import term_at_hand


@endpoint(SEE_FAMILY)
def home(request: KehouRequest) -> HttpResponse:
    """All children of the family: what waits, what stands, today."""
    now = business_now()
    asked, notes = AskedCards.of(request.actor.wards), asked_messages(request.actor)
    family = children_now(request.actor, now=now, along=(*asked.questions, notes))
    cards = [card(child, asked.beside(child), now=now) for child in family]
    return render(request, "enrolment/family.html", {"cards": cards, "notes": notes.answer, "now": now})


@endpoint(SEE_FAMILY)
def child(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """One child: the agreement, the week, the way out."""
    now = business_now()
    asked = AskedCards.of(request.actor.wards)
    family = children_now(request.actor, now=now, along=asked.questions)
    one = _one(family, pupil_id)
    until = change_until(one.ward.place, one.at.term, on=now.date())
    context = {
        "card": card(one, asked.beside(one), now=now),
        "change_until": until,
        "may_change": one.at.is_drawn and one.stand.state is State.ACTIVE and now.date() <= until,
        "child": one,
        "family": switcher(family, one, name="family-child") if len(family) > 1 else [],
    }
    return render(request, "enrolment/child.html", context)


@require_POST
@endpoint(SEE_FAMILY)
def declining(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Say no: equal to a yes, without a reason (A2.1)."""
    now = business_now()
    ward = ward_of(request.actor, pupil_id)
    term = _term(ward.place.code)
    decline(actor=request.actor, now=now, place=ward.place, pupil_id=pupil_id, term_id=term)
    messages.success(request, "已记下：本学期不参加。想法变了，随时可以再来签。")
    return redirect("family")


@require_POST
@endpoint(SEE_FAMILY)
def withdrawal(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Leave: one tap, no reason (A2.1)."""
    ward = ward_of(request.actor, pupil_id)
    holds_from = withdraw(
        actor=request.actor,
        now=business_now(),
        place=ward.place,
        pupil_id=pupil_id,
        term_id=_term(ward.place.code),
    )
    messages.success(request, f"已退出课后服务，{day(holds_from)}起不再参加，之后的课时不收费。")
    return redirect("family-child", pupil_id=pupil_id)


@endpoint(SEE_FAMILY)
def copy(request: KehouRequest, agreement_id: UUID) -> HttpResponse:
    """The signed agreement as PDF under the school's seal."""
    address = request.build_absolute_uri(reverse("family-agreement", args=[agreement_id]))
    content = sealed_copy(actor=request.actor, now=business_now(), agreement_id=agreement_id, address=address)
    return shown_file(content, "agreement.pdf")


def _one(family: list[ChildNow], pupil_id: UUID) -> ChildNow:
    one = next((each for each in family if each.pupil_id == pupil_id), None)
    if one is None:
        raise Http404
    return one


def _term(county_code: str) -> UUID:
    return term_at_hand(county_code, on=business_now().date()).id
