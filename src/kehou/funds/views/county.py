"""A county's accounts side by side, to take away (A9.35)."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from kehou.funds.access import SEE_COUNTY_ACCOUNTS
from kehou.funds.accounts.county import county_csv, county_workbook
from kehou.kernel.places import Place
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import record
from kehou.platform.clock.business import business_now
from kehou.platform.ui.downloads import WORKBOOK, taken_file
from kehou.registry.public import division_name, terms_of

KINDS = {"xlsx": WORKBOOK, "csv": "text/csv; charset=utf-8"}


@endpoint(SEE_COUNTY_ACCOUNTS)
def index(request: KehouRequest) -> HttpResponse:
    """The terms whose accounts can be taken away, by county."""
    codes = sorted({place.code for place in request.actor.places(SEE_COUNTY_ACCOUNTS.roles)})
    rows = [(code, division_name(code), terms_of(code)) for code in codes]
    return render(request, "funds/county_accounts.html", {"rows": rows})


@endpoint(SEE_COUNTY_ACCOUNTS)
def export(request: KehouRequest, county_code: str, term_id: UUID, kind: str) -> HttpResponse:
    """The accounts of all schools of a county's term as a workbook or as text."""
    place, now = _county(request, county_code), business_now()
    if kind not in KINDS or term_id not in {term.id for term in terms_of(county_code)}:
        raise Http404
    content = (
        county_csv(county_code, term_id) if kind == "csv" else county_workbook(county_code, term_id, at=now)
    )
    record("accounts.exported", actor=request.actor, place=place, subject=f"term/{term_id}", now=now)
    return taken_file(content, f"accounts-{county_code}.{kind}", kind=KINDS[kind])


def _county(request: KehouRequest, county_code: str) -> Place:
    """The county as one of those whose accounts the viewer sees. Raises Http404."""
    places = request.actor.places(SEE_COUNTY_ACCOUNTS.roles)
    found = next((place for place in places if place.code == county_code), None)
    if found is None:
        raise Http404
    return found
