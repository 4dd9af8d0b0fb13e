"""Handing a plan to the authority: judged, signed by the head, frozen (A7.3, A7.4)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import due_in, edition_at, judge_at
from kehou.consultation.public import judge_before_submission
from kehou.kernel.actor import Actor
from kehou.kernel.ids import PersonId
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, Verdict, stops
from kehou.plans.access import SUBMIT_PLAN
from kehou.plans.judging import judge_version
from kehou.plans.models import PlanVersion, Submission
from kehou.plans.services.moving import move
from kehou.plans.storing import verdicts_to_json
from kehou.platform.access.actions import require
from kehou.platform.documents.freezing import content_hash
from kehou.rulebook.facts.approval import DutyArea, SubmissionFacts

DutyHolders = tuple[tuple[DutyArea, PersonId], ...]


class UnableToSubmitPlan(UnableTo):
    """The plan, or what has to come before it, does not meet the Measures."""


@transaction.atomic
def submit_plan(*, actor: Actor, now: datetime, version_id: UUID, duty_holders: DutyHolders) -> Submission:
    """Submit a draft with the head's signature, and freeze it.

    Raises UnableToSubmitPlan with every verdict that stops it: the plan's own, the duty holders' (A3.2), and
    those of the rural gate and the consultation before it (A7.1, A7.2, A7.12).
    """
    version = PlanVersion.objects.select_for_update(of=("self",)).select_related("plan").get(pk=version_id)
    require(SUBMIT_PLAN, actor, version.place)
    today = local_day(now)
    verdicts = (
        *_judge_submission(version, now, duty_holders),
        *judge_before_submission(version.school_id, version.plan.term_id, now=now),
        *judge_version(version, on=today),
    )
    refused = stops(verdicts)
    if refused:
        raise UnableToSubmitPlan(refused)
    edition = edition_at(today).id
    move(version.plan, "submit", actor=actor, now=now, edition=edition, detail={"version": version.number})
    version.frozen_at, version.content_hash = now, content_hash(version.content)
    version.save(update_fields=["frozen_at", "content_hash"])
    return Submission.objects.create(
        county_code=version.county_code,
        school_id=version.school_id,
        version=version,
        submitted_by=actor.person,
        submitted_at=now,
        head_signed_by=actor.person,
        verdicts=verdicts_to_json(verdicts),
        edition=edition,
        decide_by_date=due_in("approve_wd", place=version.place, start=today),
    )


def _judge_submission(version: PlanVersion, now: datetime, holders: DutyHolders) -> tuple[Verdict, ...]:
    facts = SubmissionFacts(submitted_at=now, head_signed_at=now, duties=holders)
    return judge_at(version.place, facts, on=local_day(now))
