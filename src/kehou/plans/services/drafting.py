"""Writing a plan: opening it, changing a draft, copying an earlier one, amending an approved one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kehou.kernel.actor import Actor
from kehou.kernel.verdict import UnableTo, refusal
from kehou.plans.access import DRAFT_PLAN
from kehou.plans.content import from_json, to_json
from kehou.plans.facts import PlanContent
from kehou.plans.models import DraftStep, Plan, PlanVersion
from kehou.plans.rules import EDITABLE, State
from kehou.plans.services.moving import move
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.registry.public import SchoolInfo

KEPT_STEPS = 30


class UnableToOpenPlan(UnableTo):
    """A school has its plan for this term already."""


class UnableToChangePlan(UnableTo):
    """A version is no longer a draft, or somebody else changed it meanwhile."""


@transaction.atomic
def open_plan(
    *, actor: Actor, now: datetime, school: SchoolInfo, term_id: UUID, content: PlanContent | None = None
) -> PlanVersion:
    """Open the one plan of a school for a term with a first draft (A3.6). Raises UnableToOpenPlan."""
    require(DRAFT_PLAN, actor, school.place)
    if Plan.objects.filter(school_id=school.id, term_id=term_id).exists():
        raise UnableToOpenPlan([refusal("A3.6", "plan_exists", subject="plan")])
    plan = Plan.objects.create(
        county_code=school.county_code,
        school_id=school.id,
        term_id=term_id,
        state=State.DRAFT,
        state_since_at=now,
    )
    version = _add_version(plan, content or PlanContent(), number=1, authors=[str(actor.person)], now=now)
    record("plan.opened", actor=actor, place=school.place, subject=subject_of("plan", plan.id), now=now)
    return version


@transaction.atomic
def change_draft(
    *,
    actor: Actor,
    now: datetime,
    version_id: UUID,
    revision: int,
    change: Callable[[PlanContent], PlanContent],
    part: str = "plan",
) -> PlanVersion:
    """Change the content of a draft that is still at ``revision``; ``part`` names what is changed.

    What stood before can be taken back with ``take_back``. Raises UnableToChangePlan.
    """
    version = _draft(version_id, actor=actor, revision=revision)
    before = version.content
    _write(version, to_json(change(from_json(before))), actor=actor, now=now)
    DraftStep.objects.create(
        county_code=version.county_code,
        school_id=version.school_id,
        version=version,
        revision=revision,
        content=before,
        part=part,
        changed_by=actor.person,
        changed_at=now,
    )
    DraftStep.objects.filter(version=version, revision__lt=revision - KEPT_STEPS).delete()
    return version


@transaction.atomic
def take_back(*, actor: Actor, now: datetime, version_id: UUID, revision: int) -> DraftStep | None:
    """Put a draft back to what it said before its last change; None where nothing can be taken back.

    Again and again walks further back. Raises UnableToChangePlan.
    """
    version = _draft(version_id, actor=actor, revision=revision)
    step = version.steps.order_by("revision").last()
    if step is None:
        return None
    _write(version, step.content, actor=actor, now=now)
    step.delete()
    return step


def _draft(version_id: UUID, *, actor: Actor, revision: int) -> PlanVersion:
    version = PlanVersion.objects.select_for_update(of=("self",)).select_related("plan").get(pk=version_id)
    require(DRAFT_PLAN, actor, version.place)
    if version.frozen_at or version.plan.state not in EDITABLE:
        raise UnableToChangePlan([refusal("A7.11", "version_frozen", subject="plan", number=version.number)])
    if version.revision != revision:
        raise UnableToChangePlan([refusal("A7.11", "changed_meanwhile", subject="plan")])
    return version


def _write(version: PlanVersion, content: dict[str, Any], *, actor: Actor, now: datetime) -> None:
    version.content = content
    version.revision += 1
    version.edited_by = sorted({*version.edited_by, str(actor.person_id)})
    version.save(update_fields=["content", "revision", "edited_by"])
    record(
        "plan.changed",
        actor=actor,
        place=version.place,
        subject=subject_of("plan", version.plan_id),
        now=now,
        detail={"version": version.number, "revision": version.revision},
    )


@transaction.atomic
def amend_plan(*, actor: Actor, now: datetime, plan_id: UUID) -> PlanVersion:
    """Begin a new version of an approved plan; the approved one stays in force meanwhile (A4.14)."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    require(DRAFT_PLAN, actor, plan.place)
    move(plan, "amend", actor=actor, now=now)
    return next_draft(plan, now=now)


def next_draft(plan: Plan, *, now: datetime) -> PlanVersion:
    """A draft that starts from the latest version; keys of courses, slots and lines last.

    Its authors are those of what it starts from: whoever returned a plan did not write it.
    """
    latest = plan.versions.latest("number")
    return _add_version(
        plan, from_json(latest.content), number=latest.number + 1, authors=latest.edited_by, now=now
    )


def _add_version(
    plan: Plan, content: PlanContent, *, number: int, authors: list[str], now: datetime
) -> PlanVersion:
    return PlanVersion.objects.create(
        county_code=plan.county_code,
        school_id=plan.school_id,
        plan=plan,
        number=number,
        content=to_json(content),
        edited_by=authors,
        made_at=now,
    )
