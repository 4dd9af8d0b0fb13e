"""Whoever watches the children of a cancelled session takes them in, and says who did not come (A10.9)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.delivery.access import LEAD_SESSION, OFFICE
from kehou.delivery.custody import fold_of
from kehou.delivery.facts import WATCHED, Custody, Mark, MarkKind, SessionState
from kehou.delivery.leaves import granted_leaves
from kehou.delivery.models import Session
from kehou.delivery.rolls import expected_at
from kehou.delivery.services.alerting import tell_of_absence
from kehou.delivery.services.stepping import locked
from kehou.delivery.services.storing import store_marks
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.rows import new_id

ELSEWHERE = frozenset({Custody.HOME, Custody.AWAY})


class UnableToKeep(UnableTo):
    """The session is held, its children are elsewhere, or it is another day."""


@transaction.atomic
def take_in(*, actor: Actor, now: datetime, session_id: UUID, absent: Collection[UUID] = ()) -> Session:
    """Take the children of a cancelled session in; who did not come is sought as at a roll call.

    It is no roll: nobody was served, and nothing of it is paid. Raises UnableToKeep.
    """
    session = locked(session_id)
    require(LEAD_SESSION, actor, session.place)
    if session.carer_id != actor.person_id and not actor.holds_any(OFFICE, session.place):
        raise Http404
    watched = session.state == SessionState.CANCELLED and session.instead in WATCHED
    if not watched or session.session_date != local_day(now):
        raise UnableToKeep([refusal("A10.9", "nobody_to_keep", subject="session")])
    expected = expected_at(session)
    leaves = granted_leaves(session.school_id, session.term_id, among=expected)
    fold = fold_of(session.school_id, session.term_id, session.session_date, pupils=expected)
    here, lost = [], []
    for pupil in sorted(expected):
        if pupil in absent:
            lost.append(Mark(new_id(), pupil, MarkKind.ABSENT, now))
        elif fold.children[pupil].custody not in ELSEWHERE and not leaves.covers(pupil, session.session_date):
            here.append(Mark(new_id(), pupil, MarkKind.FOUND, now, session.id))
    store_marks(
        [*here, *lost],
        place=session.place,
        term_id=session.term_id,
        on=session.session_date,
        actor=actor,
        now=now,
    )
    subject = subject_of("session", session.id)
    record("session.kept", actor=actor, place=session.place, subject=subject, now=now)
    after = fold_of(session.school_id, session.term_id, session.session_date, pupils=expected)
    missing = {
        mark.pupil_id: after.children[mark.pupil_id]
        for mark in lost
        if after.children[mark.pupil_id].custody is Custody.UNACCOUNTED
    }
    tell_of_absence(session, missing, actor=actor, now=now)
    return session
