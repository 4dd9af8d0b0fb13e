"""The public site: find a school, and see where its service stands this term. No child's data."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kehou.authority.public import county_policy
from kehou.funds.public import term_account
from kehou.oversight.public import published_survey
from kehou.platform.access.actions import grants
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.database.scope import Scope, at
from kehou.registry.public import SchoolInfo, current_term, division_name, find_schools, school_by_code
from kehou.web.search import SchoolSearchForm
from kehou.web.standing import public_line, standing_of

READ_SCHOOLS = grants("school.read", anyone=True)
MOST = 400
A_PAGE = 20


def scope_of_school(short_code: str) -> Scope:
    """The scope of the one school that an address names. Raises Http404."""
    return at(_school(short_code).place)


@endpoint(READ_SCHOOLS)
def schools(request: KehouRequest) -> HttpResponse:
    """Schools by name or county, for anyone."""
    return render(request, "web/schools.html", school_list(request))


@endpoint(READ_SCHOOLS, scope=scope_of_school)
def school(request: KehouRequest, short_code: str) -> HttpResponse:
    """One school's five steps this term, and where to complain (A2.13, A11.14)."""
    found = _school(short_code)
    today = business_now().date()
    term = current_term(found.county_code, on=today)
    standing = standing_of(found, term) if term else None
    context = {
        "school": found,
        "county": division_name(found.county_code),
        "grades": sorted(found.grades),
        "term": term,
        "standing": standing,
        "stages": public_line(standing) if standing else (),
        "policy": county_policy(found.county_code, on=today),
        "account": term_account(found.id, term.id) if term else None,
        "survey": published_survey(found.id),
        "report_address": request.build_absolute_uri(reverse("report", args=[found.short_code])),
    }
    return render(request, "web/school.html", context)


def school_list(request: HttpRequest) -> dict[str, Any]:
    """What a search for schools shows: the form and one page of what it finds."""
    form = SchoolSearchForm(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    page = Paginator(find_schools(words, limit=MOST), A_PAGE).get_page(request.GET.get("page"))
    rows = [(row, division_name(row.county_code)) for row in page.object_list]
    return {"form": form, "words": words, "page": page, "rows": rows}


def _school(short_code: str) -> SchoolInfo:
    found = school_by_code(short_code)
    if found is None:
        raise Http404
    return found
