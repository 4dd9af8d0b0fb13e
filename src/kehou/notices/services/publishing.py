"""Opening, closing and withdrawing a notice (A7.5, A2.12, A2.13)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.kernel.actor import Actor
from kehou.kernel.ids import PlanVersionId
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.notices.access import PUBLISH_NOTICE
from kehou.notices.building import build_content
from kehou.notices.content import from_json, to_json
from kehou.notices.facts import NoticeContent
from kehou.notices.models import Notice
from kehou.plans.public import ApprovedPlan, approved_plan, approved_version
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.rows import new_id
from kehou.platform.documents.freezing import content_hash
from kehou.platform.outbox.announcing import announce
from kehou.platform.paper.codes import short_code
from kehou.registry.public import holiday_calendar, names_of, pupils_of, working_days_after
from kehou.rulebook.facts.publicity import Audience, NoticeFacts, Objection, PublicityClosing
from kehou.rulebook.hunan_2024.private_traces import private_traces_in


class UnableToPublish(UnableTo):
    """There is nothing approved to show, or the notice lacks what must be told."""


class UnableToClose(UnableTo):
    """The period is too short, an objection stands unanswered, or families were not told."""


@transaction.atomic
def open_notice(*, actor: Actor, now: datetime, version_id: UUID) -> Notice:
    """Publish the approved version as it stands, frozen with its hash. Raises UnableToPublish.

    An earlier version that a later approval replaced is refused with the parts that differ (A2.12).
    """
    approved = approved_version(version_id)
    if approved is None or not approved.in_force:
        raise UnableToPublish([refusal("A7.5", "notice_without_approval", subject="notice")])
    require(PUBLISH_NOTICE, actor, approved.place)
    if Notice.objects.filter(version_id=version_id, withdrawn_at=None).exists():
        raise UnableToPublish([refusal("A7.5", "notice_running", subject="notice")])
    today = local_day(now)
    content = build_content(approved, on=today)
    refused = stops(judge_at(approved.place, _facts(approved, content, on=today), on=today))
    if refused:
        raise UnableToPublish(refused)
    notice = _store(approved, content, actor=actor, now=now)
    subject = subject_of("notice", notice.id)
    record("notice.opened", actor=actor, place=approved.place, subject=subject, now=now)
    announce("notice.opened", place=approved.place, subject=subject, now=now)
    return notice


@transaction.atomic
def close_notice(
    *, actor: Actor, now: datetime, notice_id: UUID, board_photo_id: UUID | None = None
) -> Notice:
    """End a publicity period whose days are over and whose objections are answered. Raises UnableToClose."""
    notice = _running(notice_id, actor)
    verdicts = list(stops(judge_at(notice.place, _closing(notice, local_day(now)), on=local_day(now))))
    if not notice.tellings.exists():
        verdicts.append(refusal("A12.1", "families_not_told", subject="notice"))
    if verdicts:
        raise UnableToClose(verdicts)
    notice.closed_by, notice.closed_at, notice.board_photo_id = actor.person, now, board_photo_id
    notice.save(update_fields=["closed_by", "closed_at", "board_photo_id"])
    subject = subject_of("notice", notice.id)
    record("notice.closed", actor=actor, place=notice.place, subject=subject, now=now)
    announce("notice.closed", place=notice.place, subject=subject, now=now)
    return notice


@transaction.atomic
def withdraw_notice(*, actor: Actor, now: datetime, notice_id: UUID, reason: str) -> Notice:
    """Withdraw a notice because an objection changes price, time or content: the plan goes back (A7.5)."""
    notice = _running(notice_id, actor)
    notice.withdrawn_at, notice.withdrawn_reason = now, reason
    notice.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record(
        "notice.withdrawn",
        actor=actor,
        place=notice.place,
        subject=subject_of("notice", notice.id),
        now=now,
    )
    return notice


def _running(notice_id: UUID, actor: Actor) -> Notice:
    notice = Notice.objects.select_for_update().get(pk=notice_id)
    require(PUBLISH_NOTICE, actor, notice.place)
    if notice.closed_at or notice.withdrawn_at:
        raise UnableToClose([refusal("A7.11", "notice_ended", subject="notice")])
    return notice


def _facts(approved: ApprovedPlan, content: NoticeContent, *, on: date) -> NoticeFacts:
    current = approved_plan(approved.place.school, approved.term_id) or approved
    names = (
        names_of(pupil.id for pupil in pupils_of(approved.place.school_id))
        if approved.place.school_id
        else {}
    )
    traces = private_traces_in(
        content.text(),
        pupil_names=names.values(),
        office_numbers=frozenset({content.complaint_phone}),
        min_cell=5,
    )
    return NoticeFacts(
        plan_version_id=PlanVersionId(approved.version_id),
        approved_version_id=PlanVersionId(current.version_id),
        filled_fields=content.filled_fields(),
        audiences=frozenset(Audience),
        differing_keys=content.differs_from(build_content(current, on=on)),
        private_traces=frozenset(trace.value for trace in traces),
    )


def _closing(notice: Notice, today: date) -> PublicityClosing:
    raised = notice.objections.select_related("reply").order_by("number")
    return PublicityClosing(
        opened_date=local_day(notice.opened_at),
        closing_date=today,
        calendar=holiday_calendar(),
        opened_digest=notice.content_hash,
        content_digest=content_hash(to_json(from_json(notice.content))),
        objections=tuple(
            Objection(str(row.number), local_day(row.received_at), _answered_date(row)) for row in raised
        ),
    )


def _answered_date(row: object) -> date | None:
    reply = getattr(row, "reply", None)
    return local_day(reply.answered_at) if reply else None


def _store(approved: ApprovedPlan, content: NoticeContent, *, actor: Actor, now: datetime) -> Notice:
    identity = new_id()
    written = to_json(content)
    return Notice.objects.create(
        id=identity,
        county_code=approved.place.code,
        school_id=approved.place.school,
        code=short_code(identity.int % 32**7).replace("-", ""),
        plan_id=approved.plan_id,
        version_id=approved.version_id,
        content=written,
        content_hash=content_hash(written),
        opened_by=actor.person,
        opened_at=now,
        close_from_date=working_days_after(local_day(now), content.working_days),
    )
