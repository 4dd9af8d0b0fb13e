"""The pages of the public rulebook. Anyone may open them; only the parameters of a place ask the database."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from kehou.kernel.verdict import UnableTo
from kehou.platform.access.actions import grants
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.registry.public import division_name
from kehou.web.rulebook.forms import PlaceForm, SearchForm, SinceForm
from kehou.web.rulebook.parameters import changes_at, parameters_page, under
from kehou.web.rulebook.statements import articles, edition, search, statements

READ_RULEBOOK = grants("rulebook.read", anyone=True)


@endpoint(READ_RULEBOOK)
def index(request: KehouRequest) -> HttpResponse:
    """The articles, or what a search finds."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    context = {
        "edition": edition(),
        "form": form,
        "words": words,
        "found": search(words) if words else [],
        "articles": articles(),
        "count": len(statements()),
        "kept_count": sum(page.is_kept for page in statements().values()),
    }
    return render(request, "web/rulebook/index.html", context)


@endpoint(READ_RULEBOOK)
def article(request: KehouRequest, number: int) -> HttpResponse:
    """One article, statement by statement."""
    pages = {page.number: page for page in articles()}
    if number not in pages:
        raise Http404
    context = {"page": pages[number], "before": pages.get(number - 1), "after": pages.get(number + 1)}
    return render(request, "web/rulebook/article.html", context)


@endpoint(READ_RULEBOOK)
def statement(request: KehouRequest, clause: str) -> HttpResponse:
    """One statement at its stable address, to which every refusal leads."""
    page = statements().get(clause)
    if page is None:
        raise Http404
    form = PlaceForm(request.GET.dict(), today=business_now().date())
    place, day = form.chosen()
    context = {"page": page, "form": form, "place": division_name(place.code), "day": day}
    try:
        context["parameters"] = under(clause, place, on=day)
    except UnableTo as refused:
        context["refused"] = refused.verdicts
    return render(request, "web/rulebook/statement.html", context)


@endpoint(READ_RULEBOOK)
def parameters(request: KehouRequest) -> HttpResponse:
    """All parameters in force at a place on a day; where none can be, why."""
    form = PlaceForm(request.GET.dict(), today=business_now().date())
    place, day = form.chosen()
    context = {"form": form, "place": division_name(place.code), "day": day}
    try:
        context["page"] = parameters_page(place, on=day)
    except UnableTo as refused:
        context["refused"] = refused.verdicts
    return render(request, "web/rulebook/parameters.html", context)


@endpoint(READ_RULEBOOK)
def changes(request: KehouRequest) -> HttpResponse:
    """What changed at a place since a day."""
    today = business_now().date()
    form = SinceForm(request.GET.dict(), today=today)
    place, since = form.chosen()
    rows = changes_at(place, since=since)
    context = {
        "form": form,
        "place": division_name(place.code),
        "since": since,
        "coming": [row for row in rows if row.on > today],
        "past": [row for row in rows if row.on <= today],
        "edition": edition(),
    }
    return render(request, "web/rulebook/changes.html", context)


@endpoint(READ_RULEBOOK)
def trace(request: KehouRequest) -> HttpResponse:
    """What is kept and what is open, article by article."""
    pages = articles()
    context = {
        "articles": pages,
        "kept_count": sum(page.kept_count for page in pages),
        "open_count": sum(page.open_count for page in pages),
    }
    return render(request, "web/rulebook/trace.html", context)
