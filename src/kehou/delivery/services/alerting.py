"""Telling families and the school at once: absences, alarms, departures. No text names a child."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from kehou.delivery.facts import ChildDay
from kehou.delivery.models import Incident, Session
from kehou.delivery.services.opening import open_incident
from kehou.kernel.actor import Actor, Role
from kehou.kernel.places import Place
from kehou.platform.access.holding import holders
from kehou.platform.messages.notifying import notify
from kehou.registry.public import families_of

GUARDS = (Role.SCHOOL_SAFETY, Role.SCHOOL_HEAD)


def tell_of_absence(
    session: Session, missing: Mapping[UUID, ChildDay], *, actor: Actor, now: datetime
) -> None:
    """Ask the families of those who did not come; who was at the last lesson sets off an alarm (A10.9)."""
    if not missing:
        return
    on = session.session_date
    tell_families(
        missing,
        place=session.place,
        on=on,
        kind="absence",
        text="孩子没有出现在课后服务的课堂上。请马上打开页面告诉我们孩子在哪里，或联系班主任。",
        now=now,
    )
    alarms = [pupil for pupil, child in missing.items() if child.is_alarm]
    for pupil in alarms:
        _alarm(session, pupil, actor=actor, now=now)
    if alarms:
        tell_guards(
            session.place,
            on=on,
            kind="alarm",
            text=f"有{len(alarms)}名学生上完最后一节课后没有到课堂，去向不明。请马上查找。",
            now=now,
        )


def tell_families(
    pupils: Iterable[UUID], *, place: Place, on: date, kind: str, text: str, now: datetime
) -> int:
    """Leave a message for every guardian of some children."""
    links = families_of(place.school, on=on, pupils=pupils)
    people = [link.guardian_id for link in links if not link.must_not_collect]
    return notify(people, place=place, kind=kind, text=text, now=now, link="/family/today/")


def tell_guards(place: Place, *, on: date, kind: str, text: str, now: datetime) -> int:
    """Leave a message for those who answer for the school's safety."""
    people = [person for role in GUARDS for person in holders(role, place, on=on)]
    return notify(people, place=place, kind=kind, text=text, now=now, link="/afternoon/board/")


def _alarm(session: Session, pupil: UUID, *, actor: Actor, now: datetime) -> None:
    open_ones = Incident.objects.filter(
        school_id=session.school_id, pupil_id=pupil, kind=Incident.Kind.MISSING, session_id=session.id
    )
    if not open_ones.exists():
        open_incident(
            session.place,
            session.term_id,
            kind=Incident.Kind.MISSING,
            is_serious=True,
            what="点名时不在，此前在校",
            pupil_id=pupil,
            session_id=session.id,
            actor=actor,
            now=now,
        )
