"""The steps of an afternoon as a school takes them, for tests."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from factories.afternoon import at
from factories.world import World
from kehou.delivery.facts import Attendance
from kehou.delivery.models import Handover, ServiceRecord, Session
from kehou.delivery.services.handing import hand_over_class
from kehou.delivery.services.marking import call_roll
from kehou.delivery.services.recording import accept_session, record_session
from kehou.delivery.services.releasing import release_child
from kehou.delivery.services.starting import start_session
from kehou.kernel.actor import Actor, Grant, Role
from kehou.platform.access.performing import perform

START, ROLL, END = at(17, 8), at(17, 12), at(17, 50)
HERE: dict[UUID, Attendance] = {}


def class_teacher(world: World, grade: int) -> Actor:
    """The class teacher of a grade's only class."""
    person = world[Role.CLASS_TEACHER].person
    return Actor(person, (Grant(Role.CLASS_TEACHER, world.place, f"{grade:02d}01"),))


def start(world: World, session: Session, *, now: datetime = START, actor: Actor | None = None) -> Session:
    """The teacher takes the session over."""
    return perform(start_session, actor=actor or world[Role.TEACHER], now=now, session_id=session.id)


def roll(
    world: World,
    session: Session,
    exceptions: Mapping[UUID, Attendance] = HERE,
    *,
    now: datetime = ROLL,
    **changes: Any,
) -> Session:
    """The teacher calls the roll from "all here"."""
    return perform(
        call_roll,
        actor=changes.pop("actor", world[Role.TEACHER]),
        now=now,
        session_id=session.id,
        exceptions=exceptions,
        **changes,
    )


def hand_over(
    world: World, grade: int, *, away: Collection[UUID] = (), now: datetime | None = None
) -> Handover:
    """A class teacher hands the class over after the last lesson."""
    return perform(
        hand_over_class,
        actor=class_teacher(world, grade),
        now=now or at(16, 5),
        place=world.place,
        term_id=world.term.id,
        class_id=world.class_ids[grade],
        away=away,
    )


def log(world: World, session: Session, *, now: datetime = END, **changes: Any) -> ServiceRecord:
    """The teacher records the session."""
    fields = {
        "content": "学习开局，两人对弈",
        "form": "小组活动",
        "present_count": len(world.children),
    }
    return perform(
        record_session,
        actor=changes.pop("actor", world[Role.TEACHER]),
        now=now,
        session_id=session.id,
        **{**fields, **changes},
    )


def accept(
    world: World, session: Session, *, now: datetime | None = None, actor: Actor | None = None
) -> Session:
    """The teaching office accepts the record."""
    return perform(
        accept_session,
        actor=actor or world[Role.SCHOOL_TEACHING],
        now=now or at(20, 0),
        session_id=session.id,
    )


def release(world: World, pupil_id: UUID, *, now: datetime | None = None, **changes: Any) -> None:
    """The safety office lets a child go at the gate."""
    perform(
        release_child,
        actor=changes.pop("actor", world[Role.SCHOOL_SAFETY]),
        now=now or at(17, 55),
        place=world.place,
        term_id=world.term.id,
        pupil_id=pupil_id,
        way=changes.pop("way", "person"),
        **changes,
    )
