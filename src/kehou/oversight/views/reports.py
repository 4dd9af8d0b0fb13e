"""A teacher's year, the county's yearly report, and the report on children's data."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kehou.oversight.access import ANSWER_CONTEST, REPORT_YEAR, RUN_SURVEY, SEE_STATEMENT
from kehou.oversight.forms.inspections import ReportForm
from kehou.oversight.forms.surveys import ContestForm
from kehou.oversight.models import AnnualReport
from kehou.oversight.queries.child_data import child_data_audit
from kehou.oversight.queries.statements import open_contests, statement_of
from kehou.oversight.services.contesting import answer_contest, contest_statement
from kehou.oversight.services.reporting_year import report_year
from kehou.oversight.showing_reports import figure_lines, print_report
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.ui.downloads import shown_file
from kehou.registry.public import division_name, names_of, school_info


@endpoint(SEE_STATEMENT)
def statement(request: KehouRequest) -> HttpResponse:
    """The viewer's own year in the service; heads also see what was contested (A8.9)."""
    place = next((place for place in request.actor.places(SEE_STATEMENT.roles) if place.school_id), None)
    if place is None:
        raise Http404
    year = business_now().year
    form = ContestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        contest_statement(
            actor=request.actor, now=business_now(), place=place, year=year, **form.cleaned_data
        )
        messages.success(request, "已提出，等学校答复。")
        return redirect("statement")
    school = school_info(place.school)
    waiting = open_contests(school.id) if ANSWER_CONTEST.permits(request.actor, place) else []
    context = {
        "school": school,
        "statement": statement_of(request.actor.person, school, year),
        "form": form,
        "waiting": [(row, _names(row.person_id)) for row in waiting],
    }
    return render(request, "oversight/statement.html", context)


@require_POST
@endpoint(ANSWER_CONTEST)
def contest_reply(request: KehouRequest, contest_id: UUID) -> HttpResponse:
    """The school answers what a teacher contested."""
    form = ContestForm(request.POST)
    if form.is_valid():
        answer_contest(actor=request.actor, now=business_now(), contest_id=contest_id, **form.cleaned_data)
        messages.success(request, "已答复。")
    else:
        messages.error(request, "请填写答复，1000字以内。")
    return redirect("statement")


@endpoint(RUN_SURVEY)
def years(request: KehouRequest) -> HttpResponse:
    """The county's yearly reports, and a new one for the approver (A12.4)."""
    (place, *_) = request.actor.places(RUN_SURVEY.roles)
    now = business_now()
    year = now.year - 1
    form = ReportForm(request.POST or None)
    if request.method == "POST" and REPORT_YEAR.permits(request.actor, place) and form.is_valid():
        practices = form.cleaned_data["practices"].splitlines()
        report, _ = report_year(
            actor=request.actor, now=now, county_code=place.code, year=year, practices=practices
        )
        return redirect("year", report_id=report.id)
    context = {
        "year": year,
        "form": form,
        "may_report": REPORT_YEAR.permits(request.actor, place),
        "reports": AnnualReport.objects.filter(county_code=place.code).order_by("-reported_at"),
    }
    return render(request, "oversight/years.html", context)


@endpoint(RUN_SURVEY)
def year(request: KehouRequest, report_id: UUID) -> HttpResponse:
    """One report as it was frozen."""
    report = _report(request, report_id)
    context = {
        "report": report,
        "county": division_name(report.county_code),
        "lines": figure_lines(report.content["figures"]),
    }
    return render(request, "oversight/year.html", context)


@endpoint(RUN_SURVEY)
def year_paper(request: KehouRequest, report_id: UUID) -> HttpResponse:
    """One report on paper."""
    return shown_file(print_report(_report(request, report_id)), "report.pdf")


@endpoint(RUN_SURVEY)
def child_data(request: KehouRequest) -> HttpResponse:
    """Who read children's data in a year, in numbers, for the yearly audit (DP3)."""
    (place, *_) = request.actor.places(RUN_SURVEY.roles)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and len(asked) == 4 else business_now().year
    audit = child_data_audit(place, year)
    return render(request, "oversight/child_data.html", {"audit": audit, "county": division_name(place.code)})


def _report(request: KehouRequest, report_id: UUID) -> AnnualReport:
    return get_object_or_404(AnnualReport.objects.filter(RUN_SURVEY.rows_for(request.actor)), pk=report_id)


def _names(person_id: UUID) -> str:
    return names_of([person_id]).get(person_id, "")
