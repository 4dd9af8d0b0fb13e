"""The school's people desk: who is cleared until when, what is missing, and entering it (A10.6)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.authority.public import edition_at, parameters_for
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.providers.access import ASK_APPROVAL, DECIDE_PERSON, HOLD_PERSON, KEEP_PEOPLE, SEE_PEOPLE
from kehou.providers.forms.people import ChecksForm, HoldForm, OutsiderForm, ScreeningForm
from kehou.providers.models import PersonFile
from kehou.providers.public import providers_at
from kehou.providers.queries.people import PersonPage, people_at, person_page
from kehou.providers.services.asking import ask_approval
from kehou.providers.services.checking import record_checks, record_screening
from kehou.providers.services.filing import file_outsider
from kehou.providers.services.holding import hold_person, lift_hold
from kehou.providers.views.places import school_of
from kehou.registry.public import SchoolInfo, current_term


@endpoint(SEE_PEOPLE)
def index(request: KehouRequest) -> HttpResponse:
    """Everyone who may stand before children at a school."""
    school, today = school_of(request, SEE_PEOPLE), business_now().date()
    rows = people_at(school.place, on=today)
    context = {
        "school": school,
        "rows": rows,
        "cleared": sum(row.tone == "done" for row in rows),
        "soon": sum(row.due_soon for row in rows),
        "lacking": sum(bool(row.lacking) for row in rows),
        "may_keep": KEEP_PEOPLE.permits(request.actor, school.place),
    }
    return render(request, "providers/people.html", context)


@endpoint(KEEP_PEOPLE)
def entry(request: KehouRequest) -> HttpResponse:
    """Open the file of someone from outside."""
    school, now = school_of(request, KEEP_PEOPLE), business_now()
    form = OutsiderForm(request.POST or None, kinds=_kinds(school), providers=_bodies(school))
    if request.method == "POST" and form.is_valid():
        file = file_outsider(actor=request.actor, now=now, place=school.place, outsider=form.outsider())
        messages.success(request, "档案已建立，请登记核查结果。")
        return redirect("person", file.id)
    return render(request, "providers/person_entry.html", {"school": school, "form": form})


@endpoint(KEEP_PEOPLE)
def screening(request: KehouRequest) -> HttpResponse:
    """Enter the yearly screening of own staff."""
    school, now = school_of(request, KEEP_PEOPLE), business_now()
    rows = people_at(school.place, on=now.date())
    own = str(PersonFile.Kind.OWN.label)
    people = [
        (row.person_id, f"{row.name}（{row.state_name}）")
        for row in rows
        if row.kind == own and row.person_id != request.actor.person_id
    ]
    form = ScreeningForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        record_screening(actor=request.actor, now=now, place=school.place, **form.given())
        messages.success(request, "核查结果已登记。")
        return redirect("people")
    return render(request, "providers/screening.html", {"school": school, "form": form})


@endpoint(SEE_PEOPLE)
def person(request: KehouRequest, file_id: UUID) -> HttpResponse:
    """One person's file."""
    page = person_page(file_id, viewer=request.actor, on=business_now().date())
    return _show(request, page)


@require_POST
@endpoint(KEEP_PEOPLE)
def checks(request: KehouRequest, file_id: UUID) -> HttpResponse:
    """Enter results of one person."""
    now = business_now()
    page = person_page(file_id, viewer=request.actor, on=now.date())
    form = ChecksForm(request.POST)
    if not form.is_valid():
        return _show(request, page, checks_form=form)
    record_checks(actor=request.actor, now=now, file_id=page.file.id, checks=form.checks())
    messages.success(request, "核查结果已登记。")
    return redirect("person", file_id)


@require_POST
@endpoint(ASK_APPROVAL)
def approval(request: KehouRequest, file_id: UUID) -> HttpResponse:
    """Ask the county for this person and the term at hand."""
    now = business_now()
    page = person_page(file_id, viewer=request.actor, on=now.date())
    term = current_term(page.file.county_code, on=now.date())
    if term:
        ask_approval(actor=request.actor, now=now, file_id=page.file.id, term_id=term.id)
        messages.success(request, f"已报县教育局批准（{term.label}）。")
    return redirect("person", file_id)


@require_POST
@endpoint(HOLD_PERSON)
def hold(request: KehouRequest, file_id: UUID) -> HttpResponse:
    """Suspend or bar a person."""
    now = business_now()
    page = person_page(file_id, viewer=request.actor, on=now.date())
    form = HoldForm(request.POST, may_bar=_may_bar(request, page))
    if not form.is_valid():
        return _show(request, page, hold_form=form)
    hold_person(actor=request.actor, now=now, file_id=page.file.id, **form.cleaned_data)
    messages.success(request, "决定已生效，此人从今天起不能上岗。")
    return redirect("person", file_id)


@require_POST
@endpoint(HOLD_PERSON)
def hold_end(request: KehouRequest, file_id: UUID, hold_id: UUID) -> HttpResponse:
    """Lift a suspension."""
    now = business_now()
    page = person_page(file_id, viewer=request.actor, on=now.date())
    if any(row.id == hold_id for row in page.holds):
        lift_hold(actor=request.actor, now=now, hold_id=hold_id)
        messages.success(request, "暂停已解除。")
    return redirect("person", file_id)


def _show(
    request: KehouRequest,
    page: PersonPage,
    *,
    checks_form: ChecksForm | None = None,
    hold_form: HoldForm | None = None,
) -> HttpResponse:
    place, today = page.file.place, business_now().date()
    context = {
        "page": page,
        "term": current_term(place.code, on=today),
        "checks_form": checks_form or ChecksForm(initial={"checked_date": today}),
        "hold_form": hold_form or HoldForm(may_bar=_may_bar(request, page)),
        "may_keep": KEEP_PEOPLE.permits(request.actor, place),
        "may_ask": page.needs_leave and ASK_APPROVAL.permits(request.actor, place),
        "may_hold": HOLD_PERSON.permits(request.actor, place),
        "is_open": bool(page.requests) and not hasattr(page.requests[0], "decision"),
    }
    return render(request, "providers/person.html", context)


def _may_bar(request: KehouRequest, page: PersonPage) -> bool:
    return DECIDE_PERSON.permits(request.actor, page.file.place)


def _kinds(school: SchoolInfo) -> list[tuple[str, str]]:
    today = business_now().date()
    words = edition_at(today).wording
    kinds = parameters_for(school.place, on=today).codes("outside_kinds")
    return [(kind, words.written(kind)) for kind in sorted(kinds)]


def _bodies(school: SchoolInfo) -> list[tuple[UUID, str]]:
    found = providers_at(school.county_code, on=business_now().date())
    return [(row.provider_id, row.name) for row in found]
