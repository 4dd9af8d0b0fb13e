"""Pages that anyone may open: a notice by its code, and an objection to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kehou.notices.access import OBJECT, READ_NOTICE
from kehou.notices.forms import ObjectionForm
from kehou.notices.models import Notice
from kehou.notices.queries import earlier_notices, notice_by_code, objections_of, scope_of_code
from kehou.notices.services.objecting import UnableToObject, raise_objection
from kehou.notices.showing import show_notice
from kehou.platform.access.addresses import address_of
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.registry.public import school_info


@endpoint(READ_NOTICE, scope=scope_of_code)
def notice(request: KehouRequest, code: str) -> HttpResponse:
    """One notice as it was published, its objections and answers, and earlier versions."""
    row = notice_by_code(code)
    context = {
        "school": school_info(row.school_id),
        "page": show_notice(row, today=business_now().date()),
        "objections": objections_of(row),
        "earlier": earlier_notices(row),
    }
    return render(request, "notices/public.html", context)


@endpoint(OBJECT, scope=scope_of_code)
def objection(request: KehouRequest, code: str) -> HttpResponse:
    """Object or ask, without signing in."""
    row = notice_by_code(code)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = _taken(request, row, form)
        if number:
            messages.success(request, f"已收到您的意见，编号{number}。学校会在公示页上答复。")
            return redirect("notice", code=code)
    page = show_notice(row, today=business_now().date())
    return render(request, "notices/objection.html", {"page": page, "form": form})


def _taken(request: KehouRequest, row: Notice, form: ObjectionForm) -> int | None:
    """The objection's number; else the form says why not, and keeps what was written."""
    try:
        taken = raise_objection(
            actor=request.actor,
            now=business_now(),
            notice_id=row.id,
            address=address_of(request),
            **form.cleaned_data,
        )
    except UnableToObject as refused:
        form.refuse(refused)
        return None
    return taken.number
