"""The service log (工作台账): one screen a session, checked against the roll (A5.16, A7.9, A7.10)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.delivery.access import ACCEPT_SESSION, CONFIRM_LATE, LEAD_SESSION
from kehou.delivery.facts import Attendance, SessionState
from kehou.delivery.models import LateConfirmation, ServiceRecord, Session
from kehou.delivery.rolls import rolls_of_term
from kehou.delivery.services.stepping import UnableToMoveSession, locked, move
from kehou.kernel.actor import Actor
from kehou.kernel.moments import SHANGHAI, local_day
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.plans.public import approved_version
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.outbox.announcing import announce
from kehou.platform.ui.wording import WEEKDAYS
from kehou.registry.public import calendar_of, term_info
from kehou.rulebook.facts.afternoon import RecordTiming, RollFacts
from kehou.rulebook.facts.courses import CourseFacts, CourseKind
from kehou.rulebook.facts.service_log import LogEntry
from kehou.rulebook.facts.session import Homework, SessionFacts

FLAGGED = frozenset({"A5.4", "A5.5", "A5.6"})


class UnableToRecord(UnableTo):
    """The record lacks something, does not count the heads of the roll, or sets written homework."""


class UnableToAccept(UnableTo):
    """The record came too late, the head has not confirmed it, or it is one's own."""


@transaction.atomic
def record_session(
    *,
    actor: Actor,
    now: datetime,
    session_id: UUID,
    content: str,
    form: str,
    present_count: int | None,
    homework: str = Homework.NONE,
    is_outdoor: bool | None = None,
    began_at: datetime | None = None,
    ended_at: datetime | None = None,
    reason: str = "",
) -> ServiceRecord:
    """Record a session that is over; a later one is a new revision. Raises UnableToRecord.

    Where nothing else is said, it took place at its planned time and where the plan has it.
    """
    session = locked(session_id)
    require(LEAD_SESSION, actor, session.place)
    _finish_if_over(session, actor=actor, now=now)
    entry = _entry(session, content, form, present_count, began_at, ended_at, now)
    verdicts = _judged(session, entry, Homework(homework), reason, actor=actor, now=now)
    refused = stops(verdicts)
    if refused:
        raise UnableToRecord(refused)
    move(session, "record", actor=actor, now=now, verdicts=verdicts)
    row = _store(session, entry, homework, is_outdoor, reason, verdicts, actor=actor, now=now)
    _flag(session, verdicts, now=now)
    return row


@transaction.atomic
def confirm_late_record(*, actor: Actor, now: datetime, session_id: UUID) -> LateConfirmation:
    """The head confirms a late record within some school days. Raises UnableToAccept (practice.md 9)."""
    session = locked(session_id)
    require(CONFIRM_LATE, actor, session.place)
    timing = RecordTiming(
        _first_record(session).is_late, _school_days(session, now), is_confirmed_by_head=True
    )
    refused = stops(judge_at(session.place, timing, on=local_day(now)))
    if refused:
        raise UnableToAccept(refused)
    subject = subject_of("session", session.id)
    record("record.confirmed_late", actor=actor, place=session.place, subject=subject, now=now)
    return LateConfirmation.objects.create(
        county_code=session.county_code,
        school_id=session.school_id,
        session=session,
        confirmed_by=actor.person,
        confirmed_at=now,
    )


@transaction.atomic
def accept_session(*, actor: Actor, now: datetime, session_id: UUID) -> Session:
    """Accept a recorded session: from here on it is billable and payable. Raises UnableToAccept."""
    session = locked(session_id)
    require(ACCEPT_SESSION, actor, session.place)
    if session.state != SessionState.RECORDED:
        raise UnableToAccept([refusal("A7.10", "nothing_recorded", subject="session")])
    first = _first_record(session)
    confirmed = LateConfirmation.objects.filter(session=session).exists()
    days = 0 if confirmed else _school_days(session, first.recorded_at)
    timing = RecordTiming(first.is_late, days, confirmed)
    refused = list(stops(judge_at(session.place, timing, on=local_day(now))))
    if session.records.filter(recorded_by=actor.person).exists():
        refused.append(refusal("A7.11", "own_record_accepted", subject="session"))
    if refused:
        raise UnableToAccept(refused)
    move(session, "accept", actor=actor, now=now)
    subject = subject_of("session", session.id)
    announce(
        "session.accepted",
        place=session.place,
        subject=subject,
        now=now,
        payload={"session": str(session.id)},
    )
    return session


def plan_reference(session: Session) -> str:
    """Which part of which approved plan a session carries out: reply, version, course, hour."""
    plan = approved_version(session.version_id)
    if plan is None:
        return session.title
    slot = next((slot for slot in plan.content.slots if slot.key == session.slot_key), None)
    hour = f"·{WEEKDAYS[slot.weekday]}{slot.starts:%H:%M}" if slot else ""
    return f"{plan.reply_number}第{plan.version_number}版·{session.title}{hour}"


