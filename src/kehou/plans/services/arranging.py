"""After the approval: leaders, rooms and the week inside the envelope, told as a notice (practice.md 5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import edition_at
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.plans.access import DRAFT_PLAN
from kehou.plans.arranged import arranged_content
from kehou.plans.content import from_json, to_json
from kehou.plans.envelope import judge_envelope
from kehou.plans.facts import PlanContent
from kehou.plans.judging import judge_content
from kehou.plans.models import Arrangement, Decision, PlanVersion
from kehou.plans.rules import State
from kehou.plans.storing import verdicts_to_json
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.outbox.announcing import announce
from kehou.registry.public import school_info, term_info


class UnableToArrange(UnableTo):
    """The plan is not approved, somebody else arranged meanwhile, or the change needs a new approval."""


@transaction.atomic
def arrange(
    *,
    actor: Actor,
    now: datetime,
    version_id: UUID,
    number: int,
    change: Callable[[PlanContent], PlanContent],
) -> Arrangement:
    """Write down late details of an approved version; its own content stays as it was approved.

    ``number`` is that of the arrangement the change starts from, 0 before the first. The authority is told;
    what leaves the envelope or breaks a rule is refused. Raises UnableToArrange.
    """
    version = PlanVersion.objects.select_for_update(of=("self",)).select_related("plan").get(pk=version_id)
    require(DRAFT_PLAN, actor, version.place)
    _require_approved(version)
    if version.arrangements.count() != number:
        raise UnableToArrange([refusal("A7.11", "changed_meanwhile", subject="plan")])
    content = change(arranged_content(version))
    today = local_day(now)
    school, term = school_info(version.school_id), term_info(version.plan.term_id)
    verdicts = judge_content(content, school, term, on=today)
    refused = (*judge_envelope(from_json(version.content), content), *stops(verdicts))
    if refused:
        raise UnableToArrange(refused)
    subject = subject_of("plan", version.plan_id)
    record("plan.arranged", actor=actor, place=version.place, subject=subject, now=now)
    announce(
        "plan.arranged",
        place=version.place,
        subject=subject,
        now=now,
        payload={"term": str(version.plan.term_id)},
    )
    return Arrangement.objects.create(
        county_code=version.county_code,
        school_id=version.school_id,
        version=version,
        number=number + 1,
        content=to_json(content),
        verdicts=verdicts_to_json(verdicts),
        edition=edition_at(today).id,
        arranged_by=actor.person,
        arranged_at=now,
    )


def _require_approved(version: PlanVersion) -> None:
    approved = version.decisions.filter(kind=Decision.Kind.APPROVE).exists()
    if version.plan.state not in (State.APPROVED, State.AMENDING) or not approved:
        raise UnableToArrange([refusal("A7.4", "not_approved_yet", subject="plan")])
