"""Children who are kept longer, and boarders who do not join (A4.17, A4.18)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.delivery.access import ANSWER_CARE, ASK_CARE, KEEP_BOARDERS
from kehou.delivery.collecting import pick_ups
from kehou.delivery.forms.families import CareForm
from kehou.delivery.forms.safety import BoardersForm
from kehou.delivery.models import BoarderCare, CareRequest
from kehou.delivery.services.duties import record_boarder_care
from kehou.delivery.services.staying import answer_care, ask_care
from kehou.delivery.staying import boarders_left_out, care_price
from kehou.delivery.views.here import here, note_read
from kehou.platform.access.actions import ward_of
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import subject_of
from kehou.platform.clock.business import business_now
from kehou.registry.public import names_of, staff_of, term_at_hand


@endpoint(ASK_CARE)
def family(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Ask that one child be kept longer."""
    now = business_now()
    ward = ward_of(request.actor, pupil_id)
    term = term_at_hand(ward.place.code, on=now.date())
    known = pick_ups(ward.place.school, [pupil_id], on=now.date())[pupil_id]
    names = names_of([pupil_id, *(link.guardian_id for link in known.collectors)])
    people = [(str(link.guardian_id), names.get(link.guardian_id, "")) for link in known.collectors]
    dates = {"from_date": now.date(), "last_date": now.date()}
    form = CareForm(request.POST or None, people=people, initial=dates)
    if request.method == "POST" and form.is_valid():
        ask_care(actor=request.actor, now=now, pupil_id=pupil_id, term_id=term.id, **form.given())
        messages.success(request, "已申请，等学校答复。")
        return redirect("family-care", pupil_id=pupil_id)
    rows = CareRequest.objects.filter(pupil_id=pupil_id, term_id=term.id).select_related("answer")
    earlier = [(row, getattr(row, "answer", None)) for row in rows.order_by("-asked_at")]
    price = care_price(ward.place.school, term.id)
    context = {"price": price, "form": form, "name": names.get(pupil_id, ""), "earlier": earlier}
    return render(request, "delivery/family_care.html", context)


@endpoint(ANSWER_CARE)
def index(request: KehouRequest) -> HttpResponse:
    """The requests of the term, the unanswered ones first."""
    at = here(request, ANSWER_CARE)
    rows = CareRequest.objects.filter(ANSWER_CARE.rows_for(request.actor), term_id=at.term_id)
    shown = list(rows.select_related("answer").order_by("answer__answered_at", "-asked_at")[:60])
    names = names_of({person for row in shown for person in (row.pupil_id, row.collector_id)})
    lines = [
        (row, names.get(row.pupil_id, ""), names.get(row.collector_id, ""), getattr(row, "answer", None))
        for row in shown
    ]
    if shown:
        note_read(request, at.place, subject_of("term", at.term_id), at.now)
    return render(request, "delivery/care.html", {"lines": lines})


@require_POST
@endpoint(ANSWER_CARE)
def answer(request: KehouRequest, request_id: UUID) -> HttpResponse:
    """Say whether the school keeps the child."""
    granted = request.POST.get("granted") == "yes"
    answer_care(actor=request.actor, now=business_now(), request_id=request_id, is_granted=granted)
    messages.success(request, "已答复，已告知家长。")
    return redirect("care")


@endpoint(KEEP_BOARDERS)
def boarders(request: KehouRequest) -> HttpResponse:
    """Boarders who do not join today: who they are, where they are, who counted them."""
    at = here(request, KEEP_BOARDERS)
    left_out = boarders_left_out(at.place.school, at.term_id, at.today)
    staff = [(str(one.id), one.name) for one in staff_of(at.place.school)]
    form = BoardersForm(request.POST or None, people=staff)
    if request.method == "POST" and form.is_valid():
        row = record_boarder_care(
            actor=request.actor, now=at.now, place=at.place, term_id=at.term_id, **form.given()
        )
        if row.pupil_count != row.due_count:
            messages.warning(request, f"已登记，应有{row.due_count}人，数到{row.pupil_count}人，请马上核对。")
        else:
            messages.success(request, "已登记，人数相符。")
        return redirect("boarders")
    names = names_of(pupil.id for pupil in left_out)
    if left_out:
        note_read(request, at.place, subject_of("term", at.term_id), at.now)
    kept = BoarderCare.objects.filter(school_id=at.place.school, day_date=at.today).order_by("recorded_at")
    people = dict(staff)
    context = {
        "pupils": [(pupil, names.get(pupil.id, "")) for pupil in left_out],
        "form": form,
        "today": at.today,
        "kept": [(row, people.get(str(row.staff_id), "")) for row in kept],
    }
    return render(request, "delivery/boarders.html", context)
