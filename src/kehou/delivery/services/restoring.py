"""Holding a cancelled session after all; what a suspension stopped comes back by itself (A6.10, A7.11)."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.delivery.access import CHANGE_SESSION
from kehou.delivery.models import Restoration, Session
from kehou.delivery.returning import GivenAway, given_away, latest_cancellation, stopped_ahead, why_not_back
from kehou.delivery.services.giving_back import give_back
from kehou.delivery.services.stepping import locked, move
from kehou.delivery.services.stopping import PAGE, TOLD
from kehou.delivery.services.telling import announce_change
from kehou.delivery.takeovers import taken_over_ahead
from kehou.kernel.actor import Actor, system_actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo
from kehou.platform.access.actions import require
from kehou.platform.access.holding import holders
from kehou.platform.audit.trail import subject_of
from kehou.platform.database.locks import hold
from kehou.platform.database.rows import new_id
from kehou.platform.messages.notifying import notify
from kehou.platform.outbox.announcing import announce


class UnableToRestore(UnableTo):
    """The session is not cancelled or lies behind, the plan lacks it, or its body is still stopped."""


@transaction.atomic
def restore_session(*, actor: Actor, now: datetime, session_id: UUID) -> Restoration:
    """Hold a cancelled session after all. A leader or room given away is left open for the school to name.

    What was cancelled stays written down; families are told. Raises UnableToRestore.
    """
    session = locked(session_id)
    require(CHANGE_SESSION, actor, session.place)
    hold(f"sessions/{session.school_id}")
    refused = why_not_back(session, now=now)
    if refused:
        raise UnableToRestore(refused)
    batch = new_id()
    lost = given_away(session, now=now)
    row = _restore(session, lost, batch=batch, by=actor.person, actor=actor, now=now)
    announce_change("restored", session.place, batch, now=now)
    return row


def bring_back(county: Place, provider_id: UUID, *, by: UUID, now: datetime) -> None:
    """What a body's suspension stopped or gave to own teachers, and lies ahead, is its own again.

    The rest waits for the school's word. ``by`` is who lifted the suspension.
    """
    actor = system_actor(county.code[:2])
    stopped, taken = defaultdict(list), defaultdict(list)
    for row in stopped_ahead(now=now, provider_id=provider_id):
        stopped[row.place].append(row.id)
    for over in taken_over_ahead(now=now, provider_id=provider_id):
        taken[over.session.place].append(over)
    for place in {**stopped, **taken}:
        if place.code != county.code:
            continue
        hold(f"sessions/{place.school}")
        back, waiting = _bring_back(place, stopped[place], by=by, actor=actor, now=now)
        given, unfit = give_back(taken[place], actor=actor, now=now)
        _say(place, back, given, waiting + unfit, now=now)


def _bring_back(place: Place, ids: list[UUID], *, by: UUID, actor: Actor, now: datetime) -> tuple[int, int]:
    batch, back, waiting = new_id(), 0, 0
    for session in map(locked, ids):
        if why_not_back(session, now=now):
            continue
        lost = given_away(session, now=now)
        if lost.anything:
            waiting += 1
            continue
        _restore(session, lost, batch=batch, by=by, actor=actor, now=now)
        back += 1
    if back:
        announce_change("restored", place, batch, now=now)
    return back, waiting


def _restore(
    session: Session, lost: GivenAway, *, batch: UUID, by: UUID, actor: Actor, now: datetime
) -> Restoration:
    cancellation = latest_cancellation(session)
    move(session, "restore", actor=actor, now=now)
    session.instead, session.care_room, session.carer_id, session.joined_id = "", "", None, None
    if lost.leader:
        session.leader_id = None
    if lost.room:
        session.room = ""
    session.save(update_fields=["instead", "care_room", "carer_id", "joined_id", "leader_id", "room"])
    row = Restoration.objects.create(
        county_code=session.county_code,
        school_id=session.school_id,
        cancellation=cancellation,
        session=session,
        batch_id=batch,
        restored_by=actor.person_id,
        restored_at=now,
    )
    announce(
        "session.restored",
        place=session.place,
        subject=subject_of("session", session.id),
        now=now,
        payload={"session": str(session.id), "by": str(by)},
    )
    return row


def _say(place: Place, back: int, given: int, waiting: int, *, now: datetime) -> None:
    """Tell the school's office what came back and what waits; nothing where neither is."""
    parts = [
        f"{back}次取消的课已恢复" if back else "",
        f"本校教师接手的{given}次课已交还" if given else "",
        f"{waiting}次课的教师或教室已另有安排，请您逐次决定" if waiting else "",
    ]
    if not any(parts):
        return
    on = local_day(now)
    people = {person for role in TOLD for person in holders(role, place, on=on)}
    text = f"机构恢复服务，{'；'.join(part for part in parts if part)}。"
    notify(people, place=place, kind="provider_back", text=text, now=now, link=PAGE)
