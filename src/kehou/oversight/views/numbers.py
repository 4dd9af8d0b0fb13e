"""A school's indicators, the rows behind each, and the signals that they raise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kehou.kernel.places import Place
from kehou.oversight.access import END_SIGNAL, NOTE_SIGNAL, SEE_INDICATORS
from kehou.oversight.forms.signals import EndForm, NoteForm
from kehou.oversight.indicators.catalogue import DEFINITIONS
from kehou.oversight.models import Signal
from kehou.oversight.queries.readings import Measured, reading, readings_of_school, visible_signals
from kehou.oversight.saying import subject_text, target_text, value_text
from kehou.oversight.services.signalling import end_signal, note_signal, place_of
from kehou.oversight.showing_numbers import evidence_lines, facts_of, grouped, show_indicator, weekly_charts
from kehou.platform.access.actions import require
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.ui.pieces import QueueItem, Tone
from kehou.platform.ui.wording import day
from kehou.registry.public import (
    SchoolInfo,
    classes_of,
    rest_until,
    schools_by_id,
    term_at_hand,
)

MOST = 200
WEEK = timedelta(days=7)


@endpoint(SEE_INDICATORS)
def own(request: KehouRequest) -> HttpResponse:
    """The numbers of the viewer's own school; a county goes to its board."""
    schools = [place.school_id for place in request.actor.places(SEE_INDICATORS.roles) if place.school_id]
    return redirect("indicators", school_id=schools[0]) if schools else redirect("board")


@endpoint(SEE_INDICATORS)
def indicators(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """Everything that a school's term is measured at (A11.3)."""
    school = _school(request, school_id)
    term = term_at_hand(school.county_code, on=business_now().date())
    items = readings_of_school(school.id, term.id, viewer=request.actor)
    context = {
        "school": school,
        "term": term,
        "is_county": END_SIGNAL.open_to(request.actor),
        "groups": grouped(items, _names([school])),
        "lines": weekly_charts(items),
    }
    return render(request, "oversight/indicators.html", context)


@endpoint(SEE_INDICATORS)
def evidence(request: KehouRequest, snapshot_id: UUID) -> HttpResponse:
    """One number with its formula and the rows behind it."""
    item = reading(snapshot_id, viewer=request.actor, on=business_now().date())
    schools = _schools_in(item)
    names = _names(schools.values())
    if item.row.school_id:
        names |= {f"class/{row.code}": row.name for row in classes_of(item.row.school_id)}
    rows, more = evidence_lines(item, names)
    context = {
        "item": item,
        "school": schools.get(item.row.school_id) if item.row.school_id else None,
        "value": value_text(item.definition, item.row.part, item.row.whole),
        "target": target_text(item.definition, item.row.target),
        "facts": facts_of(item),
        "rows": rows,
        "more": more,
    }
    return render(request, "oversight/reading.html", context)


@endpoint(SEE_INDICATORS)
def signals(request: KehouRequest) -> HttpResponse:
    """What asks for an answer; with ``?done=1`` what has one."""
    is_done = request.GET.get("done") == "1"
    rows = list(visible_signals(request.actor).filter(end__isnull=not is_done)[:MOST])
    schools = schools_by_id(school for row in rows if (school := place_of(row).school_id))
    today = business_now().date()
    items = [
        QueueItem(
            title=DEFINITIONS[row.indicator].title,
            about=_about(row, schools),
            url=reverse("signal", args=[row.id]),
            due=None if is_done else row.due_date,
            rest=rest_until(row.due_date, today),
            tone=Tone.DONE if is_done else Tone.ATTENTION,
            state=row.end.get_kind_display() if is_done else "",
        )
        for row in rows
    ]
    return render(request, "oversight/signals.html", {"items": items, "is_done": is_done})


@endpoint(SEE_INDICATORS)
def signal(request: KehouRequest, signal_id: UUID) -> HttpResponse:
    """One signal: the number, what the school says, what the county does."""
    row = get_object_or_404(visible_signals(request.actor), pk=signal_id)
    school_id = place_of(row).school_id
    schools = schools_by_id([school_id]) if school_id else {}
    definition = DEFINITIONS[row.indicator]
    context = {
        "signal": row,
        "title": f"{_about(row, schools)}　{definition.title}",
        "number": show_indicator(Measured(definition, row.snapshot), _names(schools.values())),
        "wanted": target_text(definition, row.snapshot.target),
        "clause": definition.clause,
        "rest": rest_until(row.due_date, business_now().date()),
        "may_note": bool(row.school_id) and NOTE_SIGNAL.permits(request.actor, place_of(row)),
        "may_end": END_SIGNAL.permits(request.actor, Place(row.county_code)),
        "note_form": NoteForm(),
        "end_form": EndForm(),
    }
    return render(request, "oversight/signal.html", context)


@require_POST
@endpoint(NOTE_SIGNAL)
def note(request: KehouRequest, signal_id: UUID) -> HttpResponse:
    """The school explains."""
    get_object_or_404(visible_signals(request.actor), pk=signal_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        note_signal(actor=request.actor, now=business_now(), signal_id=signal_id, **form.cleaned_data)
        messages.success(request, "已说明，等县教育局核实。")
    else:
        messages.error(request, "请写明情况，1000字以内。")
    return redirect("signal", signal_id=signal_id)


@require_POST
@endpoint(END_SIGNAL)
def end(request: KehouRequest, signal_id: UUID) -> HttpResponse:
    """The county answers the signal; a case opens where it is to be looked into."""
    get_object_or_404(visible_signals(request.actor), pk=signal_id)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请选择处理方式，并写明核实情况。")
        return redirect("signal", signal_id=signal_id)
    case_id = end_signal(actor=request.actor, now=business_now(), signal_id=signal_id, **form.cleaned_data)
    messages.success(request, "已处理。")
    return redirect("case", case_id=case_id) if case_id else redirect("signals")


def _school(request: KehouRequest, school_id: UUID) -> SchoolInfo:
    school = schools_by_id([school_id]).get(school_id)
    if school is None:
        raise Http404
    require(SEE_INDICATORS, request.actor, school.place)
    return school


def _schools_in(item: Measured) -> dict[UUID, SchoolInfo]:
    keys = {item.row.subject, *(subject for subject, *_ in item.row.rows)}
    ids = {UUID(key.partition("/")[2]) for key in keys if key.startswith("school/")}
    if item.row.school_id:
        ids.add(item.row.school_id)
    return schools_by_id(ids)


def _names(schools: Iterable[SchoolInfo]) -> dict[str, str]:
    return {f"school/{school.id}": school.name for school in schools}


def _about(row: Signal, schools: dict[UUID, SchoolInfo]) -> str:
    place = place_of(row)
    school = schools.get(place.school_id) if place.school_id else None
    rest = "" if row.subject.startswith("school/") else subject_text(row.subject, {})
    if "week/" not in row.subject:
        span = row.snapshot.past_date - row.snapshot.first_date
        rest = f"{rest} {day(row.first_date)}当周" if span <= WEEK else f"{rest} 本学期"
    return f"{school.name if school else '全县'}　{rest.strip()}"
