"""The school's desk for choosing and drawing."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kehou.enrolment.access import DRAW, OPEN_CHOICE, SEE_CHOICE, SEE_LISTS
from kehou.enrolment.desk import (
    group_rows,
    may_open,
    may_publish_list,
    progress,
    run_of,
    schools_of,
    term_of,
    visible_windows,
)
from kehou.enrolment.first_come.desk import may_open_in_order, protected_minutes, rush_stand
from kehou.enrolment.forms.desk import ClosingForm, DrawForm, OpeningForm
from kehou.enrolment.forms.first_come import OrderOpeningForm
from kehou.enrolment.models import ChoiceWindow
from kehou.enrolment.services.closing import close_choice
from kehou.enrolment.services.concluding import conclude_choice
from kehou.enrolment.services.opening import open_choice
from kehou.enrolment.services.opening_in_order import open_in_order
from kehou.enrolment.services.placing import draw_places
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.registry.public import classes_of, current_term, grades_of, school_info, schools_by_id


@endpoint(SEE_CHOICE)
def index(request: KehouRequest) -> HttpResponse:
    """The choices in sight; a school without one is told how to begin."""
    windows = list(visible_windows(request.actor)[:100])
    schools = schools_by_id(window.school_id for window in windows)
    terms = {window.term_id: term_of(window) for window in windows}
    rows = [(window, schools[window.school_id], terms[window.term_id]) for window in windows]
    return render(
        request,
        "enrolment/choices.html",
        {"rows": rows, "waiting": _waiting(request, windows), "now": business_now()},
    )


@endpoint(OPEN_CHOICE)
def opening(request: KehouRequest, school_id: UUID, term_id: UUID) -> HttpResponse:
    """Open the choice of a term."""
    school = school_info(school_id)
    form = OpeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        window = open_choice(
            actor=request.actor,
            now=business_now(),
            place=school.place,
            term_id=term_id,
            closes_at=form.closes_at(),
            max_paid=form.cleaned_data["max_paid"],
        )
        messages.success(request, "选课已经开放，家长可以签协议、选课程了。")
        return redirect("choice", window_id=window.id)
    context = {"form": form, "school": school, "term_id": term_id}
    return render(request, "enrolment/opening.html", context)


@endpoint(OPEN_CHOICE)
def opening_in_order(request: KehouRequest, school_id: UUID, term_id: UUID) -> HttpResponse:
    """Open the choice in order of arrival, with why the draw is the rule."""
    school, now = school_info(school_id), business_now()
    form = OrderOpeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        window = open_in_order(
            actor=request.actor,
            now=now,
            place=school.place,
            term_id=term_id,
            times=form.times(),
            max_paid=form.cleaned_data["max_paid"],
        )
        messages.success(request, "已按先到先得开放，家长到时间报到、按号选课。")
        return redirect("choice", window_id=window.id)
    context = {
        "form": form,
        "school": school,
        "term_id": term_id,
        "found": may_open_in_order(school, now=now),
        "protected": protected_minutes(school, now=now),
    }
    return render(request, "enrolment/opening_in_order.html", context)


@endpoint(SEE_CHOICE)
def choice(request: KehouRequest, window_id: UUID) -> HttpResponse:
    """One choice: how far it is, and the next step."""
    window, now = _window(request, window_id), business_now()
    run, grades = run_of(window), grades_of(window.school_id)
    day = request.GET.get("day", "")
    groups, days = group_rows(window, grades, now=now, day=day) if run else ([], [])
    context = {
        "window": window,
        "school": school_info(window.school_id),
        "term": term_of(window),
        "closing": getattr(window, "closing", None),
        "run": run,
        "progress": progress(window, grades),
        "may_draw": DRAW.permits(request.actor, window.place),
        "may_close": now >= window.closes_at,
        "form": DrawForm(),
        "closing_form": ClosingForm(),
        "rush": rush_stand(window),
        "groups": groups,
        "may_list": run is not None and _may_list(request, window, on=now.date()),
        "days": days,
        "classes": classes_of(window.school_id) if run else [],
        "has_file": may_publish_list(window),
    }
    return render(request, "enrolment/choice.html", context)


@require_POST
@endpoint(DRAW)
def closing(request: KehouRequest, window_id: UUID) -> HttpResponse:
    """Close the list and commit to it."""
    window, now = _window(request, window_id), business_now()
    if hasattr(window, "rush"):
        conclude_choice(actor=request.actor, now=now, window_id=window_id)
        messages.success(request, "名单已经封存，名额已经落定，家长可以查看结果和原因。")
        return redirect("choice", window_id=window_id)
    form = ClosingForm(request.POST)
    if not form.is_valid():
        messages.error(request, "号码的来源最多写200个字。")
        return redirect("choice", window_id=window_id)
    closing = close_choice(actor=request.actor, now=now, window_id=window_id, **form.cleaned_data)
    then = "等指定的号码公布后派位" if closing.number_source else "现在可以请家长代表当众抽号"
    messages.success(request, f"名单已经封存，校验值已经公布。{then}。")
    return redirect("choice", window_id=window_id)


@require_POST
@endpoint(DRAW)
def draw(request: KehouRequest, window_id: UUID) -> HttpResponse:
    """Draw with the number from the room."""
    form = DrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请填写号码和见证人。")
        return redirect("choice", window_id=window_id)
    draw_places(actor=request.actor, now=business_now(), window_id=window_id, **form.cleaned_data)
    messages.success(request, "派位已经完成，家长可以查看每个志愿的结果和原因。")
    return redirect("choice", window_id=window_id)


def _may_list(request: KehouRequest, window: ChoiceWindow, *, on: date) -> bool:
    """Whether the viewer has lists of this choice: those of the school, of the term at hand."""
    term = current_term(window.county_code, on=on)
    return SEE_LISTS.permits(request.actor, window.place) and term is not None and term.id == window.term_id


def _window(request: KehouRequest, window_id: UUID) -> ChoiceWindow:
    return get_object_or_404(visible_windows(request.actor), pk=window_id)


def _waiting(request: KehouRequest, windows: list[ChoiceWindow]) -> list[dict[str, object]]:
    """The schools of the actor whose term has no choice yet, with what is still missing."""
    today, known = business_now().date(), {(window.school_id, window.term_id) for window in windows}
    waiting: list[dict[str, object]] = []
    for school in schools_of(request.actor):
        term = current_term(school.county_code, on=today)
        if term and (school.id, term.id) not in known:
            tried = any(window.school_id == school.id for window in windows)
            found = may_open(school, term)
            waiting.append({"school": school, "term": term, "found": found, "may_try": tried})
    return waiting
