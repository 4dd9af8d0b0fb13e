"""Naming what a session uses from the county's register (A6.19, A6.20, A6.22)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.authority.public import judge_at, resources_of
from kehou.delivery.access import LEAD_SESSION
from kehou.delivery.facts import SessionState
from kehou.delivery.models import ResourceUse
from kehou.delivery.services.stepping import locked
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.rulebook.facts.resources import ResourceUseFacts


class UnableToUseResource(UnableTo):
    """The resource is not offered, the visit has no safety plan, or the session was cancelled."""


@transaction.atomic
def use_resource(
    *,
    actor: Actor,
    now: datetime,
    session_id: UUID,
    resource_id: UUID,
    is_visit: bool = False,
    safety_plan: str = "",
) -> ResourceUse:
    """Name a resource that a session uses; naming it again changes nothing. Raises UnableToUseResource."""
    session = locked(session_id)
    require(LEAD_SESSION, actor, session.place)
    listed = {row.id: row for row in resources_of(session.county_code)}
    if resource_id not in listed:
        raise Http404
    resource, plan = listed[resource_id], safety_plan.strip()
    facts = ResourceUseFacts(resource.kind, resource.is_offered, is_visit, bool(plan))
    refused = list(stops(judge_at(session.place, facts, on=local_day(now))))
    if session.state == SessionState.CANCELLED:
        refused.append(refusal("A6.19", "cancelled_session_uses_nothing", subject="session"))
    if refused:
        raise UnableToUseResource(refused)
    use, is_new = ResourceUse.objects.get_or_create(
        session=session,
        resource_id=resource.id,
        defaults={
            "county_code": session.county_code,
            "school_id": session.school_id,
            "kind": resource.kind,
            "title": resource.title,
            "is_visit": is_visit,
            "safety_plan": plan,
            "named_by": actor.person,
            "named_at": now,
        },
    )
    if is_new:
        subject = subject_of("session", session.id)
        record("resource.used", actor=actor, place=session.place, subject=subject, now=now)
    return use
