"""The class teacher's page: who the guardians are, what each may do, and carers with their letters."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.clock.business import business_now
from kehou.platform.files.storing import scan_of
from kehou.platform.ui.downloads import shown_scan
from kehou.platform.ui.sent import ids_sent
from kehou.registry.access import KEEP_GUARDIANS
from kehou.registry.forms.families import CarerForm, ContactForm, GuardianForm, LimitsForm
from kehou.registry.models import Guardianship
from kehou.registry.public.names import names_of
from kehou.registry.queries.families import LinkRow, families_of_class, links_of
from kehou.registry.queries.pupils import class_in_sight
from kehou.registry.services.families.confirming import confirm_links, correct_contact, merge_guardians
from kehou.registry.services.families.linking import add_guardian, end_link, entrust_carer, limit_link
from kehou.registry.services.families.sight import link_to_keep, pupil_to_keep


@endpoint(KEEP_GUARDIANS)
def families(request: KehouRequest, class_id: UUID) -> HttpResponse:
    """The families of a class, to be confirmed."""
    row = class_in_sight(class_id, request.actor, KEEP_GUARDIANS)
    now = business_now()
    if request.method == "POST":
        count = confirm_links(actor=request.actor, now=now, links=ids_sent(request, "link"))
        messages.success(request, f"已确认{count}位联系人。")
        return redirect("class-families", class_id)
    found = families_of_class(row, on=now.date())
    record(
        "class.families_read",
        actor=request.actor,
        place=row.place,
        subject=subject_of("class", row.id),
        now=now,
    )
    return render(request, "registry/families.html", {"row": row, "found": found})


@require_POST
@endpoint(KEEP_GUARDIANS)
def merging(request: KehouRequest, class_id: UUID) -> HttpResponse:
    """Say that two entries are one person."""
    class_in_sight(class_id, request.actor, KEEP_GUARDIANS)
    (link,), (into,) = ids_sent(request, "link"), ids_sent(request, "into")
    merge_guardians(actor=request.actor, now=business_now(), link_id=link, into=into)
    messages.success(request, "已确认为同一个人。")
    return redirect("class-families", class_id)


@endpoint(KEEP_GUARDIANS)
def link(request: KehouRequest, link_id: UUID) -> HttpResponse:
    """One guardian or carer: name and phone, what they may do, and the end of it."""
    row, shown = _link(request, link_id)
    contact = ContactForm(initial={"name": shown.name, "phone": shown.phone})
    limits = LimitsForm(initial={"may_sign": row.may_sign, "collecting": _collecting(row)})
    return _show_link(request, row, shown, contact, limits)


@require_POST
@endpoint(KEEP_GUARDIANS)
def contact(request: KehouRequest, link_id: UUID) -> HttpResponse:
    """Correct name and phone."""
    row, shown = _link(request, link_id)
    form = ContactForm(request.POST)
    if not form.is_valid():
        limits = LimitsForm(initial={"may_sign": row.may_sign, "collecting": _collecting(row)})
        return _show_link(request, row, shown, form, limits)
    correct_contact(actor=request.actor, now=business_now(), link_id=row.id, **form.cleaned_data)
    messages.success(request, "姓名和电话已改正并确认。")
    return _back(row)


@require_POST
@endpoint(KEEP_GUARDIANS)
def limits(request: KehouRequest, link_id: UUID) -> HttpResponse:
    """Change what a link allows from today on."""
    row, shown = _link(request, link_id)
    form = LimitsForm(request.POST, request.FILES)
    if not form.is_valid():
        contact = ContactForm(initial={"name": shown.name, "phone": shown.phone})
        return _show_link(request, row, shown, contact, form)
    limit_link(
        actor=request.actor, now=business_now(), link_id=row.id, limits=form.limits(), proof=form.scan()
    )
    messages.success(request, "权限已从今天起改变，以前的记录保留。")
    return _back(row)


@require_POST
@endpoint(KEEP_GUARDIANS)
def ending(request: KehouRequest, link_id: UUID) -> HttpResponse:
    """End a link today."""
    row, _ = _link(request, link_id)
    end_link(actor=request.actor, now=business_now(), link_id=row.id)
    messages.success(request, "从今天起不再是该学生的联系人。")
    return _back(row)


@endpoint(KEEP_GUARDIANS)
def proof(request: KehouRequest, link_id: UUID) -> HttpResponse:
    """The scan behind a link."""
    row, _ = _link(request, link_id)
    now = business_now()
    found = scan_of(row.proof_id, on=now.date())
    record("proof.read", actor=request.actor, place=row.place, subject=subject_of("link", row.id), now=now)
    return shown_scan(found)


@endpoint(KEEP_GUARDIANS)
def guardian_entry(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Enter a guardian whom the roll does not name."""
    row = pupil_to_keep(request.actor, pupil_id)
    form = GuardianForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_guardian(actor=request.actor, now=business_now(), pupil_id=row.id, **form.cleaned_data)
        messages.success(request, "已登记监护人。")
        return redirect("class-families", row.school_class_id)
    context = {"row": row, "form": form, "name": names_of([row.id]).get(row.id, "")}
    return render(request, "registry/guardian_entry.html", context)


@endpoint(KEEP_GUARDIANS)
def carer_entry(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Enter someone to whom a guardian entrusted the child, with the letter."""
    row = pupil_to_keep(request.actor, pupil_id)
    form = CarerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        entrust_carer(actor=request.actor, now=business_now(), pupil_id=row.id, **form.entrusted())
        messages.success(request, "已登记受委托照护人。")
        return redirect("class-families", row.school_class_id)
    context = {"row": row, "form": form, "name": names_of([row.id]).get(row.id, "")}
    return render(request, "registry/carer_entry.html", context)


def _link(request: KehouRequest, link_id: UUID) -> tuple[Guardianship, LinkRow]:
    today = business_now().date()
    row = link_to_keep(request.actor, link_id, on=today)
    return row, next(shown for shown in links_of(row.pupil, on=today) if shown.id == row.id)


def _show_link(
    request: KehouRequest, row: Guardianship, shown: LinkRow, contact: ContactForm, limits: LimitsForm
) -> HttpResponse:
    context = {
        "row": row,
        "shown": shown,
        "name": names_of([row.pupil_id]).get(row.pupil_id, ""),
        "contact": contact,
        "limits": limits,
    }
    return render(request, "registry/link.html", context)


def _collecting(row: Guardianship) -> str:
    if row.must_not_collect:
        return "must_not"
    return "may" if row.may_collect else "not"


def _back(row: Guardianship) -> HttpResponse:
    return redirect("class-families", row.pupil.school_class_id)
