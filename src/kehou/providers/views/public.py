"""The county's list of bodies, items and prices, for anyone (A6.8)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from kehou.authority.public import county_policy, edition_at
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.providers.access import READ_LIST
from kehou.providers.queries.bodies import criteria_of, public_list, scope_of_county
from kehou.registry.public import county_named


@endpoint(READ_LIST, scope=scope_of_county)
def provider_list(request: KehouRequest, county_code: str) -> HttpResponse:
    """The list in force, the version being shown, and the criteria."""
    today = business_now().date()
    county = county_named(county_code)
    words = edition_at(today).wording
    page = public_list(county_code, on=today)
    context = {
        "county": county,
        "page": page,
        "lines": [(row, words.written(row.domain), row.provider_id in page.halted) for row in page.lines],
        "shown_lines": [(row, words.written(row.domain)) for row in page.shown_lines],
        "criteria": criteria_of(county_code),
        "policy": county_policy(county_code, on=today),
    }
    return render(request, "providers/list.html", context)
