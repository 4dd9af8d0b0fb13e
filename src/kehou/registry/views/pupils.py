"""Pupils by class, found by name, and one at a time. Every read of children's names is recorded (DP3)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from kehou.kernel.places import Place
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.clock.business import business_now
from kehou.registry.access import SEE_PUPILS
from kehou.registry.forms.families import ReadingForm
from kehou.registry.forms.rolls import SearchForm
from kehou.registry.models import Pupil
from kehou.registry.public.names import names_of
from kehou.registry.queries.families import links_of
from kehou.registry.queries.pupils import class_in_sight, classes_at, find_by_name, roster
from kehou.registry.rules import classes_in_sight
from kehou.registry.services.families.sight import is_erased, pupil_to_keep
from kehou.registry.views.places import choose_school, school_at


@endpoint(SEE_PUPILS)
def index(request: KehouRequest) -> HttpResponse:
    """Whose pupils?"""
    return choose_school(request, SEE_PUPILS, "school-pupils", "学生与家长")


@endpoint(SEE_PUPILS)
def classes(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """The classes that the actor may open, and a search by name."""
    school = school_at(request, SEE_PUPILS, school_id)
    form = SearchForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = find_by_name(school.place, form.cleaned_data["name"].strip(), request.actor)
        _read("pupil.searched", request, school.place, subject_of("school", school.id), count=len(found))
    rows = classes_at(school.place, request.actor)
    context = {"school": school, "rows": rows, "form": form, "found": found}
    return render(request, "registry/classes.html", context)


@endpoint(SEE_PUPILS)
def class_roster(request: KehouRequest, class_id: UUID) -> HttpResponse:
    """The pupils of one class."""
    row = class_in_sight(class_id, request.actor, SEE_PUPILS)
    pupils = roster(row)
    _read("class.read", request, row.place, subject_of("class", row.id), count=len(pupils))
    context = {"school": school_at(request, SEE_PUPILS, row.school_id), "row": row, "pupils": pupils}
    return render(request, "registry/roster.html", context)


@endpoint(SEE_PUPILS)
def pupil(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """One pupil, shown once a reason is given; who looked and why is on record."""
    row = pupil_to_keep(request.actor, pupil_id, action=SEE_PUPILS)
    form = ReadingForm(request.POST or None)
    context = {"row": row, "school": school_at(request, SEE_PUPILS, row.school_id), "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "registry/pupil_reason.html", context)
    reason = form.cleaned_data["reason"]
    _read("pupil.read", request, row.place, subject_of("pupil", row.id), reason=reason)
    return render(request, "registry/pupil.html", context | _record_of(request, row))


def _record_of(request: KehouRequest, row: Pupil) -> dict[str, object]:
    """What the page shows. Whether a child goes first is for the office alone, and never why (A3.4)."""
    return {
        "is_erased": is_erased(row),
        "name": names_of([row.id]).get(row.id, ""),
        "links": links_of(row, on=business_now().date()),
        "shows_priority": classes_in_sight(request.actor, row.place) is None,
    }


def _read(
    action: str, request: KehouRequest, place: Place, subject: str, *, reason: str = "", **detail: object
) -> None:
    record(
        action,
        actor=request.actor,
        place=place,
        subject=subject,
        now=business_now(),
        reason=reason,
        detail=detail,
    )
