"""A county enters resources into its register, and another person reviews them (A6.19 to A6.23)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404

from kehou.authority.access import KEEP_RESOURCES, REVIEW_RESOURCE
from kehou.authority.models import Resource, ResourceReview
from kehou.authority.public import judge_at
from kehou.kernel.actor import Actor
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.locks import hold
from kehou.rulebook.facts.resources import ResourceFacts, ResourceKind


class UnableToEnterResource(UnableTo):
    """The resource would cost pupils something, or it stands in the register already."""


class UnableToReviewResource(UnableTo):
    """The reviewer entered it, gives no reason for keeping it out, or nothing would change."""


@transaction.atomic
def enter_resource(
    *,
    actor: Actor,
    now: datetime,
    county_code: str,
    kind: str,
    title: str,
    whereabouts: str,
    keeper: str = "",
    use: str = "",
    price: Fen = ZERO,
) -> UUID:
    """Enter a free place or an online resource. Raises UnableToEnterResource.

    A place or a platform may be used at once; what the county collects waits for its review (A6.22).
    """
    county = Place(county_code)
    require(KEEP_RESOURCES, actor, county)
    refused = list(stops(judge_at(county, ResourceFacts(ResourceKind(kind), price), on=local_day(now))))
    hold(f"resources/{county_code}")
    if Resource.objects.filter(county_code=county_code, kind=kind, title=title).exists():
        refused.append(refusal("A6.19", "resource_listed_before", subject="resource", found=title))
    if refused:
        raise UnableToEnterResource(refused)
    row = Resource.objects.create(
        county_code=county_code,
        kind=kind,
        title=title,
        keeper=keeper,
        whereabouts=whereabouts,
        use=use,
        entered_by=actor.person,
        entered_at=now,
    )
    record("resource.entered", actor=actor, place=county, subject=subject_of("resource", row.id), now=now)
    return row.id


@transaction.atomic
def review_resource(
    *, actor: Actor, now: datetime, resource_id: UUID, outcome: str, reason: str = ""
) -> ResourceReview:
    """Let a resource in, keep it out or take it out again. Raises UnableToReviewResource (A6.22)."""
    resource = get_object_or_404(Resource, id=resource_id)
    county = Place(resource.county_code)
    require(REVIEW_RESOURCE, actor, county)
    hold(f"resource/{resource.id}")
    last = resource.reviews.order_by("-reviewed_at").first()
    refused = []
    if resource.entered_by == actor.person:
        refused.append(refusal("A6.22", "own_resource_reviewed", subject="resource"))
    if outcome != ResourceReview.Outcome.OFFERED and not reason.strip():
        refused.append(refusal("A6.22", "review_without_reason", subject="resource"))
    if last is not None and last.outcome == outcome:
        refused.append(refusal("A6.22", "reviewed_before", subject="resource"))
    if refused:
        raise UnableToReviewResource(refused)
    row = ResourceReview.objects.create(
        county_code=resource.county_code,
        resource=resource,
        outcome=outcome,
        reason=reason.strip(),
        reviewed_by=actor.person,
        reviewed_at=now,
    )
    record(
        "resource.reviewed", actor=actor, place=county, subject=subject_of("resource", resource.id), now=now
    )
    return row
