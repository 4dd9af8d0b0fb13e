"""Taking a session over: the gates of person, supervision, day, hours, room and insurance (A6.9, A10)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.delivery.access import LEAD_SESSION, SUPERVISE
from kehou.delivery.facts import SessionState
from kehou.delivery.hazards import open_hazards
from kehou.delivery.models import Session, Supervision
from kehou.delivery.people import Clearance, clearance_of
from kehou.delivery.services.stepping import locked, move
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.plans.public import approved_version
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.registry.public import calendar_of, term_info
from kehou.rulebook.facts.afternoon import StartFacts
from kehou.rulebook.facts.courses import LeaderKind


class UnableToStart(UnableTo):
    """The person, the day, the hour or the room does not allow this session to start."""


class UnableToSupervise(UnableTo):
    """Who leads a session cannot be the one who watches it."""


@transaction.atomic
def start_session(*, actor: Actor, now: datetime, session_id: UUID) -> Session:
    """Take a session over as its leader, or as who was named in the leader's place. Raises UnableToStart."""
    session = locked(session_id)
    require(LEAD_SESSION, actor, session.place)
    clearance = clearance_of(actor.person, session=session, on=local_day(now))
    facts = _facts(session, actor.person, clearance, now)
    verdicts = judge_at(session.place, facts, on=local_day(now), term_began=_began(session))
    refused = stops(verdicts)
    if refused:
        raise UnableToStart(refused)
    if session.leader_id is None:
        session.leader_id = actor.person
        session.save(update_fields=["leader_id"])
    move(session, "start", actor=actor, now=now, verdicts=verdicts)
    return session


@transaction.atomic
def confirm_supervision(*, actor: Actor, now: datetime, session_id: UUID, remark: str = "") -> Supervision:
    """A member of the school's staff says that they are on site at a third party's session (A6.9).

    Raises UnableToSupervise.
    """
    session = locked(session_id)
    require(SUPERVISE, actor, session.place)
    if session.leader_id == actor.person:
        raise UnableToSupervise([refusal("A6.9", "supervisor_is_leader", subject="session")])
    session.supervisor_id = actor.person
    session.save(update_fields=["supervisor_id"])
    subject = subject_of("session", session.id)
    record("session.supervised", actor=actor, place=session.place, subject=subject, now=now)
    return Supervision.objects.create(
        county_code=session.county_code,
        school_id=session.school_id,
        session=session,
        supervisor_id=actor.person,
        remark=remark,
        confirmed_at=now,
    )


def _facts(session: Session, person: UUID, clearance: Clearance | None, now: datetime) -> StartFacts:
    on = local_day(now)
    calendar = calendar_of(session.school_id, term_info(session.term_id))
    return StartFacts(
        on=on,
        at=now,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        is_school_day=session.session_date == on and bool(calendar.teaches(on)),
        is_cancelled=session.state == SessionState.CANCELLED,
        kind=clearance.kind if clearance else LeaderKind(session.leader_kind),
        cleared_until=clearance.cleared_until if clearance else None,
        is_named=_is_named(session, person),
        is_listed=clearance is not None and clearance.is_listed,
        is_approved=clearance is not None and clearance.county_approved,
        has_supervisor=session.supervisions.exclude(supervisor_id=person).exists(),
        open_hazards=open_hazards(session.school_id, session.room),
        insured_until=_insured_until(session),
    )


def _is_named(session: Session, person: UUID) -> bool:
    """The session's leader of now; where the plan names nobody, any of the school's own."""
    if session.leader_id is None:
        return session.leader_kind == LeaderKind.OWN
    return person == session.leader_id


def _insured_until(session: Session) -> date | None:
    plan = approved_version(session.version_id)
    policy = plan.content.safety.insurance if plan else None
    return policy.valid_to if policy and policy.covers_after_school else None


def _began(session: Session) -> date:
    return term_info(session.term_id).first_date
