"""The office's part: planning, another leader, another room, accepting (A4.14, A7.10)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.delivery.access import ACCEPT_SESSION, CHANGE_SESSION, CONFIRM_LATE, PLAN_SESSIONS
from kehou.delivery.forms.sessions import RoomForm, SubstitutionForm
from kehou.delivery.queries import visible_session
from kehou.delivery.services.changing import change_room, substitute_leader
from kehou.delivery.services.generating import generate_sessions
from kehou.delivery.services.recording import accept_session, confirm_late_record
from kehou.delivery.views.here import here
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.registry.public import staff_of


@require_POST
@endpoint(PLAN_SESSIONS)
def planning(request: KehouRequest) -> HttpResponse:
    """Make the sessions of the term, or bring those ahead in line with the plan."""
    at = here(request, PLAN_SESSIONS)
    count = generate_sessions(actor=request.actor, now=at.now, place=at.place, term_id=at.term_id)
    messages.success(request, f"已按批复的方案排课，本学期今后还有{count}次。")
    return redirect("afternoon")


@endpoint(CHANGE_SESSION)
def substitution(request: KehouRequest, session_id: UUID) -> HttpResponse:
    """Name somebody else in two taps."""
    row = visible_session(request.actor, session_id)
    people = [(str(one.id), one.name) for one in staff_of(row.school_id) if one.id != row.leader_id]
    form = SubstitutionForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        substitute_leader(
            actor=request.actor,
            now=business_now(),
            session_id=session_id,
            to_person_id=UUID(form.cleaned_data["to_person_id"]),
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, "已办理代课，并通知了代课教师。")
        return redirect("session", session_id=session_id)
    return render(request, "delivery/substitution.html", {"row": row, "form": form})


@require_POST
@endpoint(CHANGE_SESSION)
def room(request: KehouRequest, session_id: UUID) -> HttpResponse:
    """Hold a session in another room."""
    visible_session(request.actor, session_id)
    form = RoomForm(request.POST)
    if form.is_valid():
        change_room(actor=request.actor, now=business_now(), session_id=session_id, **form.cleaned_data)
        messages.success(request, "已换教室。")
    else:
        messages.error(request, "请填写教室。")
    return redirect("session", session_id=session_id)


@require_POST
@endpoint(ACCEPT_SESSION)
def acceptance(request: KehouRequest, session_id: UUID) -> HttpResponse:
    """Accept a record: from here on it is payable."""
    visible_session(request.actor, session_id)
    accept_session(actor=request.actor, now=business_now(), session_id=session_id)
    messages.success(request, "已确认，可以计发补助。")
    return redirect("session", session_id=session_id)


@require_POST
@endpoint(CONFIRM_LATE)
def lateness(request: KehouRequest, session_id: UUID) -> HttpResponse:
    """The head confirms a late record."""
    visible_session(request.actor, session_id)
    confirm_late_record(actor=request.actor, now=business_now(), session_id=session_id)
    messages.success(request, "已确认逾期的记录。")
    return redirect("session", session_id=session_id)