def _finish_if_over(session: Session, *, actor: Actor, now: datetime) -> None:
    state = SessionState(session.state)
    if state in (SessionState.ROLL_DONE, SessionState.RUNNING) and now >= session.ends_at:
        move(session, "finish", actor=actor, now=now)
    if session.state not in (SessionState.FINISHED, SessionState.RECORDED):
        raise UnableToMoveSession(
            [refusal("A7.10", "not_finished", subject="session", state=f"session_{session.state}")]
        )


def _entry(
    session: Session,
    content: str,
    form: str,
    present_count: int | None,
    began_at: datetime | None,
    ended_at: datetime | None,
    now: datetime,
) -> LogEntry:
    rolls = rolls_of_term(session.school_id, session.term_id, first=session.session_date)
    present = sum(state is Attendance.PRESENT for (held, _), state in rolls.items() if held == session.id)
    return LogEntry(
        plan_reference=plan_reference(session),
        starts_at=began_at or session.starts_at,
        ends_at=ended_at or session.ends_at,
        present_count=present_count,
        roll_count=present,
        content=content,
        form=form,
        recorded_at=now,
    )


def _judged(
    session: Session, entry: LogEntry, homework: Homework, reason: str, *, actor: Actor, now: datetime
) -> tuple[Verdict, ...]:
    on, place = local_day(now), session.place
    opened = session.steps.filter(event="start").order_by("taken_at").first()
    late = RollFacts(
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        opened_at=opened.taken_at if opened else None,
        seen_at=session.starts_at if opened is None else opened.taken_at,
        sent_at=now,
        is_on_site=opened is not None and opened.taken_by == actor.person_id,
        reason=reason,
    )
    return (
        *judge_at(place, entry, on=on),
        *judge_at(place, late, on=on),
        *judge_at(place, _as_held(session, entry, homework), on=on),
    )


def _as_held(session: Session, entry: LogEntry, homework: Homework) -> SessionFacts:
    course, grades = _course(session)
    return SessionFacts(
        key=str(session.id),
        slot_key=session.slot_key,
        held_on=session.session_date,
        starts=session.starts_at.astimezone(SHANGHAI).time(),
        grades=grades,
        kind=CourseKind.SUBJECT if session.is_subject else CourseKind.X,
        mode=course.mode,
        planned_minutes=session.minutes,
        domain=session.domain or None,
        topic=session.title,
        content=entry.content,
        homework=homework,
        is_outdoor=session.is_outdoor,
    )


def _course(session: Session) -> tuple[CourseFacts, frozenset[int]]:
    plan = approved_version(session.version_id)
    assert plan is not None  # a session stems from an approved version
    course = plan.content.course(session.course_key)
    assert course is not None
    grades = next((slot.grades for slot in plan.content.slots if slot.key == session.slot_key), frozenset())
    return course, grades


def _store(
    session: Session,
    entry: LogEntry,
    homework: str,
    is_outdoor: bool | None,
    reason: str,
    verdicts: tuple[Verdict, ...],
    *,
    actor: Actor,
    now: datetime,
) -> ServiceRecord:
    unmet = [verdict for verdict in verdicts if verdict.met is not True]
    return ServiceRecord.objects.create(
        county_code=session.county_code,
        school_id=session.school_id,
        session=session,
        revision=session.records.count() + 1,
        plan_reference=entry.plan_reference,
        began_at=entry.starts_at or session.starts_at,
        ended_at=entry.ends_at or session.ends_at,
        present_count=entry.present_count or 0,
        content=entry.content,
        form=entry.form,
        homework=homework,
        is_outdoor=session.is_outdoor if is_outdoor is None else is_outdoor,
        is_late=any(verdict.reason == "log_entry_late" for verdict in unmet),
        reason=reason,
        verdicts=[[verdict.clause, verdict.reason] for verdict in unmet],
        recorded_by=actor.person,
        recorded_at=now,
    )


def _flag(session: Session, verdicts: tuple[Verdict, ...], *, now: datetime) -> None:
    """Words of drill, new lessons or catching up are shown to who supervises (A5.4 to A5.6, A11.9)."""
    found = sorted({verdict.clause for verdict in verdicts if verdict.warns} & FLAGGED)
    if found:
        subject = subject_of("session", session.id)
        announce(
            "log.flagged",
            place=session.place,
            subject=subject,
            now=now,
            payload={"session": str(session.id), "clauses": found},
        )


def _first_record(session: Session) -> ServiceRecord:
    first = session.records.order_by("revision").first()
    if first is None:
        raise UnableToAccept([refusal("A7.10", "nothing_recorded", subject="session")])
    return first


def _school_days(session: Session, now: datetime) -> int:
    """School days after the session's own up to a moment's day."""
    last: date = local_day(now)
    taught = calendar_of(session.school_id, term_info(session.term_id)).known_school_days()
    return sum(session.session_date < day <= last for day in taught)
