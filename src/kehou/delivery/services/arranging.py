"""Where the children of a cancelled session are instead: kept in a room, in another group (A10.8, A10.9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.authority.public import judge_at
from kehou.delivery.access import CHANGE_SESSION
from kehou.delivery.facts import NOTHING_INSTEAD, CancelCause, Instead, SessionState
from kehou.delivery.hazards import open_hazards
from kehou.delivery.joining import judge_joining
from kehou.delivery.models import Arrangement, EarlyConsent, Session
from kehou.delivery.people import clearance_of
from kehou.delivery.services.changing import CHANGEABLE
from kehou.delivery.services.stepping import locked
from kehou.delivery.services.telling import announce_change
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.locks import hold
from kehou.platform.database.rows import new_id
from kehou.rulebook.facts.afternoon import InsteadFacts


class UnableToArrange(UnableTo):
    """The children would be sent home early, or be with nobody cleared, in a closed room, a group of another
    hour or one that becomes too large or too mixed; or the session is held."""


class UnableToAgree(UnableTo):
    """Nobody asked whether the child may be fetched sooner, or its hour has come."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where the children are instead: the way, the room and who watches, or the session that they join."""

    instead: Instead
    room: str = ""
    carer_id: UUID | None = None
    joined_id: UUID | None = None


def usual(session: Session, cause: CancelCause) -> Where:
    """What holds where nobody said otherwise: the children stay in their room, unless there is no school."""
    if cause in NOTHING_INSTEAD:
        return Where(Instead.HOME)
    return Where(Instead.CARE, session.room)


@transaction.atomic
def arrange_instead(
    *,
    actor: Actor,
    now: datetime,
    session_id: UUID,
    instead: str,
    room: str = "",
    carer_id: UUID | None = None,
    joined_id: UUID | None = None,
) -> Arrangement:
    """Say anew where the children of a cancelled session are; families are told. Raises UnableToArrange."""
    session = locked(session_id)
    require(CHANGE_SESSION, actor, session.place)
    if session.state != SessionState.CANCELLED or session.ends_at <= now:
        raise UnableToArrange([refusal("A7.11", "nothing_to_arrange", subject="session")])
    cause = CancelCause(session.cancellations.latest("cancelled_at").cause)
    where = Where(Instead(instead), room, carer_id, joined_id)
    verdicts = judged(session, where, cause, now=now)
    if refused := stops(verdicts):
        raise UnableToArrange(refused)
    batch = new_id()
    row = keep_arrangement(session, where, batch=batch, actor=actor, now=now, verdicts=verdicts)
    announce_change("arranged", session.place, batch, now=now)
    return row


def judged(session: Session, where: Where, cause: CancelCause, *, now: datetime) -> list[Verdict]:
    """Every verdict on an arrangement: how the children are kept, and what a joined group becomes."""
    on = local_day(now)
    joins = where.instead is Instead.GROUP
    joined = _met(session, where.joined_id) if where.joined_id else None
    carer = clearance_of(where.carer_id, session=session, on=on) if where.carer_id else None
    facts = InsteadFacts(
        on=session.session_date,
        goes_home=where.instead is Instead.HOME,
        may_go_home=cause in NOTHING_INSTEAD,
        has_carer=where.carer_id is not None,
        carer_until=carer.cleared_until if carer else None,
        joins=joins,
        joined_fits=joined is not None,
    )
    found = list(judge_at(session.place, facts, on=on))
    if joins and joined:
        hold(f"joining/{joined.id}")  # two groups that come at once are counted one after the other
        found += judge_joining(session, joined, on=on)
    if where.room and open_hazards(session.school_id, where.room):
        found.append(refusal("A10.12", "room_is_closed", subject="room", room=where.room))
    return found


def keep_arrangement(
    session: Session,
    where: Where,
    *,
    batch: UUID,
    actor: Actor,
    now: datetime,
    verdicts: Iterable[Verdict] = (),
) -> Arrangement:
    """Write down where the children of a locked session are."""
    joins = where.instead is Instead.GROUP
    session.instead = where.instead.value
    session.care_room = "" if joins else where.room
    session.carer_id = None if joins else where.carer_id
    session.joined_id = where.joined_id if joins else None
    session.save(update_fields=["instead", "care_room", "carer_id", "joined_id"])
    subject = subject_of("session", session.id)
    record("session.arranged", actor=actor, place=session.place, subject=subject, now=now)
    return Arrangement.objects.create(
        county_code=session.county_code,
        school_id=session.school_id,
        session=session,
        batch_id=batch,
        instead=session.instead,
        room=session.care_room,
        carer_id=session.carer_id,
        joined_id=session.joined_id,
        verdicts=[[row.clause, row.reason] for row in verdicts if row.met is not True],
        arranged_by=actor.person_id,
        arranged_at=now,
    )


@transaction.atomic
def agree_early(
    *, actor: Actor, now: datetime, session_id: UUID, pupil_id: UUID, given: bool
) -> EarlyConsent:
    """A guardian who may sign agrees to fetch a child before the hour of a cancelled session, or no longer.

    Raises UnableToAgree where the school did not offer it.
    """
    ward = actor.ward(pupil_id)
    session = Session.objects.filter(pk=session_id).first()
    if ward is None or not ward.may_sign or session is None or session.school_id != ward.place.school:
        raise Http404
    offered = session.state == SessionState.CANCELLED and session.instead == Instead.PICKUP
    if not offered or session.ends_at <= now:
        raise UnableToAgree([refusal("A10.8", "early_not_offered", subject="session")])
    subject = subject_of("pupil", pupil_id)
    record(
        "early.agreed" if given else "early.withdrawn",
        actor=actor,
        place=ward.place,
        subject=subject,
        now=now,
    )
    return EarlyConsent.objects.create(
        county_code=session.county_code,
        school_id=session.school_id,
        session=session,
        pupil_id=pupil_id,
        given=given,
        given_by=ward.guardian_id,
        given_at=now,
    )


def _met(session: Session, joined_id: UUID) -> Session | None:
    """Another group of the school that meets at that time and was not called yet."""
    rows = Session.objects.filter(
        pk=joined_id,
        school_id=session.school_id,
        state__in=[state.value for state in CHANGEABLE],
        starts_at__lt=session.ends_at,
        ends_at__gt=session.starts_at,
    )
    return rows.exclude(pk=session.id).first()
