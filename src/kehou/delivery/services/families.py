"""What families ask and allow: leave with its reason and evidence, and going home alone (A9.12, A10.8)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404

from kehou.authority.public import judge_at
from kehou.delivery.access import ANSWER_LEAVE
from kehou.delivery.models import AloneConsent, LeaveAnswer, LeaveRequest, Session
from kehou.delivery.models.families import LEAVE_REASONS
from kehou.delivery.rolls import Roster
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require, ward_of
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.files.scans import Scan
from kehou.platform.files.storing import keep_scan
from kehou.platform.outbox.announcing import announce
from kehou.registry.public import calendar_of, term_info
from kehou.rulebook.facts.afternoon import LeaveFacts


class UnableToAskLeave(UnableTo):
    """The days are not in the term or run backwards, or the reason is not known."""


class UnableToAnswerLeave(UnableTo):
    """The leave was answered before."""


@transaction.atomic
def ask_leave(
    *,
    actor: Actor,
    now: datetime,
    pupil_id: UUID,
    term_id: UUID,
    from_date: date,
    until_date: date,
    reason: str,
    words: str = "",
    evidence_id: UUID | None = None,
) -> LeaveRequest:
    """A guardian asks leave for a child; before the first session it stands at once. Raises UnableToAskLeave.

    ``until_date`` is the first day on which the child comes again.
    """
    ward = ward_of(actor, pupil_id)
    term = term_info(term_id)
    if not term.first_date <= from_date < until_date or from_date > term.last_date:
        raise UnableToAskLeave([refusal("A9.12", "leave_days_wrong", subject="leave")])
    if reason not in dict(LEAVE_REASONS):
        raise UnableToAskLeave([refusal("A9.12", "leave_reason_unknown", subject="leave", found=reason)])
    row = LeaveRequest.objects.create(
        county_code=ward.place.code,
        school_id=ward.place.school,
        term_id=term_id,
        pupil_id=pupil_id,
        from_date=from_date,
        until_date=until_date,
        reason=reason,
        words=words,
        evidence_id=evidence_id,
        asked_by=ward.guardian_id,
        asked_at=now,
    )
    record("leave.asked", actor=actor, place=ward.place, subject=subject_of("leave", row.id), now=now)
    first = _missed(row).first()
    if first is None or now < first.starts_at:
        _answer(row, is_granted=True, actor=None, now=now)
    return row


@transaction.atomic
def add_evidence(*, actor: Actor, now: datetime, request_id: UUID, scan: Scan) -> LeaveRequest:
    """Hand in the proof of a leave afterwards, until the school answers. Raises UnableToAnswerLeave."""
    row = LeaveRequest.objects.select_for_update().get(pk=request_id)
    ward = ward_of(actor, row.pupil_id)
    _refuse_answered(row)
    row.evidence_id = keep_scan(scan, place=ward.place, purpose="leave", actor=actor, now=now)
    row.save(update_fields=["evidence_id"])
    record("leave.proved", actor=actor, place=ward.place, subject=subject_of("leave", row.id), now=now)
    return row


@transaction.atomic
def answer_leave(*, actor: Actor, now: datetime, request_id: UUID, is_granted: bool) -> LeaveAnswer:
    """The school answers a leave that was asked for afterwards. Raises UnableToAnswerLeave."""
    row = LeaveRequest.objects.select_for_update().get(pk=request_id)
    require(ANSWER_LEAVE, actor, row.place)
    _refuse_answered(row)
    return _answer(row, is_granted=is_granted, actor=actor, now=now)


@transaction.atomic
def consent_alone(*, actor: Actor, now: datetime, pupil_id: UUID, given: bool) -> AloneConsent:
    """A guardian who may sign lets a child go home alone, or no longer does (A10.8)."""
    ward = ward_of(actor, pupil_id)
    if not ward.may_sign:
        raise Http404
    record(
        "alone.consented" if given else "alone.withdrawn",
        actor=actor,
        place=ward.place,
        subject=subject_of("pupil", pupil_id),
        now=now,
    )
    return AloneConsent.objects.create(
        county_code=ward.place.code,
        school_id=ward.place.school,
        pupil_id=pupil_id,
        given=given,
        given_by=ward.guardian_id,
        given_at=now,
    )


def _refuse_answered(row: LeaveRequest) -> None:
    if LeaveAnswer.objects.filter(request=row).exists():
        raise UnableToAnswerLeave([refusal("A7.11", "leave_answered", subject="leave")])


def _missed(row: LeaveRequest) -> QuerySet[Session]:
    """The sessions that the child has a place in and misses, by time."""
    roster = Roster.of_term(row.school_id, row.term_id, pupil_id=row.pupil_id)
    sessions = Session.objects.filter(
        school_id=row.school_id,
        group_id__in=roster.members,
        session_date__gte=row.from_date,
        session_date__lt=row.until_date,
    )
    return sessions.order_by("starts_at")


def _answer(row: LeaveRequest, *, is_granted: bool, actor: Actor | None, now: datetime) -> LeaveAnswer:
    missed = list(_missed(row))
    starts_at = missed[0].starts_at if missed else now
    facts = LeaveFacts(
        row.reason, row.asked_at, starts_at, _proof_days(row, now) if row.evidence_id else None
    )
    verdicts = judge_at(row.place, facts, on=local_day(now))
    answer = LeaveAnswer.objects.create(
        county_code=row.county_code,
        school_id=row.school_id,
        request=row,
        is_granted=is_granted,
        is_special=all(verdict.met is True for verdict in verdicts),
        answered_by=actor.person if actor else None,
        answered_at=now,
    )
    if is_granted:
        _announce(row, [str(session.id) for session in missed], answer.is_special, now=now)
    return answer


def _proof_days(row: LeaveRequest, now: datetime) -> int:
    place = Place(row.county_code, row.school_id)
    taught = calendar_of(place.school, term_info(row.term_id)).known_school_days()
    return sum(row.from_date < day <= local_day(now) for day in taught)


def _announce(row: LeaveRequest, sessions: list[str], is_special: bool, *, now: datetime) -> None:
    announce(
        "leave.granted",
        place=row.place,
        subject=subject_of("leave", row.id),
        now=now,
        payload={
            "pupil": str(row.pupil_id),
            "sessions": sessions,
            "reason": row.reason,
            "special": is_special,
        },
    )
