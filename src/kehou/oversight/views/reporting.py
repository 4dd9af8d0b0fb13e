"""Reporting without signing in, and looking the answer up by the receipt."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kehou.kernel.places import Place
from kehou.oversight.access import READ_ANSWER, REPORT
from kehou.oversight.forms.cases import ReceiptForm, ReopeningForm, ReportForm
from kehou.oversight.queries.answers import answer_under
from kehou.oversight.receipts import place_of
from kehou.oversight.services.answering import rate_answer, reopen_case
from kehou.oversight.services.reporting import Receipt, Told, UnableToReport, file_report
from kehou.oversight.showing import show_answer
from kehou.platform.access.addresses import address_of
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.database.scope import Scope, at, scoped
from kehou.platform.paper.codes import CodeMistyped
from kehou.registry.public import SchoolInfo, division_name, school_by_code

_KEPT = "report-receipt"


def scope_of_county(short_code: str) -> Scope:
    """The county of the school that an address names: a report is the county's, never the school's."""
    return at(Place(_school(short_code).county_code))


@never_cache
@endpoint(REPORT, scope=scope_of_county)
def report(request: KehouRequest, short_code: str) -> HttpResponse:
    """Report something about a school to its county (A2.14, A11.14)."""
    school = _school(short_code)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        taken = _taken(request, school, form)
        if taken:
            request.session[_KEPT] = taken.number
            return redirect("report-receipt", short_code=short_code)
    context = {"school": school, "county": division_name(school.county_code), "form": form}
    return render(request, "oversight/report.html", context)


@never_cache
@endpoint(REPORT, scope=scope_of_county)
def receipt(request: KehouRequest, short_code: str) -> HttpResponse:
    """The number to look the answer up with; it is shown once and kept nowhere in clear."""
    number = request.session.pop(_KEPT, "")
    if not number:
        return redirect("report-answer")
    answer = answer_under(number)
    if answer is None:
        raise Http404
    today = business_now().date()
    context = {"school": _school(short_code), "number": number, "page": show_answer(answer, today=today)}
    return render(request, "oversight/receipt.html", context)


@never_cache
@endpoint(READ_ANSWER)
def answer(request: KehouRequest) -> HttpResponse:
    """Look a report up by its number. The number travels in the form, never in the address."""
    form = ReceiptForm(request.POST or None)
    page = None
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["receipt"]
        page = _page(number)
        if page is None:
            form.add_error("receipt", "没有这个编号，请核对后再查。")
    return render(request, "oversight/answer.html", {"form": form, "page": page})


@never_cache
@require_POST
@endpoint(READ_ANSWER)
def rating(request: KehouRequest) -> HttpResponse:
    """Say whether the answer will do."""
    number = request.POST.get("receipt", "")
    with scoped(_scope(number)):
        rate_answer(
            actor=request.actor,
            now=business_now(),
            receipt=number,
            is_content=request.POST.get("content") == "yes",
        )
    messages.success(request, "已记下您的评价。")
    return _shown(request, number)


@never_cache
@require_POST
@endpoint(READ_ANSWER)
def reopening(request: KehouRequest) -> HttpResponse:
    """Ask once for another look."""
    form = ReopeningForm(request.POST)
    number = request.POST.get("receipt", "")
    if form.is_valid():
        with scoped(_scope(number)):
            reopen_case(actor=request.actor, now=business_now(), **form.cleaned_data)
        messages.success(request, "已收到您的复查申请。")
    else:
        messages.error(request, "请写明申请复查的理由。")
    return _shown(request, number)


def _taken(request: KehouRequest, school: SchoolInfo, form: ReportForm) -> Receipt | None:
    """The receipt; else the form says why not, and keeps what was written."""
    try:
        return file_report(
            actor=request.actor,
            now=business_now(),
            county_code=school.county_code,
            told=Told(**form.cleaned_data),
            school_id=school.id,
            address=address_of(request),
        )
    except UnableToReport as refused:
        form.refuse(refused)
        return None


def _shown(request: KehouRequest, number: str) -> HttpResponse:
    form = ReceiptForm({"receipt": number})
    return render(request, "oversight/answer.html", {"form": form, "page": _page(number)})


def _page(number: str) -> object | None:
    try:
        scope = at(place_of(number))
    except CodeMistyped:
        return None
    with scoped(scope):
        found = answer_under(number)
    return show_answer(found, today=business_now().date()) if found else None


def _scope(number: str) -> Scope:
    if _page(number) is None:
        raise Http404
    return at(place_of(number))


def _school(short_code: str) -> SchoolInfo:
    school = school_by_code(short_code)
    if school is None:
        raise Http404
    return school
