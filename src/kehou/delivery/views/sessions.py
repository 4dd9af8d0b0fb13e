"""A leader's afternoon on a phone: the day, taking over, the roll, the log (A10.9, A7.10)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.authority.public import parameters_for
from kehou.delivery.access import (
    ACCEPT_SESSION,
    CHANGE_SESSION,
    CONFIRM_LATE,
    HAND_OVER,
    KEEP_BOARDERS,
    LEAD_SESSION,
    PLAN_SESSIONS,
    REPORT_INCIDENT,
    SEE_BOARD,
    SUPERVISE,
)
from kehou.delivery.dropped import Dropped, dropped_of
from kehou.delivery.facts import Attendance, SessionState
from kehou.delivery.forms.sessions import RecordForm, RoomForm
from kehou.delivery.models import Session
from kehou.delivery.queries import RollLine, day_lines, roll_lines, visible_session
from kehou.delivery.services.marking import call_roll
from kehou.delivery.services.recording import record_session
from kehou.delivery.services.starting import confirm_supervision, start_session
from kehou.delivery.views.here import here, note_read, say_roll
from kehou.delivery.wording import ATTENDANCE_NAMES, STATE_NAMES, STATE_TONES
from kehou.kernel.actor import Actor
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import subject_of
from kehou.platform.clock.business import business_now
from kehou.platform.database.rows import new_id
from kehou.platform.ui.sent import id_sent
from kehou.registry.public import names_of
from kehou.rulebook.facts.courses import LeaderKind

UNCALLED = (SessionState.PLANNED, SessionState.CANCELLED)


@endpoint(LEAD_SESSION)
def day(request: KehouRequest) -> HttpResponse:
    """Today's sessions: one's own, or all for who runs the school."""
    at = here(request, LEAD_SESSION)
    context = {
        "lines": day_lines(request.actor, at.place, on=at.today),
        "today": at.today,
        "may_hand_over": HAND_OVER.permits(request.actor, at.place),
        "may_keep": KEEP_BOARDERS.permits(request.actor, at.place),
        "may_see_board": SEE_BOARD.permits(request.actor, at.place),
        "may_report": REPORT_INCIDENT.permits(request.actor, at.place),
        "may_change": CHANGE_SESSION.permits(request.actor, at.place),
        "may_plan": PLAN_SESSIONS.permits(request.actor, at.place),
    }
    return render(request, "delivery/day.html", context)


@endpoint(LEAD_SESSION)
def session(request: KehouRequest, session_id: UUID) -> HttpResponse:
    """One session: where it stands, and the one thing to do next."""
    row = visible_session(request.actor, session_id)
    lines = roll_lines(row) if row.state not in UNCALLED else []
    if lines:
        note_read(request, row.place, subject_of("session", row.id), business_now())
    state = SessionState(row.state)
    names = names_of(person for person in (row.leader_id, row.supervisor_id) if person)
    context = {
        "row": row,
        "state": state.value,
        "state_name": STATE_NAMES[state],
        "tone": STATE_TONES[state],
        "names": names,
        "leader": names.get(row.leader_id, "") if row.leader_id else "",
        "missing": [line for line in lines if line.state is not Attendance.PRESENT],
        "present": sum(line.state is Attendance.PRESENT for line in lines),
        "expected": len(lines),
        "records": row.records.order_by("-revision"),
        "dropped": _dropped(request.actor, row) if state is SessionState.CANCELLED else None,
        "names_of_states": ATTENDANCE_NAMES,
        **_may(request.actor, row),
    }
    return render(request, "delivery/session.html", context)


@require_POST
@endpoint(LEAD_SESSION)
def opening(request: KehouRequest, session_id: UUID) -> HttpResponse:
    """Take the session over; the roll comes next."""
    visible_session(request.actor, session_id)
    start_session(actor=request.actor, now=business_now(), session_id=session_id)
    return redirect("session-roll", session_id=session_id)


@endpoint(LEAD_SESSION)
def roll(request: KehouRequest, session_id: UUID) -> HttpResponse:
    """Call the roll from "all here": tick who is not."""
    row = visible_session(request.actor, session_id)
    now = business_now()
    if request.method == "POST":
        exceptions = _exceptions(request, roll_lines(row))
        call_roll(
            actor=request.actor,
            now=now,
            session_id=session_id,
            exceptions=exceptions,
            roll_id=id_sent(request, "roll_id"),
            reason=request.POST.get("reason", ""),
        )
        say_roll(request, absent=sum(state is Attendance.ABSENT for state in exceptions.values()))
        return redirect("session", session_id=session_id)
    lines = roll_lines(row)
    note_read(request, row.place, subject_of("session", row.id), now)
    context = {"row": row, "lines": lines, "roll_id": new_id(), "is_late": _is_late(row), "now": now}
    return render(request, "delivery/roll.html", context)


@endpoint(LEAD_SESSION)
def log(request: KehouRequest, session_id: UUID) -> HttpResponse:
    """The service log in one screen; the head count is that of the roll."""
    row = visible_session(request.actor, session_id)
    present = sum(line.state is Attendance.PRESENT for line in roll_lines(row))
    last = row.records.order_by("-revision").first()
    initial = {
        "present_count": present,
        "is_outdoor": row.is_outdoor,
        "content": last.content if last else "",
        "form": last.form if last else "small_group",
    }
    form = RecordForm(request.POST or None, initial=initial, is_late=_is_late(row))
    if request.method == "POST" and form.is_valid():
        record_session(actor=request.actor, now=business_now(), session_id=session_id, **form.cleaned_data)
        messages.success(request, "已记入工作台账。")
        return redirect("session", session_id=session_id)
    return render(request, "delivery/record.html", {"row": row, "form": form, "present": present})


@require_POST
@endpoint(SUPERVISE)
def supervision(request: KehouRequest, session_id: UUID) -> HttpResponse:
    """Say that one is on site at a third party's session (A6.9)."""
    confirm_supervision(actor=request.actor, now=business_now(), session_id=session_id)
    messages.success(request, "已登记您在场监督。")
    return redirect("session", session_id=session_id)


