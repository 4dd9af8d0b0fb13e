"""Class lists on screen, on paper and as workbooks. Every read of names is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from kehou.enrolment.access import DRAW, SEE_LISTS
from kehou.enrolment.forms.slips import RegroupForm
from kehou.enrolment.lists import (
    class_lines,
    group_lines,
    group_time,
    leader_names,
    next_sessions,
    school_of,
    visible_classes,
    visible_groups,
)
from kehou.enrolment.paper.lists import class_pdf, class_workbook, group_pdf, group_title, group_workbook
from kehou.enrolment.public import GroupInfo, members_of, sizes_of
from kehou.enrolment.services.regrouping import regroup
from kehou.enrolment.weekdays import one_day
from kehou.enrolment.wording import DAYS
from kehou.kernel.places import Place
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.clock.business import business_now
from kehou.platform.ui.downloads import shown_file, taken_file
from kehou.registry.public import (
    ClassInfo,
    TermInfo,
    names_of,
    pupils_of,
    school_info,
    term_at_hand,
)


@endpoint(SEE_LISTS)
def index(request: KehouRequest) -> HttpResponse:
    """The classes and groups whose lists the viewer may open."""
    place, term = _here(request)
    own = visible_groups(request.actor, place, term, among=())
    shown, days = one_day(own, request.GET.get("day", ""))
    leaders, sizes = leader_names(place, shown), sizes_of(group.id for group in shown)
    groups = [
        {
            "group": group,
            "title": group_title(group),
            "time": group_time(group),
            "leader": leaders.get(group.id, ""),
            "size": sizes[group.id],
        }
        for group in shown
    ]
    classes = visible_classes(request.actor, place)
    context = {"classes": classes, "groups": groups, "days": days, "term": term}
    return render(request, "enrolment/lists.html", context)


@endpoint(SEE_LISTS)
def of_class(request: KehouRequest, class_id: UUID, form: str = "page") -> HttpResponse:
    """Who of a class is where each day."""
    place, term = _here(request)
    each = _class(request, place, class_id)
    now, school = business_now(), school_info(place.school)
    _note(request, place, subject_of("class", class_id))
    lines = class_lines(place, each, term)
    if form == "pdf":
        return shown_file(
            class_pdf(school.name, term.label, each.name, "", lines, at=now), f"class-{each.code}.pdf"
        )
    if form == "xlsx":
        return taken_file(class_workbook(school.name, each.name, lines, at=now), f"class-{each.code}.xlsx")
    context = {"each": each, "lines": lines, "days": DAYS[:5], "term": term}
    return render(request, "enrolment/class_list.html", context)


@endpoint(SEE_LISTS)
def of_group(request: KehouRequest, group_id: UUID, form: str = "page") -> HttpResponse:
    """Who comes to a group."""
    place, term = _here(request)
    group = _group(request, place, term, group_id)
    now, school = business_now(), school_info(place.school)
    _note(request, place, subject_of("group", group_id))
    lines, leader = group_lines(place, group), leader_names(place, [group]).get(group.id, "")
    if form == "pdf":
        sessions = next_sessions(place, term, group, on=now.date())
        return shown_file(
            group_pdf(school.name, term.label, group, leader, lines, sessions, at=now), "group.pdf"
        )
    if form == "xlsx":
        return taken_file(group_workbook(school.name, group, leader, lines, at=now), "group.xlsx")
    context = {"group": group, "title": group_title(group), "time": group_time(group), "lines": lines}
    more = {"leader": leader, "term": term, "may_regroup": DRAW.permits(request.actor, place)}
    return render(request, "enrolment/group_list.html", context | more)


@endpoint(DRAW)
def members(request: KehouRequest, group_id: UUID) -> HttpResponse:
    """Bring pupils of the same course into a group, or make them one of their own (A7.8)."""
    place, term = _here(request)
    groups = visible_groups(request.actor, place, term, among=())
    group = _of(groups, group_id)
    inside = members_of(each.id for each in groups if each.option_key == group.option_key)
    same = {pupil for pupils in inside.values() for pupil in pupils}
    pupils, names = pupils_of(place.school, pupils=same), names_of(same)
    _note(request, place, subject_of("group", group_id))
    labels = [(str(pupil.id), f"{names.get(pupil.id, '')} {pupil.class_name}") for pupil in pupils]
    form = RegroupForm(request.POST or None, pupils=labels)
    if request.method == "POST" and form.is_valid():
        row = regroup(actor=request.actor, now=business_now(), group_id=group_id, **form.given())
        messages.success(request, "分组已调整。")
        return redirect("group-list", group_id=row.group_id)
    context = {"group": group, "title": group_title(group), "form": form}
    return render(request, "enrolment/regrouping.html", context)


def _here(request: KehouRequest) -> tuple[Place, TermInfo]:
    place = school_of(request.actor)
    return place, term_at_hand(place.code, on=business_now().date())


def _class(request: KehouRequest, place: Place, class_id: UUID) -> ClassInfo:
    for each in visible_classes(request.actor, place):
        if each.id == class_id:
            return each
    raise Http404


def _group(request: KehouRequest, place: Place, term: TermInfo, group_id: UUID) -> GroupInfo:
    group = _of(visible_groups(request.actor, place, term, among=()), group_id)
    return replace(group, pupil_ids=members_of([group_id])[group_id])


def _of(groups: Iterable[GroupInfo], group_id: UUID) -> GroupInfo:
    found = next((group for group in groups if group.id == group_id), None)
    if found is None:
        raise Http404
    return found


def _note(request: KehouRequest, place: Place, subject: str) -> None:
    record("list.read", actor=request.actor, place=place, subject=subject, now=business_now())
