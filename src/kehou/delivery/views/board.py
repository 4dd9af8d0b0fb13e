"""The board of the day: nobody may be left in the red column (A10.8, A10.13)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.authority.public import judge_at
from kehou.delivery.access import CLOSE_DAY, EXPLAIN_ABSENCE, LEAD_DAY, LEAD_SESSION, SEE_BOARD
from kehou.delivery.board import COLUMNS, board_of
from kehou.delivery.custody import sessions_of_day
from kehou.delivery.forms.safety import DutyForm
from kehou.delivery.models import DutyRecord
from kehou.delivery.services.closing import close_day
from kehou.delivery.services.duties import post_at_gate, record_duty
from kehou.delivery.services.handing import explain_absence, find_child
from kehou.delivery.views.here import here, note_read
from kehou.delivery.wording import CUSTODY_NAMES
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import subject_of
from kehou.platform.ui.sent import id_sent
from kehou.registry.public import names_of, staff_of
from kehou.rulebook.facts.afternoon import HandoverFacts


@endpoint(SEE_BOARD)
def board(request: KehouRequest) -> HttpResponse:
    """Where every child is now. The page asks for itself again while it is open."""
    at = here(request, SEE_BOARD)
    shown = board_of(at.place, at.term_id, on=at.today)
    if shown.lost:
        note_read(request, at.place, subject_of("term", at.term_id), at.now)
    counts = HandoverFacts(handed_count=shown.handed, taken_count=shown.taken)
    called = sessions_of_day(at.place.school, at.today).exclude(state="planned").exists()
    may_lead = LEAD_DAY.permits(request.actor, at.place)
    duties = DutyRecord.objects.filter(school_id=at.place.school, day_date=at.today).order_by("recorded_at")
    staff = staff_of(at.place.school) if may_lead else []
    names = names_of(row.person_id for row in duties)
    columns = [CUSTODY_NAMES[column] for column in COLUMNS]
    context = {
        "board": shown,
        "columns": columns,
        "rows": [(row, list(zip(columns, row.counts, strict=True))) for row in shown.rows],
        "totals": list(zip(columns, shown.totals, strict=True)),
        "now": at.now,
        "counts": [found for found in judge_at(at.place, counts, on=at.today) if called and found.warns],
        "may_close": CLOSE_DAY.permits(request.actor, at.place),
        "duty_form": DutyForm() if may_lead else None,
        "staff": staff,
        "duties": [(row, names.get(row.person_id, "")) for row in duties],
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "delivery/_board.html" if part else "delivery/board.html", context)


@require_POST
@endpoint(CLOSE_DAY)
def closing(request: KehouRequest) -> HttpResponse:
    """Close the afternoon."""
    at = here(request, CLOSE_DAY)
    close_day(actor=request.actor, now=at.now, place=at.place, term_id=at.term_id)
    messages.success(request, "今天的课后服务已结束，全部学生都已离校或有说明。")
    return redirect("custody-board")


@require_POST
@endpoint(EXPLAIN_ABSENCE)
def explanation(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Write down what the family said on the phone."""
    at = here(request, EXPLAIN_ABSENCE)
    explain_absence(
        actor=request.actor,
        now=at.now,
        place=at.place,
        term_id=at.term_id,
        pupil_id=pupil_id,
        words=request.POST.get("words", ""),
    )
    messages.success(request, "已登记去向。")
    return redirect("custody-board")


@require_POST
@endpoint(LEAD_SESSION)
def finding(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """A child was found and is with a member of staff."""
    at = here(request, LEAD_SESSION)
    find_child(actor=request.actor, now=at.now, place=at.place, term_id=at.term_id, pupil_id=pupil_id)
    messages.success(request, "已登记找到。")
    return redirect("custody-board")


@require_POST
@endpoint(LEAD_DAY)
def duty(request: KehouRequest) -> HttpResponse:
    """Lead the day, or write down a round."""
    at = here(request, LEAD_DAY)
    form = DutyForm(request.POST)
    if form.is_valid():
        record_duty(actor=request.actor, now=at.now, place=at.place, term_id=at.term_id, **form.cleaned_data)
        messages.success(request, "已登记。")
    else:
        messages.error(request, "请选择登记的内容。")
    return redirect("custody-board")


@require_POST
@endpoint(LEAD_DAY)
def keeper(request: KehouRequest) -> HttpResponse:
    """Post somebody at the gate today."""
    at = here(request, LEAD_DAY)
    who = id_sent(request, "person")
    if who:
        post_at_gate(actor=request.actor, now=at.now, place=at.place, term_id=at.term_id, person_id=who)
        messages.success(request, "已安排守校门，今天可以办理全部学生的离校交接。")
    else:
        messages.error(request, "请选择守校门的教师。")
    return redirect("custody-board")
