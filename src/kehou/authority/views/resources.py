"""The county's register of resources: kept and reviewed at its desk, read by anyone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kehou.authority.access import KEEP_RESOURCES, READ_RESOURCES, REVIEW_RESOURCE
from kehou.authority.forms.resources import ResourceForm, ReviewForm
from kehou.authority.models import Resource
from kehou.authority.names import RESOURCES
from kehou.authority.public import offered_resources, resources_of
from kehou.authority.services.resources import (
    UnableToEnterResource,
    UnableToReviewResource,
    enter_resource,
    review_resource,
)
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.registry.public import county_named


@endpoint(KEEP_RESOURCES)
def desk(request: KehouRequest) -> HttpResponse:
    """Every resource of the county with what was decided on it."""
    (county, *_) = request.actor.places(KEEP_RESOURCES.roles)
    listed = resources_of(county.code)
    rows = [(row, RESOURCES[row.kind], _state(row.outcome, row.is_offered)) for row in listed]
    return render(request, "authority/resources.html", {"rows": rows, "county": county.code})


@endpoint(KEEP_RESOURCES)
def entry(request: KehouRequest) -> HttpResponse:
    """Enter one."""
    (county, *_) = request.actor.places(KEEP_RESOURCES.roles)
    form = ResourceForm(request.POST or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            enter_resource(actor=request.actor, now=business_now(), county_code=county.code, **form.given())
        except UnableToEnterResource as refused:
            context |= {"refused": refused.verdicts}
            return render(request, "authority/resource_entry.html", context, status=422)
        messages.success(request, "已经登记。")
        return redirect("resources")
    return render(request, "authority/resource_entry.html", context)


@endpoint(REVIEW_RESOURCE)
def review(request: KehouRequest, resource_id: UUID) -> HttpResponse:
    """Decide on one."""
    (county, *_) = request.actor.places(REVIEW_RESOURCE.roles)
    resource = get_object_or_404(Resource, id=resource_id, county_code=county.code)
    form = ReviewForm(request.POST or None)
    earlier = resource.reviews.order_by("reviewed_at")
    kind = RESOURCES[resource.kind]  # type: ignore[index]  # a stored kind is one of them
    context: dict[str, object] = {"form": form, "resource": resource, "kind": kind, "earlier": earlier}
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            review_resource(actor=request.actor, now=business_now(), resource_id=resource_id, **given)
        except UnableToReviewResource as refused:
            context |= {"refused": refused.verdicts}
            return render(request, "authority/resource_review.html", context, status=422)
        messages.success(request, "审核结果已经记下。")
        return redirect("resources")
    return render(request, "authority/resource_review.html", context)


@endpoint(READ_RESOURCES)
def listing(request: KehouRequest, county_code: str) -> HttpResponse:
    """What schools of a county may use for free, without signing in (A6.19)."""
    county = county_named(county_code)
    groups: dict[str, list[object]] = {}
    for row in offered_resources(county_code):
        groups.setdefault(RESOURCES[row.kind], []).append(row)
    return render(request, "authority/resources_public.html", {"groups": groups, "county": county})


def _state(outcome: str, is_offered: bool) -> tuple[str, str]:
    """What a resource's standing is called, and its tone."""
    if is_offered:
        return "可以使用", "done"
    return ("待审核", "attention") if not outcome else ("不予采用或已停用", "plain")
