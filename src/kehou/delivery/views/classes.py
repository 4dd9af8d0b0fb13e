"""The class teacher's screen: handing the class over, and the leaves to answer (A10.9)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kehou.delivery.access import ANSWER_LEAVE, HAND_OVER
from kehou.delivery.custody import expected_on
from kehou.delivery.instead import Moved, moved_on
from kehou.delivery.leaves import granted_leaves
from kehou.delivery.models import Handover, LeaveRequest
from kehou.delivery.models.families import LEAVE_REASONS
from kehou.delivery.services.families import answer_leave
from kehou.delivery.services.handing import classes_of_actor, hand_over_class
from kehou.delivery.views.here import Here, here, note_read
from kehou.kernel.actor import Actor
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import subject_of
from kehou.platform.clock.business import business_now
from kehou.platform.files.storing import scan_of
from kehou.platform.ui.downloads import shown_scan
from kehou.platform.ui.sent import ids_sent
from kehou.registry.public import names_of, pupils_of


@endpoint(HAND_OVER)
def index(request: KehouRequest) -> HttpResponse:
    """The classes that the viewer hands over, and which were."""
    at = here(request, HAND_OVER)
    handed = dict(
        Handover.objects.filter(school_id=at.place.school, day_date=at.today)
        .order_by("handed_at")
        .values_list("class_id", "handed_count")
    )
    rows = [(row, handed.get(row.id)) for row in classes_of_actor(request.actor, at.place)]
    return render(request, "delivery/classes.html", {"rows": rows, "today": at.today})


@endpoint(HAND_OVER)
def handover(request: KehouRequest, class_id: UUID) -> HttpResponse:
    """Hand one class over: tick who is away."""
    at = here(request, HAND_OVER)
    one = next((row for row in classes_of_actor(request.actor, at.place) if row.id == class_id), None)
    if one is None:
        raise Http404
    if request.method == "POST":
        away = set(ids_sent(request, "away"))
        row = hand_over_class(
            actor=request.actor,
            now=at.now,
            place=at.place,
            term_id=at.term_id,
            class_id=class_id,
            away=away,
        )
        messages.success(request, f"已交出{row.handed_count}人。")
        return redirect("classes")
    members = pupils_of(at.place.school, class_id=class_id)
    expected = expected_on(at.place.school, at.term_id, at.today)
    leaves = granted_leaves(at.place.school, at.term_id)
    going = [pupil for pupil in members if pupil.id in expected]
    names = names_of(pupil.id for pupil in going)
    note_read(request, at.place, subject_of("class", class_id), at.now)
    moved = moved_on(at.place.school, at.term_id, at.today, pupils=[pupil.id for pupil in going])
    lines = [
        (pupil, names.get(pupil.id, ""), leaves.covers(pupil.id, at.today), _notes(moved.get(pupil.id, ())))
        for pupil in going
    ]
    return render(request, "delivery/handover.html", {"each": one, "lines": lines, "today": at.today})


def _notes(moved: Iterable[Moved]) -> str:
    """Where a child goes instead of what was cancelled."""
    return "；".join(f"{each.session.title}取消，{each.where}" for each in moved)


@endpoint(ANSWER_LEAVE)
def leaves(request: KehouRequest) -> HttpResponse:
    """The leaves that were asked for afterwards and wait for an answer, and the latest ones."""
    at = here(request, ANSWER_LEAVE)
    shown = list(_leaves(request.actor, at).select_related("answer").order_by("-asked_at")[:60])
    names = names_of(row.pupil_id for row in shown)
    reasons = dict(LEAVE_REASONS)
    lines = [
        (row, names.get(row.pupil_id, ""), reasons[row.reason], getattr(row, "answer", None)) for row in shown
    ]
    return render(request, "delivery/leaves.html", {"lines": lines})


@require_POST
@endpoint(ANSWER_LEAVE)
def leave_answer(request: KehouRequest, request_id: UUID) -> HttpResponse:
    """Answer one leave."""
    row = get_object_or_404(_leaves(request.actor, here(request, ANSWER_LEAVE)), pk=request_id)
    granted = request.POST.get("granted") == "yes"
    answer_leave(actor=request.actor, now=business_now(), request_id=row.id, is_granted=granted)
    messages.success(request, "已答复。")
    return redirect("leaves")


@endpoint(ANSWER_LEAVE)
def leave_evidence(request: KehouRequest, request_id: UUID) -> HttpResponse:
    """The proof of a leave."""
    at = here(request, ANSWER_LEAVE)
    row = get_object_or_404(_leaves(request.actor, at), pk=request_id)
    found = scan_of(row.evidence_id, on=at.today)
    note_read(request, at.place, subject_of("leave", row.id), at.now)
    return shown_scan(found)


def _leaves(actor: Actor, at: Here) -> QuerySet[LeaveRequest]:
    """The leaves of the term that the actor answers: all for the office, a class teacher's own class."""
    rows = LeaveRequest.objects.filter(school_id=at.place.school, term_id=at.term_id)
    own = {one.id for one in classes_of_actor(actor, at.place)}
    asked = pupils_of(at.place.school, pupils=set(rows.values_list("pupil_id", flat=True)))
    return rows.filter(pupil_id__in=[pupil.id for pupil in asked if pupil.class_id in own])
