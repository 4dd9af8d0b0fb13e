"""The county's desk of providers: applications, reviews, competitions, the list (A6.7 to A6.12)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.authority.public import edition_at, parameters_for
from kehou.kernel.places import Place
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.providers.access import (
    ENTER_PROVIDER,
    MOVE_PROVIDER,
    NAME_CONTACT,
    PUBLISH_LIST,
    REVIEW_PROVIDER,
    SEE_PROVIDERS,
)
from kehou.providers.forms.bodies import (
    CompetitionForm,
    CriteriaForm,
    LicenceForm,
    ListForm,
    MoveForm,
    ProviderForm,
    ReviewForm,
)
from kehou.providers.queries.bodies import (
    ProviderRow,
    competitions_of,
    criteria_of,
    provider_at,
    providers_of,
    versions_of,
)
from kehou.providers.rules import GONE
from kehou.providers.services.bodies import enter_provider, issue_criteria, renew_licence
from kehou.providers.services.listing import confirm_list, open_list
from kehou.providers.services.moving import move_provider
from kehou.providers.services.pricing import award, hold_competition
from kehou.providers.services.reviewing import review_provider
from kehou.providers.views.places import county_of

BACK = {"back": "providers", "back_to": "第三方机构"}


@endpoint(SEE_PROVIDERS)
def index(request: KehouRequest) -> HttpResponse:
    """Providers, competitions and versions of the list."""
    county = county_of(request, SEE_PROVIDERS)
    context = {
        "county": county,
        "criteria": criteria_of(county),
        "rows": providers_of(request.actor),
        "competitions": competitions_of(request.actor)[:50],
        "versions": versions_of(request.actor),
        "today": business_now().date(),
        "may_enter": ENTER_PROVIDER.open_to(request.actor),
        "may_publish": PUBLISH_LIST.open_to(request.actor),
    }
    return render(request, "providers/bodies.html", context)


@endpoint(MOVE_PROVIDER)
def criteria(request: KehouRequest) -> HttpResponse:
    """Issue the county's criteria."""
    county = county_of(request, MOVE_PROVIDER)
    form = CriteriaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        issue_criteria(actor=request.actor, now=business_now(), county_code=county, **form.cleaned_data)
        messages.success(request, "引进标准已经登记并公开。")
        return redirect("providers")
    context = {"form": form, "title": "登记引进标准", "label": "登记并公开", **BACK}
    return render(request, "providers/entry.html", context)


@endpoint(ENTER_PROVIDER)
def entry(request: KehouRequest) -> HttpResponse:
    """Take in a body's application."""
    county = county_of(request, ENTER_PROVIDER)
    form = ProviderForm(request.POST or None, domains=_domains(county))
    if request.method == "POST" and form.is_valid():
        found = enter_provider(actor=request.actor, now=business_now(), county_code=county, **form.given())
        messages.success(request, "申报已登记，等两位审核人审核。")
        return redirect("provider", found.id)
    return render(request, "providers/body_entry.html", {"form": form})


@endpoint(ENTER_PROVIDER)
def licence(request: KehouRequest, provider_id: UUID) -> HttpResponse:
    """Enter a body's renewed licence (A6.6)."""
    row = provider_at(provider_id, viewer=request.actor).provider
    held = {"licence_number": row.licence_number, "licence_domains": row.licence_domains}
    form = LicenceForm(request.POST or None, domains=_domains(row.county_code), initial=held)
    if request.method == "POST" and form.is_valid():
        renew_licence(actor=request.actor, now=business_now(), provider_id=row.id, **form.cleaned_data)
        messages.success(request, "新的许可证已经登记。")
        return redirect("provider", row.id)
    title = f"登记{row.name}换发的许可证"
    context = {"form": form, "title": title, "label": "登记", **BACK}
    return render(request, "providers/entry.html", context)


@endpoint(SEE_PROVIDERS)
def provider(request: KehouRequest, provider_id: UUID) -> HttpResponse:
    """One body with its reviews and steps."""
    return _show(request, provider_at(provider_id, viewer=request.actor))


