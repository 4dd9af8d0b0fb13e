"""For the school: trying out more places, and the check after the draw."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kehou.enrolment.access import DRAW, OPEN_CHOICE
from kehou.enrolment.changes import change_until
from kehou.enrolment.desk import run_of, term_of, visible_windows
from kehou.enrolment.facts import Offering
from kehou.enrolment.forms.planning import TrialForm
from kehou.enrolment.models import Group, Run, Seat
from kehou.enrolment.review import review_of
from kehou.enrolment.reviewing import LeftOut, Missed, left_out, missed, oversold
from kehou.enrolment.services.regrouping import regroup
from kehou.enrolment.services.telling import tell_of_free_seats, tell_of_other_courses
from kehou.enrolment.showing import band_name, when
from kehou.enrolment.trials import demands, with_more_places
from kehou.enrolment.trying import Tried, wishes_to_try
from kehou.platform.access.actions import require
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.clock.business import business_now
from kehou.registry.public import names_of, pupils_of, school_info
from kehou.rulebook.facts.enrolment import GroupBasis

MOST_SHOWN = 100


@endpoint(OPEN_CHOICE)
def trial(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """What more places in a course would bring, by the wishes so far or those of the last term."""
    school = school_info(school_id)
    require(OPEN_CHOICE, request.actor, school.place)
    tried = wishes_to_try(school_id, now=business_now())
    context: dict[str, object] = {"school": school, "tried": tried}
    if tried is not None:
        rows = _demand_rows(tried)
        form = TrialForm(request.GET if "course" in request.GET else None, courses=[row[:2] for row in rows])
        shown = [row for row in rows if row[-1]]
        context |= {
            "form": form,
            "rows": shown,
            "rest": len(rows) - len(shown),
            "term": term_of(tried.window),
        }
        if form.is_bound and form.is_valid():
            course, more = form.cleaned_data["course"], form.cleaned_data["more"]
            context["found"] = with_more_places(
                tried.sections, tried.pupils, tried.policy, section=course, more=more
            )
            context |= {"more": more, "title": dict(row[:2] for row in rows)[course]}
    return render(request, "enrolment/trial.html", context)


@endpoint(DRAW)
def check(request: KehouRequest, window_id: UUID) -> HttpResponse:
    """Whether anything is left to do after the draw: seats, wishes, groups. Names are read on record."""
    run, now = _run(request, window_id), business_now()
    review = review_of(run, now=now)
    places = review.places
    waiting, without = missed(places), left_out(places)
    context = {
        "window": run.closing.window,
        "school": school_info(run.school_id),
        "run": run,
        "oversold": oversold(places),
        "missed": _named(run, waiting[:MOST_SHOWN], places.offering),
        "left_out": _named(run, without[:MOST_SHOWN], places.offering),
        "left_out_count": len(without),
        "can_tell": bool(waiting) or any(each.open for each in without),
        "merges": review.merges,
        "too_small": [(group, [(way, when(way.option)) for way in ways]) for group, ways in review.too_small],
        "may_change": now.date() <= _change_until(run, now),
    }
    if waiting or without:
        subject = subject_of("draw", run.id)
        record("placement.check_read", actor=request.actor, place=run.place, subject=subject, now=now)
    return render(request, "enrolment/check.html", context)


@require_POST
@endpoint(DRAW)
def telling(request: KehouRequest, window_id: UUID) -> HttpResponse:
    """Write to the families that could still find a seat."""
    run = _run(request, window_id)
    told = tell_of_free_seats(actor=request.actor, now=business_now(), run_id=run.id)
    messages.success(request, f"已通知{told}名学生的家长。改不改由家长决定。")
    return redirect("choice-check", window_id=window_id)


@require_POST
@endpoint(DRAW)
def asking(request: KehouRequest, window_id: UUID, group_id: UUID) -> HttpResponse:
    """Write to the families of a small group where their children could go instead."""
    run, now = _run(request, window_id), business_now()
    told = tell_of_other_courses(actor=request.actor, now=now, run_id=run.id, group_id=group_id)
    messages.success(request, f"已通知{told}名学生的家长。改不改由家长决定。")
    return redirect("choice-check", window_id=window_id)


@require_POST
@endpoint(DRAW)
def merging(request: KehouRequest, window_id: UUID, group_id: UUID) -> HttpResponse:
    """Accept the suggestion for a small group: its pupils go into the group that can take them in."""
    run, now = _run(request, window_id), business_now()
    suggested = next((m for m in review_of(run, now=now).merges if m.small.id == group_id), None)
    if suggested is None:
        raise Http404
    _merge(request, group_id, suggested.into.id, now)
    messages.success(request, "两个组已经合并，名册已经更新。")
    return redirect("choice-check", window_id=window_id)


def _change_until(run: Run, now: datetime) -> date:
    return change_until(run.place, term_of(run.closing.window), on=now.date())


def _merge(request: KehouRequest, small: UUID, into: UUID, now: datetime) -> None:
    group = get_object_or_404(Group, pk=small)
    pupils = set(Seat.objects.filter(group=group, ended_at=None).values_list("pupil_id", flat=True))
    regroup(actor=request.actor, now=now, group_id=into, pupil_ids=pupils, basis=GroupBasis.CHOICE)


def _demand_rows(tried: Tried) -> list[tuple[str, str, int, int, int]]:
    """Key, name with time, seats, first wishes and all wishes of each course."""
    found = []
    for each in demands(tried.sections, tried.pupils):
        option = tried.offering.option(each.section)
        if option is not None:
            name = f"{option.title}（{when(option)}）"
            found.append((each.section, name, option.capacity, each.first, each.any_rank))
    return found


def _named(run: Run, rows: list[Missed] | list[LeftOut], offering: Offering) -> list[dict[str, object]]:
    ids = {row.pupil_id for row in rows}
    names, pupils = names_of(ids), {pupil.id: pupil for pupil in pupils_of(run.school_id, pupils=ids)}
    return [
        {
            "name": names.get(row.pupil_id, ""),
            "class": pupils[row.pupil_id].class_name if row.pupil_id in pupils else "",
            "band": band_name(offering, row.band),
            "courses": "、".join(o.title for o in ([row.option] if isinstance(row, Missed) else row.open)),
        }
        for row in rows
    ]


def _run(request: KehouRequest, window_id: UUID) -> Run:
    window = get_object_or_404(visible_windows(request.actor), pk=window_id)
    require(DRAW, request.actor, window.place)
    run = run_of(window)
    if run is None:
        raise Http404
    return run
