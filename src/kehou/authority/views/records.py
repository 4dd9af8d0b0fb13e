"""The county's desk: what its departments did for the service, and how the year's subsidy stands."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kehou.authority.access import KEEP_RECORD
from kehou.authority.forms.records import RecordForm
from kehou.authority.models import CountyRecord
from kehou.authority.public import judge_at, subsidy_of_year
from kehou.authority.services.records import UnableToKeepRecord, keep_record
from kehou.kernel.fen import Fen
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now

MAX_LISTED = 200


@endpoint(KEEP_RECORD)
def index(request: KehouRequest) -> HttpResponse:
    """All records of the county, the newest first, with what the year's subsidy lacks."""
    today = business_now().date()
    (county, *_) = request.actor.places(KEEP_RECORD.roles)
    subsidy = subsidy_of_year(county.code, on=today)
    rows = CountyRecord.objects.filter(county_code=county.code).order_by("-taken_date", "-entered_at")
    context = {
        "rows": [
            (row, Fen(row.amount_fen) if row.amount_fen is not None else None) for row in rows[:MAX_LISTED]
        ],
        "subsidy": subsidy,
        "year": today.year,
        "unmet": [found for found in judge_at(county, subsidy, on=today) if found.met is not True],
    }
    return render(request, "authority/records.html", context)


@endpoint(KEEP_RECORD)
def entry(request: KehouRequest) -> HttpResponse:
    """Write one down."""
    (county, *_) = request.actor.places(KEEP_RECORD.roles)
    form = RecordForm(request.POST or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            keep_record(actor=request.actor, now=business_now(), county_code=county.code, **form.given())
        except UnableToKeepRecord as refused:
            return render(
                request, "authority/record_entry.html", context | {"refused": refused.verdicts}, status=422
            )
        messages.success(request, "已经记入台账。")
        return redirect("county-records")
    return render(request, "authority/record_entry.html", context)
