"""When a session is not held: cancelling, where its children are, holding it after all (A4.14, A10.8)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.delivery.access import CHANGE_SESSION, CONSENT_ALONE, LEAD_SESSION
from kehou.delivery.facts import WATCHED, Instead, SessionState
from kehou.delivery.forms.sessions import CancellationForm, InsteadForm
from kehou.delivery.instead import causes_of
from kehou.delivery.models import Session
from kehou.delivery.people import cleared_staff
from kehou.delivery.queries import expected_counts, roll_lines, visible_session
from kehou.delivery.returning import cancelled_ahead, to_restore
from kehou.delivery.services.arranging import agree_early, arrange_instead
from kehou.delivery.services.cancelling import cancel_session
from kehou.delivery.services.changing import CHANGEABLE
from kehou.delivery.services.giving_back import say_who_goes_on
from kehou.delivery.services.keeping import take_in
from kehou.delivery.services.restoring import restore_session
from kehou.delivery.takeovers import shown_takeovers
from kehou.delivery.views.here import here, note_read
from kehou.delivery.wording import INSTEAD_NAMES
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import subject_of
from kehou.platform.clock.business import business_now
from kehou.platform.ui.sent import ids_sent
from kehou.platform.ui.wording import clock_time


@endpoint(CHANGE_SESSION)
def cancellation(request: KehouRequest, session_id: UUID) -> HttpResponse:
    """Do not hold a session: why, and where its children are; families are told and paid back."""
    row = visible_session(request.actor, session_id)
    form = CancellationForm(request.POST or None, **_choices(row))
    if request.method == "POST" and form.is_valid():
        cancel_session(actor=request.actor, now=business_now(), session_id=session_id, **form.cleaned_data)
        messages.success(request, "已取消，这次课不收费，正在告知家长。")
        return redirect("session", session_id=session_id)
    return render(request, "delivery/cancellation.html", {"row": row, "form": form})


@endpoint(CHANGE_SESSION)
def arrangement(request: KehouRequest, session_id: UUID) -> HttpResponse:
    """Say anew where the children of a cancelled session are."""
    row = visible_session(request.actor, session_id)
    if row.state != SessionState.CANCELLED:
        raise Http404
    form = InsteadForm(request.POST or None, **_choices(row))
    if request.method == "POST" and form.is_valid():
        arrange_instead(actor=request.actor, now=business_now(), session_id=session_id, **form.cleaned_data)
        messages.success(request, "已改安排，正在告知家长。")
        return redirect("session", session_id=session_id)
    return render(request, "delivery/arrangement.html", {"row": row, "form": form})


@require_POST
@endpoint(CHANGE_SESSION)
def restoration(request: KehouRequest, session_id: UUID) -> HttpResponse:
    """Hold a cancelled session after all."""
    visible_session(request.actor, session_id)
    restore_session(actor=request.actor, now=business_now(), session_id=session_id)
    messages.success(request, "已恢复，正在告知家长。")
    if request.POST.get("from") == "list":
        return redirect("restorations")
    return redirect("session", session_id=session_id)


@endpoint(CHANGE_SESSION)
def restorations(request: KehouRequest) -> HttpResponse:
    """What is cancelled ahead, and a body's sessions that wait for the school's word, each with one tap."""
    at = here(request, CHANGE_SESSION)
    lines = to_restore(at.place.school, now=at.now)
    waiting = {row.id for row, _ in lines}
    ahead = [row for row in cancelled_ahead(at.place.school, now=at.now) if row.id not in waiting]
    causes = causes_of(ahead)
    context = {
        "lines": lines,
        "ahead": [(row, causes.get(row.id, ""), _kept_words(row)) for row in ahead],
        "takeovers": shown_takeovers(at.place.school, now=at.now),
    }
    return render(request, "delivery/restorations.html", context)


@require_POST
@endpoint(CHANGE_SESSION)
def takeovers(request: KehouRequest) -> HttpResponse:
    """Own teachers go on with what they took over from a stopped body, or the body has it again."""
    chosen, stays = set(ids_sent(request, "session")), request.POST.get("stays") == "yes"
    if not chosen:
        messages.warning(request, "请先勾选要办的课。")
        return redirect("restorations")
    say_who_goes_on(actor=request.actor, now=business_now(), session_ids=chosen, stays=stays)
    said = "由本校教师继续上" if stays else "交还机构"
    messages.success(request, f"已选定：{len(chosen)}次课{said}，已告知双方教师。")
    return redirect("restorations")


@endpoint(LEAD_SESSION)
def keeping(request: KehouRequest, session_id: UUID) -> HttpResponse:
    """Take the children of a cancelled session in: tick who did not come."""
    row = visible_session(request.actor, session_id)
    if row.state != SessionState.CANCELLED or row.instead not in WATCHED:
        raise Http404
    now = business_now()
    if request.method == "POST":
        absent = set(ids_sent(request, "absent"))
        take_in(actor=request.actor, now=now, session_id=session_id, absent=absent)
        text = f"{len(absent)}名学生没有到，已通知家长。请马上查找。" if absent else "学生都到了。"
        (messages.warning if absent else messages.success)(request, text)
        return redirect("session", session_id=session_id)
    note_read(request, row.place, subject_of("session", row.id), now)
    return render(request, "delivery/keeping.html", {"row": row, "lines": roll_lines(row)})


@require_POST
@endpoint(CONSENT_ALONE)
def early(request: KehouRequest, pupil_id: UUID, session_id: UUID) -> HttpResponse:
    """A guardian agrees to fetch a child before the hour of a cancelled session, or no longer."""
    given = request.POST.get("given") == "yes"
    now = business_now()
    agree_early(actor=request.actor, now=now, session_id=session_id, pupil_id=pupil_id, given=given)
    said = "已同意提前来接，请到校门口接孩子。" if given else "已收回，孩子由老师看护到原来的时间。"
    messages.success(request, said)
    return redirect("family-today")


def _kept_words(row: Session) -> str:
    """Where the children of a cancelled session are, for a list."""
    if not row.instead or row.instead == Instead.HOME:
        return ""
    return f"学生{INSTEAD_NAMES[Instead(row.instead)]}" + (f"，{row.care_room}" if row.care_room else "")


def _choices(row: Session) -> dict[str, Any]:
    """Who may watch, which groups meet at that time, and what stands in the form first."""
    same = Session.objects.filter(
        school_id=row.school_id,
        state__in=[state.value for state in CHANGEABLE],
        starts_at__lt=row.ends_at,
        ends_at__gt=row.starts_at,
    ).exclude(pk=row.id)
    meeting = list(same.order_by("starts_at", "title", "id"))
    sizes = expected_counts(meeting)
    groups = [
        (str(one.id), f"{one.title} {clock_time(one.starts_at)} {one.room}（{sizes[one.id]}人）")
        for one in meeting
    ]
    people = [(str(one.id), one.name) for one in cleared_staff(row)]
    return {"people": people, "groups": groups, "initial": {"room": row.care_room or row.room}}
