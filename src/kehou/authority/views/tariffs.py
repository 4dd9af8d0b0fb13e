"""The city's desk: versions of the fee standard, entered by one department and published by another."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kehou.authority.access import CONSENT_TO_TARIFF, ENTER_TARIFF, PUBLISH_TARIFF, SEE_AUTHORITY, body_of
from kehou.authority.forms.tariffs import ConsentForm, TariffForm
from kehou.authority.models import Tariff
from kehou.authority.queries import tariffs_for
from kehou.authority.services.tariffs import consent_to_tariff, enter_tariff, publish_tariff
from kehou.kernel.places import Place
from kehou.platform.access.actions import require
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now


@endpoint(SEE_AUTHORITY)
def index(request: KehouRequest) -> HttpResponse:
    """Every version of the actor's cities; drafts only for those who enter or publish them."""
    context = {
        "rows": tariffs_for(request.actor, today=business_now().date()),
        "may_enter": ENTER_TARIFF.open_to(request.actor),
        "may_publish": PUBLISH_TARIFF.open_to(request.actor),
    }
    return render(request, "authority/tariffs.html", context)


@endpoint(ENTER_TARIFF)
def entry(request: KehouRequest) -> HttpResponse:
    """Type one version in; it stays a draft until somebody else publishes it."""
    form = TariffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        (city, *_) = request.actor.places(ENTER_TARIFF.roles)
        enter_tariff(actor=request.actor, now=business_now(), city_code=city.code, **form.given())
        messages.success(request, "已录入草稿。价格、教育、财政部门和市人民政府都同意以后才能发布。")
        return redirect("tariffs")
    return render(request, "authority/tariff_entry.html", {"form": form})


@endpoint(CONSENT_TO_TARIFF)
def consent(request: KehouRequest, tariff_id: UUID) -> HttpResponse:
    """A department's, or the city government's, consent to a draft."""
    draft = get_object_or_404(Tariff, pk=tariff_id, published_at=None)
    city = Place(draft.city_code)
    require(CONSENT_TO_TARIFF, request.actor, city)
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        consent_to_tariff(actor=request.actor, now=business_now(), tariff_id=tariff_id, **form.cleaned_data)
        messages.success(request, "已记下同意的日期。")
        return redirect("tariffs")
    context = {"form": form, "draft": draft, "body": body_of(request.actor, city).label}
    return render(request, "authority/tariff_consent.html", context)


@require_POST
@endpoint(PUBLISH_TARIFF)
def publication(request: KehouRequest, tariff_id: UUID) -> HttpResponse:
    """Publish a draft."""
    draft = get_object_or_404(Tariff, pk=tariff_id)
    require(PUBLISH_TARIFF, request.actor, Place(draft.city_code))
    publish_tariff(actor=request.actor, now=business_now(), tariff_id=tariff_id)
    messages.success(request, "收费标准已经发布，学校的方案将按它核对。")
    return redirect("tariffs")