def _exceptions(request: KehouRequest, lines: list[RollLine]) -> dict[UUID, Attendance]:
    """Who was ticked as absent, and who came although on leave."""
    ticked = set(request.POST.getlist("absent"))
    found = {line.pupil.id: Attendance.ABSENT for line in lines if str(line.pupil.id) in ticked}
    came = set(request.POST.getlist("came"))
    found |= {line.pupil.id: Attendance.PRESENT for line in lines if str(line.pupil.id) in came}
    return found


def _dropped(viewer: Actor, row: Session) -> Dropped:
    return dropped_of(row, viewer, today=business_now().date())


def _may(viewer: Actor, row: Session) -> dict[str, object]:
    office = CHANGE_SESSION.permits(viewer, row.place)
    changeable = row.state in (SessionState.PLANNED, SessionState.OPEN)
    third_party = row.leader_kind == LeaderKind.THIRD_PARTY
    return {
        "may_change": office and changeable,
        "may_restore": office and row.state == SessionState.CANCELLED and row.starts_at > business_now(),
        "may_accept": ACCEPT_SESSION.permits(viewer, row.place) and row.state == SessionState.RECORDED,
        "may_confirm": CONFIRM_LATE.permits(viewer, row.place)
        and row.state == SessionState.RECORDED
        and row.records.filter(is_late=True).exists(),
        "may_supervise": third_party and row.leader_id != viewer.person,
        "is_leader": row.leader_id in (None, viewer.person),
        "room_form": RoomForm(initial={"room": row.room}) if office and changeable else None,
    }


def _is_late(row: Session) -> bool:
    hours = parameters_for(row.place, on=row.session_date).count("log_deadline_h")
    return business_now() > row.ends_at + timedelta(hours=hours)
