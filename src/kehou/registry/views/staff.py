"""Staff of a school: who is who, which roles for how long, whose account."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.registry.access import KEEP_STAFF, SEE_STAFF
from kehou.registry.forms.staff import AccountForm, DeputyForm, RoleForm, StaffEntryForm
from kehou.registry.public.pupils import classes_of
from kehou.registry.public.schools import SchoolInfo
from kehou.registry.queries.staff import StaffRow, staff_at
from kehou.registry.services.staff.accounts import (
    hire_staff,
    let_go,
    open_account,
    reset_password,
    reset_second_factor,
)
from kehou.registry.services.staff.roles import deputise, end_staff_role, give_staff_role
from kehou.registry.views.places import choose_school, school_at


@endpoint(SEE_STAFF)
def index(request: KehouRequest) -> HttpResponse:
    """Whose staff?"""
    return choose_school(request, SEE_STAFF, "school-staff", "教职工与岗位")


@endpoint(SEE_STAFF)
def staff(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """The staff of a school with their roles."""
    school = school_at(request, SEE_STAFF, school_id)
    rows = staff_at(school.place, on=business_now().date())
    context = {"school": school, "rows": rows, "may_keep": KEEP_STAFF.permits(request.actor, school.place)}
    return render(request, "registry/staff.html", context)


@endpoint(KEEP_STAFF)
def entry(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """Enter someone who works at the school."""
    school = school_at(request, KEEP_STAFF, school_id)
    form = StaffEntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = hire_staff(actor=request.actor, now=business_now(), place=school.place, **form.cleaned_data)
        return redirect("staff-member", school_id, person)
    return render(request, "registry/staff_entry.html", {"school": school, "form": form})


@endpoint(KEEP_STAFF)
def member(request: KehouRequest, school_id: UUID, person_id: UUID) -> HttpResponse:
    """One member of the staff: roles, deputies, account."""
    school, row, others = _member(request, school_id, person_id)
    form = RoleForm(initial={"from_date": business_now().date()}, classes=_classes(school))
    return _show(request, school, row, others, form)


@require_POST
@endpoint(KEEP_STAFF)
def roles(request: KehouRequest, school_id: UUID, person_id: UUID) -> HttpResponse:
    """Give a role."""
    school, row, others = _member(request, school_id, person_id)
    form = RoleForm(request.POST, classes=_classes(school))
    if not form.is_valid():
        return _show(request, school, row, others, form)
    give_staff_role(
        actor=request.actor, now=business_now(), place=school.place, person_id=row.id, **form.given()
    )
    messages.success(request, "岗位已登记。")
    return redirect("staff-member", school_id, person_id)


@require_POST
@endpoint(KEEP_STAFF)
def role_ending(request: KehouRequest, school_id: UUID, person_id: UUID, grant_id: UUID) -> HttpResponse:
    """End a role today."""
    _require_grant(request, school_id, person_id, grant_id)
    end_staff_role(actor=request.actor, now=business_now(), grant_id=grant_id)
    messages.success(request, "岗位从今天起结束。")
    return redirect("staff-member", school_id, person_id)


@endpoint(KEEP_STAFF)
def deputy(request: KehouRequest, school_id: UUID, person_id: UUID, grant_id: UUID) -> HttpResponse:
    """Let someone stand in for a while."""
    school, row, others = _require_grant(request, school_id, person_id, grant_id)
    people = [(str(other.id), other.name) for other in others if other.id != person_id]
    today = business_now().date()
    form = DeputyForm(request.POST or None, initial={"from_date": today}, people=people)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        deputise(
            actor=request.actor,
            now=business_now(),
            grant_id=grant_id,
            deputy_id=UUID(said["deputy_id"]),
            from_date=said["from_date"],
            until=said["until"],
        )
        messages.success(request, "代理已登记，到期自动结束。")
        return redirect("staff-member", school_id, person_id)
    role = next(role for role in row.roles if role.id == grant_id)
    context = {"school": school, "row": row, "role": role, "form": form}
    return render(request, "registry/deputy.html", context)


@endpoint(KEEP_STAFF)
def account(request: KehouRequest, school_id: UUID, person_id: UUID) -> HttpResponse:
    """Open an account or give it a new first password, which is shown this once."""
    school, row, _ = _member(request, school_id, person_id)
    form = AccountForm(request.POST or None) if not row.login else None
    context = {"school": school, "row": row, "form": form, "password": ""}
    now = business_now()
    if request.method == "POST" and form is None:
        context["password"] = reset_password(actor=request.actor, now=now, person_id=row.id)
    elif request.method == "POST" and form is not None and form.is_valid():
        login = form.cleaned_data["login"]
        context["password"] = open_account(actor=request.actor, now=now, person_id=row.id, login=login)
        context["login"] = login
    return render(request, "registry/account.html", context)


@require_POST
@endpoint(KEEP_STAFF)
def second_factor(request: KehouRequest, school_id: UUID, person_id: UUID) -> HttpResponse:
    """Take a second factor away that its owner lost."""
    _, row, _ = _member(request, school_id, person_id)
    reset_second_factor(actor=request.actor, now=business_now(), person_id=row.id)
    messages.success(request, "二次验证已经解除。请提醒本人登录后重新绑定。")
    return redirect("staff-account", school_id, person_id)


@require_POST
@endpoint(KEEP_STAFF)
def departure(request: KehouRequest, school_id: UUID, person_id: UUID) -> HttpResponse:
    """Record that someone left."""
    _, row, _ = _member(request, school_id, person_id)
    let_go(actor=request.actor, now=business_now(), person_id=row.id)
    messages.success(request, "已登记离任，岗位和账号同时结束。")
    return redirect("school-staff", school_id)


def _member(
    request: KehouRequest, school_id: UUID, person_id: UUID
) -> tuple[SchoolInfo, StaffRow, list[StaffRow]]:
    school = school_at(request, KEEP_STAFF, school_id)
    rows = staff_at(school.place, on=business_now().date())
    row = next((row for row in rows if row.id == person_id), None)
    if row is None:
        raise Http404
    return school, row, rows


def _require_grant(
    request: KehouRequest, school_id: UUID, person_id: UUID, grant_id: UUID
) -> tuple[SchoolInfo, StaffRow, list[StaffRow]]:
    found = _member(request, school_id, person_id)
    if grant_id not in {role.id for role in found[1].roles}:
        raise Http404
    return found


def _classes(school: SchoolInfo) -> list[tuple[str, str]]:
    return [(row.code, row.name) for row in classes_of(school.id)]


def _show(
    request: KehouRequest, school: SchoolInfo, row: StaffRow, others: list[StaffRow], form: RoleForm
) -> HttpResponse:
    is_self = row.id == request.actor.person_id
    context = {"school": school, "row": row, "form": form, "is_self": is_self, "others": others}
    return render(request, "registry/staff_member.html", context)