@require_POST
@endpoint(REVIEW_PROVIDER)
def review(request: KehouRequest, provider_id: UUID) -> HttpResponse:
    """Write down one reviewer's finding."""
    row = provider_at(provider_id, viewer=request.actor)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _show(request, row, review_form=form)
    review_provider(actor=request.actor, now=business_now(), provider_id=row.provider.id, **form.given())
    messages.success(request, "审核意见已记录。")
    return redirect("provider", provider_id)


@require_POST
@endpoint(MOVE_PROVIDER)
def standing(request: KehouRequest, provider_id: UUID) -> HttpResponse:
    """Suspend, lift or remove a body."""
    row = provider_at(provider_id, viewer=request.actor)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _show(request, row, move_form=form)
    move_provider(actor=request.actor, now=business_now(), provider_id=row.provider.id, **form.cleaned_data)
    messages.success(request, "决定已生效，名单页同时更新。")
    return redirect("provider", provider_id)


@endpoint(ENTER_PROVIDER)
def competition(request: KehouRequest) -> HttpResponse:
    """Write down a competitive procedure."""
    county = county_of(request, ENTER_PROVIDER)
    today = business_now().date()
    words = edition_at(today).wording
    methods = parameters_for(Place(county), on=today).codes("tp_methods")
    form = CompetitionForm(
        request.POST or None,
        domains=_domains(county),
        methods=[(code, words.written(code)) for code in sorted(methods)],
        providers=[(row.provider.id, row.provider.name) for row in providers_of(request.actor)],
    )
    if request.method == "POST" and form.is_valid():
        hold_competition(actor=request.actor, now=business_now(), county_code=county, **form.given())
        messages.success(request, "竞争结果已登记，由审批人确定中选。")
        return redirect("providers")
    return render(request, "providers/competition_entry.html", {"form": form})


@require_POST
@endpoint(PUBLISH_LIST)
def bid_award(request: KehouRequest, bid_id: UUID) -> HttpResponse:
    """Let a bid win."""
    county_of(request, PUBLISH_LIST)
    award(actor=request.actor, now=business_now(), bid_id=bid_id)
    messages.success(request, "中选价已确定，可以列入名单。")
    return redirect("providers")


@endpoint(PUBLISH_LIST)
def list_opening(request: KehouRequest) -> HttpResponse:
    """Show a new version of the list."""
    county = county_of(request, PUBLISH_LIST)
    form = ListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        open_list(actor=request.actor, now=business_now(), county_code=county, **form.cleaned_data)
        messages.success(request, "名单已开始公示。")
        return redirect("providers")
    context = {"form": form, "title": "公示名单", "label": "开始公示", **BACK}
    return render(request, "providers/entry.html", context)


@require_POST
@endpoint(PUBLISH_LIST)
def list_confirmation(request: KehouRequest, version_id: UUID) -> HttpResponse:
    """Put a version in force."""
    county_of(request, PUBLISH_LIST)
    confirm_list(actor=request.actor, now=business_now(), version_id=version_id)
    messages.success(request, "名单已生效。")
    return redirect("providers")


def _show(
    request: KehouRequest,
    row: ProviderRow,
    *,
    review_form: ReviewForm | None = None,
    move_form: MoveForm | None = None,
) -> HttpResponse:
    found, place = row.provider, Place(row.provider.county_code)
    words = edition_at(business_now().date()).wording
    context = {
        "row": row,
        "domains": [words.written(name) for name in found.licence_domains],
        "offers": [(offer, words.written(offer.domain)) for offer in found.offers.order_by("title")],
        "reviews": found.reviews.order_by("reviewed_at"),
        "steps": found.steps.order_by("done_at"),
        "review_form": review_form or ReviewForm(),
        "move_form": move_form or MoveForm(),
        "may_review": found.state == "applied" and REVIEW_PROVIDER.permits(request.actor, place),
        "may_keep_agents": NAME_CONTACT.permits(request.actor, place),
        "may_renew": found.state not in GONE and ENTER_PROVIDER.permits(request.actor, place),
        "may_move": found.state in ("listed", "suspended") and MOVE_PROVIDER.permits(request.actor, place),
    }
    return render(request, "providers/body.html", context)


def _domains(county: str) -> list[tuple[str, str]]:
    today = business_now().date()
    parameters, words = parameters_for(Place(county), on=today), edition_at(today).wording
    codes = parameters.codes("x_domains") | parameters.codes("extra_x_domains")
    return [(code, words.written(code)) for code in sorted(codes)]
