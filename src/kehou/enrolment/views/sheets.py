"""The paper route of agreements: print a class, key in a scan, check what another keyed in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kehou.agreements.public import (
    CHECK_PAPER,
    KEY_PAPER,
    RECORD_MEETING,
    SignedSheet,
    check_paper,
    key_paper,
    offer_for,
    stands_of,
)
from kehou.enrolment.access import TURN_AWAY
from kehou.enrolment.forms.paper import SheetForm
from kehou.enrolment.lists import visible_classes
from kehou.enrolment.offering import offering_in
from kehou.enrolment.paper.agreements import NOBODY, offered_documents
from kehou.enrolment.sheets import (
    guardians_of,
    keyed_answers,
    may_sign,
    offers_to_class,
    pupil_to_key,
    pupils_to_key,
    school_and_term,
    sheet_row,
    sheet_rows,
)
from kehou.kernel.places import Place
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.clock.business import business_now
from kehou.platform.files.storing import keep_scan, scan_of
from kehou.platform.paper.documents.agreement import print_agreements
from kehou.platform.ui.downloads import shown_file, shown_scan
from kehou.registry.public import families_of, names_of


@endpoint(KEY_PAPER)
def index(request: KehouRequest) -> HttpResponse:
    """Classes to print, pupils to key in, sheets that wait for a second look."""
    place, term = school_and_term(request.actor, on=business_now().date())
    rows = sheet_rows(request.actor, place, term)
    context = {
        "classes": visible_classes(request.actor, place),
        "may_sign": may_sign(place, term),
        "rows": rows,
        "waiting": sum(not row.sheet.is_checked for row in rows),
        "term": term,
        "may_record": RECORD_MEETING.permits(request.actor, place),
    }
    return render(request, "enrolment/sheets.html", context)


@endpoint(KEY_PAPER)
def of_class(request: KehouRequest, class_id: UUID) -> HttpResponse:
    """The pupils of a class, to key in one by one."""
    place, term = school_and_term(request.actor, on=business_now().date())
    pupils = [pupil for pupil in pupils_to_key(request.actor, place) if pupil.class_id == class_id]
    if not pupils or not may_sign(place, term):
        raise Http404
    names = names_of(pupil.id for pupil in pupils)
    _note(request, place, class_id)
    rows = [(pupil, names.get(pupil.id, "")) for pupil in pupils]
    stands = stands_of(place.school, term.id, [pupil.id for pupil in pupils])
    context = {
        "class_name": pupils[0].class_name,
        "class_id": class_id,
        "rows": rows,
        "signed": {pupil for pupil, stand in stands.items() if stand.agreement},
        "may_turn_away": TURN_AWAY.permits(request.actor, place),
    }
    return render(request, "enrolment/sheets_class.html", context)


@endpoint(KEY_PAPER)
def paper(request: KehouRequest, class_id: UUID) -> HttpResponse:
    """The agreements of a class as PDF, each with its code to find it again."""
    now = business_now()
    place, term = school_and_term(request.actor, on=now.date())
    each = next((one for one in visible_classes(request.actor, place) if one.id == class_id), None)
    offers = offers_to_class(place, each, term, on=now.date()) if each else []
    if not offers:
        raise Http404
    _note(request, place, class_id)
    links = families_of(place.school, on=now.date(), pupils=[offer.pupil.id for offer in offers])
    address = request.build_absolute_uri(reverse("sheet-keying", args=[NOBODY]))
    documents = offered_documents(offers, links, on=now.date(), address=address)
    return shown_file(print_agreements(documents, at=now), "agreements.pdf")


@endpoint(KEY_PAPER)
def keying(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Key in one signed sheet with its scan."""
    now = business_now()
    place, term = school_and_term(request.actor, on=now.date())
    pupil = pupil_to_key(request.actor, place, pupil_id)
    offer = offer_for(place.school, pupil_id, term.id, on=now.date())
    if offer is None:
        raise Http404
    form = SheetForm(
        request.POST or None,
        request.FILES or None,
        guardians=guardians_of(place, pupil_id, on=now.date()),
        offered=offering_in(offer.plan).days_of(pupil.grade),
    )
    if request.method == "POST" and form.is_valid():
        sheet = SignedSheet(
            pupil_id=pupil_id,
            term_id=term.id,
            version_id=offer.plan.version_id,
            guardian_id=UUID(form.cleaned_data["guardian"]),
            signed_date=form.cleaned_data["signed_date"],
            days=tuple(form.cleaned_data["days"]),
            data_consent=form.data_consent(),
            scan_id=keep_scan(
                form.cleaned_data["scan"], place=place, purpose="agreement_scan", actor=request.actor, now=now
            ),
        )
        key_paper(actor=request.actor, now=now, place=place, sheet=sheet)
        messages.success(request, "已录入，等另一位老师对照扫描件核对。")
        return redirect("sheets-class", class_id=pupil.class_id)
    name = names_of([pupil_id]).get(pupil_id, "")
    return render(request, "enrolment/sheet_keying.html", {"form": form, "name": name, "pupil": pupil})


@endpoint(CHECK_PAPER)
def checking(request: KehouRequest, entry_id: UUID) -> HttpResponse:
    """Compare a keyed sheet with its scan; confirming makes it the family's agreement."""
    now = business_now()
    place, term = school_and_term(request.actor, on=now.date())
    row = sheet_row(request.actor, place, term, entry_id)
    if request.method == "POST":
        check_paper(actor=request.actor, now=now, entry_id=entry_id)
        messages.success(request, f"{row.pupil}的纸质协议已经生效。")
        return redirect("sheets")
    return render(request, "enrolment/sheet_checking.html", {"row": row, "answers": keyed_answers(row)})


@endpoint(KEY_PAPER)
def scan(request: KehouRequest, entry_id: UUID) -> HttpResponse:
    """The scan of a keyed sheet."""
    now = business_now()
    place, term = school_and_term(request.actor, on=now.date())
    row = sheet_row(request.actor, place, term, entry_id)
    record(
        "scan.read", actor=request.actor, place=place, subject=subject_of("paper_entry", entry_id), now=now
    )
    return shown_scan(scan_of(row.sheet.scan_id, on=now.date()))


def _note(request: KehouRequest, place: Place, class_id: UUID) -> None:
    subject = subject_of("class", class_id)
    record("list.read", actor=request.actor, place=place, subject=subject, now=business_now())
