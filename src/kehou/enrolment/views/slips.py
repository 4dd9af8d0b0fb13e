"""The paper route of wishes, and at the registration desk: a meeting on record, a pupil not taken."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.agreements.public import RECORD_MEETING, agreement_of, record_meeting
from kehou.enrolment.access import CHECK_WISHES, KEY_WISHES, TURN_AWAY
from kehou.enrolment.forms.slips import MeetingForm, SlipForm, TurningAwayForm
from kehou.enrolment.models import ChoiceWindow
from kehou.enrolment.offering import offering_at
from kehou.enrolment.services.holding_turns import answer_held_turns, hold_turn
from kehou.enrolment.services.turning_away import turn_away
from kehou.enrolment.services.wishing import check_wishes, key_wishes
from kehou.enrolment.sheets import guardians_of, pupil_to_key, school_and_term
from kehou.enrolment.slips import slip_answers, slip_row, slip_rows, told_answers
from kehou.enrolment.windows import windows
from kehou.kernel.places import Place
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.registry.public import TermInfo, classes_of, names_of


@endpoint(KEY_WISHES)
def index(request: KehouRequest) -> HttpResponse:
    """The slips that were keyed in, and how many wait for a second look."""
    place, term = school_and_term(request.actor, on=business_now().date())
    window = _window(place, term)
    rows = slip_rows(request.actor, place, window)
    context = {
        "rows": rows,
        "waiting": sum(not row.is_checked for row in rows),
        "held": sum(bool(row.turn and row.turn.answered_at is None) for row in rows),
        "rush": getattr(window, "rush", None),
        "may_check": CHECK_WISHES.permits(request.actor, place),
        "term": term,
    }
    return render(request, "enrolment/slips.html", context)


@endpoint(KEY_WISHES)
def keying(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Key in one slip of a family that has signed."""
    now = business_now()
    place, term = school_and_term(request.actor, on=now.date())
    pupil, window = pupil_to_key(request.actor, place, pupil_id), _window(place, term)
    agreement = agreement_of(pupil_id, term.id)
    if window is None or agreement is None:
        raise Http404
    form = SlipForm(
        request.POST or None,
        guardians=guardians_of(place, pupil_id, on=now.date()),
        offering=offering_at(window.version_id),
        grade=pupil.grade,
        days=agreement.days,
    )
    if request.method == "POST" and form.is_valid():
        key_wishes(
            actor=request.actor,
            now=now,
            place=place,
            pupil_id=pupil_id,
            term_id=term.id,
            guardian_id=form.guardian_id(),
            wishes=form.wishes(),
        )
        messages.success(request, "已录入，等另一位老师对照选课单核对。")
        return redirect("slips")
    name = names_of([pupil_id]).get(pupil_id, "")
    return render(request, "enrolment/slip_keying.html", {"form": form, "name": name, "pupil": pupil})


@endpoint(CHECK_WISHES)
def checking(request: KehouRequest, slip_id: UUID) -> HttpResponse:
    """Compare a keyed slip with its paper; confirming makes it the family's wishes."""
    now = business_now()
    place, term = school_and_term(request.actor, on=now.date())
    window = _window(place, term)
    row = slip_row(request.actor, place, window, slip_id)
    assert window is not None, "a slip has its window"
    if request.method == "POST" and hasattr(window, "rush"):
        hold_turn(actor=request.actor, now=now, slip_id=slip_id)
        messages.success(request, f"{row.pupil}已经报到，叫到号时按选课单选课。")
        return redirect("slips")
    if request.method == "POST":
        check_wishes(actor=request.actor, now=now, slip_id=slip_id)
        messages.success(request, f"{row.pupil}的志愿已经记下。")
        return redirect("slips")
    offering = offering_at(window.version_id)
    context = {"row": row, "answers": slip_answers(row, offering), "told": told_answers(row, offering)}
    return render(request, "enrolment/slip_checking.html", context)


@require_POST
@endpoint(CHECK_WISHES)
def answering(request: KehouRequest) -> HttpResponse:
    """Answer now the slips whose turn has come; the scheduler does it every minute."""
    now = business_now()
    window = _window(*school_and_term(request.actor, on=now.date()))
    if window is None or not hasattr(window, "rush"):
        raise Http404
    done = answer_held_turns(window=window, now=now)
    messages.success(request, f"已按选课单为{done}名学生选课。" if done else "还没有叫到的号。")
    return redirect("slips")


@endpoint(RECORD_MEETING)
def meeting(request: KehouRequest) -> HttpResponse:
    """Put a parents' meeting on record at which families signed together (A2.2)."""
    now = business_now()
    place, term = school_and_term(request.actor, on=now.date())
    classes = [(str(each.id), each.name) for each in classes_of(place.school)]
    form = MeetingForm(request.POST or None, classes=classes)
    if request.method == "POST" and form.is_valid():
        record_meeting(actor=request.actor, now=now, place=place, term_id=term.id, **form.given())
        messages.success(request, "家长会已登记。")
        return redirect("sheets")
    return render(request, "enrolment/meeting.html", {"form": form})


@endpoint(TURN_AWAY)
def turning_away(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Say that the school cannot take a pupil; need is no ground for it (A3.4, A9.15)."""
    now = business_now()
    place, term = school_and_term(request.actor, on=now.date())
    pupil = pupil_to_key(request.actor, place, pupil_id)
    form = TurningAwayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        turn_away(
            actor=request.actor,
            now=now,
            place=place,
            pupil_id=pupil_id,
            term_id=term.id,
            ground=form.cleaned_data["ground"],
            note=form.cleaned_data["note"],
        )
        messages.success(request, "已告知家长。")
        return redirect("sheets-class", class_id=pupil.class_id)
    name = names_of([pupil_id]).get(pupil_id, "")
    return render(request, "enrolment/turning_away.html", {"form": form, "name": name, "pupil": pupil})


def _window(place: Place, term: TermInfo) -> ChoiceWindow | None:
    return windows().filter(school_id=place.school, term_id=term.id).first()
