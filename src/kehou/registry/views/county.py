"""The county's desk: schools as a tree, heads, terms and holidays; and each school's calendar."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kehou.kernel.actor import Role
from kehou.kernel.places import Place, Tier
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.registry.access import KEEP_CALENDAR, KEEP_SCHOOLS, KEEP_TERMS, SEE_CALENDAR
from kehou.registry.data import holiday_notices
from kehou.registry.forms.county import AREAS, DayForm, HeadForm, SchoolForm, TermForm
from kehou.registry.forms.staff import AccountForm
from kehou.registry.models import CalendarDay
from kehou.registry.public.schools import SchoolInfo, schools_under
from kehou.registry.public.terms import terms_of
from kehou.registry.queries.calendar import month_of
from kehou.registry.queries.staff import StaffRow, staff_at
from kehou.registry.services.calendars import clear_day, enter_term, mark_day
from kehou.registry.services.schools import enter_school, name_head
from kehou.registry.services.staff.accounts import open_account, reset_password, reset_second_factor
from kehou.registry.views.places import choose_school, school_at


@endpoint(KEEP_SCHOOLS)
def schools(request: KehouRequest) -> HttpResponse:
    """The schools of the county, teaching points below their central school."""
    rows = schools_under([_county(request)])
    tree = [
        (school, [point for point in rows if point.legal_person_id == school.id and point.is_point])
        for school in rows
        if not school.is_point
    ]
    return render(request, "registry/schools.html", {"tree": tree, "areas": dict(AREAS), "count": len(rows)})


@endpoint(KEEP_SCHOOLS)
def school_entry(request: KehouRequest) -> HttpResponse:
    """Enter a school or teaching point."""
    county = _county(request)
    centrals = [(str(row.id), row.name) for row in schools_under([county]) if not row.is_point]
    form = SchoolForm(request.POST or None, centrals=centrals)
    if request.method == "POST" and form.is_valid():
        row = enter_school(
            actor=request.actor, now=business_now(), county_code=county.code, entry=form.entry()
        )
        messages.success(request, "学校已登记。请接着任命校长。")
        return redirect("school", row.id)
    return render(request, "registry/school_entry.html", {"form": form})


@endpoint(KEEP_SCHOOLS)
def school(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """One school and its head; naming another head."""
    info = school_at(request, KEEP_SCHOOLS, school_id)
    form = HeadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name_head(actor=request.actor, now=business_now(), place=info.place, **form.cleaned_data)
        messages.success(request, "校长已任命，原校长的岗位从今天起结束。")
        return redirect("school", school_id)
    context = {
        "school": info,
        "form": form,
        "heads": _heads(info),
        "area": dict(AREAS).get(info.urban_rural_code, info.urban_rural_code),
        "central": school_at(request, KEEP_SCHOOLS, info.legal_person_id) if info.is_point else None,
    }
    return render(request, "registry/school.html", context)


@endpoint(KEEP_SCHOOLS)
def head_account(request: KehouRequest, school_id: UUID, person_id: UUID) -> HttpResponse:
    """Open the account of a head, or give it a new first password, shown this once."""
    info = school_at(request, KEEP_SCHOOLS, school_id)
    row = next((head for head in _heads(info) if head.id == person_id), None)
    if row is None:
        raise Http404
    form = AccountForm(request.POST or None) if not row.login else None
    context = {"school": info, "row": row, "form": form, "password": "", "of_head": True}
    now = business_now()
    if request.method == "POST" and form is None:
        context["password"] = reset_password(actor=request.actor, now=now, person_id=row.id)
    elif request.method == "POST" and form is not None and form.is_valid():
        context["login"] = form.cleaned_data["login"]
        context["password"] = open_account(
            actor=request.actor, now=now, person_id=row.id, login=form.cleaned_data["login"]
        )
    return render(request, "registry/account.html", context)


@require_POST
@endpoint(KEEP_SCHOOLS)
def head_second_factor(request: KehouRequest, school_id: UUID, person_id: UUID) -> HttpResponse:
    """Take a head's second factor away that its owner lost."""
    info = school_at(request, KEEP_SCHOOLS, school_id)
    if person_id not in {head.id for head in _heads(info)}:
        raise Http404
    reset_second_factor(actor=request.actor, now=business_now(), person_id=person_id)
    messages.success(request, "二次验证已经解除。请提醒本人登录后重新绑定。")
    return redirect("head-account", school_id, person_id)


@endpoint(KEEP_TERMS)
def terms(request: KehouRequest) -> HttpResponse:
    """The terms of the county; entering the next one."""
    county = _county(request)
    form = TermForm(request.POST or None, initial={"year": business_now().year})
    if request.method == "POST" and form.is_valid():
        enter_term(actor=request.actor, now=business_now(), county_code=county.code, **form.cleaned_data)
        messages.success(request, "学期已登记。")
        return redirect("terms")
    return render(request, "registry/terms.html", {"rows": terms_of(county.code), "form": form})


@endpoint(SEE_CALENDAR)
def holidays(request: KehouRequest) -> HttpResponse:
    """The State Council's holidays and working weekends, each year with its notice."""
    return render(request, "registry/holidays.html", {"notices": reversed(holiday_notices())})


@endpoint(SEE_CALENDAR)
def calendars(request: KehouRequest) -> HttpResponse:
    """Whose calendar?"""
    return choose_school(request, SEE_CALENDAR, "school-calendar", "校历")


@endpoint(SEE_CALENDAR)
def calendar(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """A school's month against the State Council's calendar; marking a day."""
    info = school_at(request, SEE_CALENDAR, school_id)
    may_keep = KEEP_CALENDAR.permits(request.actor, info.place)
    form = DayForm(request.POST or None) if may_keep else None
    now = business_now()
    if request.method == "POST" and form is not None and form.is_valid():
        row = mark_day(actor=request.actor, now=now, place=info.place, **form.cleaned_data)
        messages.success(request, "校历已更新。")
        return redirect(f"{request.path}?month={row.day_date:%Y-%m}")
    month = month_of(info.place, _month(request.GET.get("month", ""), now.date()))
    return render(request, "registry/calendar.html", {"school": info, "month": month, "form": form})


@require_POST
@endpoint(KEEP_CALENDAR)
def day_clearing(request: KehouRequest, day_id: UUID) -> HttpResponse:
    """Take a mark off a day."""
    row = get_object_or_404(CalendarDay, KEEP_CALENDAR.rows_for(request.actor), pk=day_id)
    clear_day(actor=request.actor, now=business_now(), day_id=row.id)
    messages.success(request, "已取消这一天的安排。")
    return redirect("school-calendar", row.school_id)


def _county(request: KehouRequest) -> Place:
    places = (place for place in request.actor.places(KEEP_SCHOOLS.roles) if place.tier is Tier.COUNTY)
    county = next(places, None)
    if county is None:
        raise Http404
    return county


def _heads(info: SchoolInfo) -> list[StaffRow]:
    rows = staff_at(info.place, on=business_now().date())
    return [row for row in rows if any(role.is_held and role.role is Role.SCHOOL_HEAD for role in row.roles)]


def _month(text: str, today: date) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
