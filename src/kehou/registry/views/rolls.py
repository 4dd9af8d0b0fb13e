"""Rolls: uploaded, previewed, accepted; refused rows handed back; leavers settled by a person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kehou.kernel.places import Place
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.files.storing import content_of
from kehou.platform.ui.downloads import taken_file
from kehou.platform.ui.sent import ids_sent
from kehou.registry.access import CONFIRM_LEAVER, IMPORT_ROLL
from kehou.registry.forms.rolls import RollForm
from kehou.registry.models import RollImport
from kehou.registry.queries.rolls import (
    imports_at,
    open_leaver_count,
    open_leavers,
    report_on,
    same_file_before,
)
from kehou.registry.rolls import RollKind, UnableToReadRoll, write_refused
from kehou.registry.rolls.wording import say_file
from kehou.registry.services.rolls.accepting import accept_import
from kehou.registry.services.rolls.examining import check_file
from kehou.registry.services.rolls.importing import import_roll
from kehou.registry.services.rolls.leaving import confirm_leavers
from kehou.registry.views.places import choose_school, school_at


@endpoint(IMPORT_ROLL)
def index(request: KehouRequest) -> HttpResponse:
    """Whose rolls?"""
    return choose_school(request, IMPORT_ROLL, "school-rolls", "导入名册")


@endpoint(IMPORT_ROLL)
def history(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """The rolls of a school, and uploading the next one."""
    school = school_at(request, IMPORT_ROLL, school_id)
    form = RollForm(request.POST or None, request.FILES or None, initial={"kind": "roll"})
    if request.method == "POST" and form.is_valid():
        uploaded = _upload(request, school.place, form)
        if uploaded:
            return redirect("roll", uploaded.id)
    context = {
        "school": school,
        "form": form,
        "imports": imports_at(school.place),
        "leavers": open_leaver_count(school.place),
    }
    return render(request, "registry/rolls.html", context)


def _upload(request: KehouRequest, place: Place, form: RollForm) -> RollImport | None:
    """Take the file in; a file that cannot be read is said at its field."""
    upload = form.cleaned_data["file"]
    try:
        return import_roll(
            actor=request.actor,
            now=business_now(),
            place=place,
            file_name=upload.name,
            content=upload.read(),
            kind=form.cleaned_data["kind"],
        )
    except UnableToReadRoll as refused:
        form.add_error("file", say_file(refused.verdicts[0]))
        return None


@endpoint(IMPORT_ROLL)
def preview(request: KehouRequest, import_id: UUID) -> HttpResponse:
    """What accepting a roll would do, and what came of it."""
    row = _import(request, import_id)
    context = {
        "row": row,
        "school": school_at(request, IMPORT_ROLL, row.school_id),
        "report": report_on(row, on=business_now().date()),
        "same_before": same_file_before(row),
        "leavers": open_leaver_count(row.place),
    }
    return render(request, "registry/roll.html", context)


@require_POST
@endpoint(IMPORT_ROLL)
def acceptance(request: KehouRequest, import_id: UUID) -> HttpResponse:
    """Accept the good rows."""
    row = accept_import(actor=request.actor, now=business_now(), import_id=_import(request, import_id).id)
    messages.success(request, f"已接收：新增{row.counts['new']}名，更新{row.counts['changed']}名。")
    return redirect("roll", import_id)


@endpoint(IMPORT_ROLL)
def refused_rows(request: KehouRequest, import_id: UUID) -> HttpResponse:
    """The refused rows as a workbook, to be mended and uploaded again."""
    row = _import(request, import_id)
    content = content_of(row.file_id, on=business_now().date())
    check = check_file(row.place, content, kind=RollKind(row.kind), term_first_date=row.term_first_date)
    return taken_file(write_refused(check), "未接收的行.xlsx")


@endpoint(CONFIRM_LEAVER)
def leavers(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """Pupils whom the latest roll does not name: who has left, and who stays?"""
    school = school_at(request, CONFIRM_LEAVER, school_id)
    if request.method == "POST":
        leave = request.POST.get("outcome") == "left"
        settled = confirm_leavers(
            actor=request.actor, now=business_now(), pupils=ids_sent(request, "pupil"), leave=leave
        )
        messages.success(request, f"已确认{settled}名学生{'离校' if leave else '仍在校'}。")
        return redirect("school-leavers", school_id)
    rows = open_leavers(school.place)
    return render(request, "registry/leavers.html", {"school": school, "rows": rows})


def _import(request: KehouRequest, import_id: UUID) -> RollImport:
    return get_object_or_404(RollImport, IMPORT_ROLL.rows_for(request.actor), pk=import_id)
