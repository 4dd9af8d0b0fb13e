"""The authority's side: taking a plan into review, remarks, co-signing, and the decision (A7.4, A8.4)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import edition_at, judge_at, judge_county
from kehou.kernel.actor import Actor
from kehou.kernel.ids import PersonId
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, Verdict, stops
from kehou.plans.access import CO_SIGN_PLAN, DECIDE_PLAN, REVIEW_PLAN
from kehou.plans.content import from_json
from kehou.plans.judging import judge_version
from kehou.plans.models import CoSignature, Decision, PartComment, PlanVersion, Review
from kehou.plans.services.drafting import next_draft
from kehou.plans.services.moving import move
from kehou.plans.storing import verdicts_to_json
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import subject_of
from kehou.platform.outbox.announcing import announce
from kehou.registry.public import school_info
from kehou.rulebook.facts.approval import ApprovalFacts, ReturnFacts


class UnableToDecide(UnableTo):
    """The decision is not this person's to make, or the plan or the county does not meet the Measures."""


_EVENTS = {
    Decision.Kind.APPROVE: "approve",
    Decision.Kind.RETURN: "return",
    Decision.Kind.REFUSE: "refuse",
}


@transaction.atomic
def take_plan(*, actor: Actor, now: datetime, version_id: UUID) -> Review:
    """Take a submitted version into review."""
    version = _locked(version_id)
    require(REVIEW_PLAN, actor, version.place)
    move(version.plan, "take", actor=actor, now=now)
    return Review.objects.create(**_at(version), officer_id=actor.person, taken_at=now)


@transaction.atomic
def comment_on_part(*, actor: Actor, now: datetime, version_id: UUID, part: str, text: str) -> PartComment:
    """Remark on one part of a version for its authors to read."""
    version = _locked(version_id)
    require(REVIEW_PLAN, actor, version.place)
    return PartComment.objects.create(
        **_at(version), part=part, text=text, written_by=actor.person, written_at=now
    )


@transaction.atomic
def co_sign(
    *, actor: Actor, now: datetime, version_id: UUID, section: str, agrees: bool, opinion: str = ""
) -> CoSignature:
    """Give another section's opinion before the decision (practice.md 5)."""
    version = _locked(version_id)
    require(CO_SIGN_PLAN, actor, version.place)
    return CoSignature.objects.create(
        **_at(version),
        section=section,
        agrees=agrees,
        opinion=opinion,
        signed_by=actor.person,
        signed_at=now,
    )


@transaction.atomic
def decide_plan(
    *,
    actor: Actor,
    now: datetime,
    version_id: UUID,
    kind: str,
    reasons: str = "",
    reply_id: UUID | None = None,
) -> Decision:
    """Approve, return or refuse a version under review.

    The plan is judged again on the day, for the authority answers for what it approves (A8.4). A return opens
    the next draft. Raises UnableToDecide with every verdict that stops it.
    """
    version = _locked(version_id)
    require(REVIEW_PLAN if kind == Decision.Kind.RETURN else DECIDE_PLAN, actor, version.place)
    today = local_day(now)
    verdicts = judge_version(version, on=today)
    unmet = stops(verdicts) if kind == Decision.Kind.APPROVE else ()
    judged = _judge_decision(version, actor, now, kind, reasons, unmet)
    refused = (*stops(judged), *unmet)
    if refused:
        raise UnableToDecide(refused)
    edition = edition_at(today).id
    move(version.plan, _EVENTS[Decision.Kind(kind)], actor=actor, now=now, edition=edition)
    decision = Decision.objects.create(
        **_at(version),
        kind=kind,
        reasons=reasons,
        verdicts=verdicts_to_json((*verdicts, *judged)),
        edition=edition,
        decided_by=actor.person,
        decided_at=now,
        reply_id=reply_id,
    )
    if kind == Decision.Kind.APPROVE:
        announce(
            "plan.approved",
            place=version.place,
            subject=subject_of("plan", version.plan_id),
            now=now,
            payload={"version": str(version.id), "term": str(version.plan.term_id)},
        )
    if kind == Decision.Kind.RETURN:
        next_draft(version.plan, now=now)
    return decision


def _judge_decision(
    version: PlanVersion, actor: Actor, now: datetime, kind: str, reasons: str, unmet: tuple[Verdict, ...]
) -> tuple[Verdict, ...]:
    decided_by = PersonId(actor.person)
    authors = frozenset(
        {PersonId(version.submission.submitted_by), *(PersonId(UUID(author)) for author in version.edited_by)}
    )
    if kind != Decision.Kind.APPROVE:
        return judge_at(version.place, ReturnFacts(decided_by, authors, reasons), on=local_day(now))
    school = school_info(version.school_id)
    today = local_day(now)
    facts = ApprovalFacts(
        decided_by=decided_by,
        decided_date=today,
        authority_code=_authority_of(actor, school.authority_code),
        competent_authority_code=school.authority_code,
        authors=authors,
        edition_last_day=edition_at(today).last_date,
        unmet_stops=tuple(dict.fromkeys(verdict.clause for verdict in unmet)),
    )
    charges = from_json(version.content).fees.charges
    return (
        *judge_at(version.place, facts, on=today),
        *judge_county(version.place, on=today, plan_charges=charges),
    )


def _authority_of(actor: Actor, competent: str) -> str:
    """The bureau for which the actor decides: the competent one if the actor sits there."""
    codes = [place.code for place in actor.places(DECIDE_PLAN.roles | REVIEW_PLAN.roles)]
    return competent if competent in codes else next(iter(codes), "")


def _locked(version_id: UUID) -> PlanVersion:
    return (
        PlanVersion.objects.select_for_update(of=("self",))
        .select_related("plan", "submission")
        .get(pk=version_id)
    )


def _at(version: PlanVersion) -> dict[str, object]:
    return {"county_code": version.county_code, "school_id": version.school_id, "version": version}
