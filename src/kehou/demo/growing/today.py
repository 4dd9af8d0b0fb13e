"""The demo's afternoon at twenty past four: classes handed over, rolls called but one, a child missing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kehou.delivery.facts import Attendance
from kehou.delivery.models import Session
from kehou.delivery.public import roster_of
from kehou.delivery.services.duties import record_duty
from kehou.delivery.services.families import ask_leave
from kehou.delivery.services.handing import hand_over_class
from kehou.delivery.services.marking import call_roll
from kehou.delivery.services.safety import (
    follow_incident,
    issue_pass,
    record_late_pickup,
    record_visit,
    report_hazard,
    report_incident,
)
from kehou.delivery.services.starting import start_session
from kehou.demo.county import DemoCounty
from kehou.demo.rolls import DemoSchool
from kehou.demo.story.families import Family
from kehou.kernel.actor import Actor, Grant, Role
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.registry.public import classes_of

ONE_DAY = timedelta(days=1)
HANDED_OVER = 10  # minutes past four
STARTED, CALLED = 14, 18
GRAZE = "操场跑步时擦伤右膝，已由校医清洗包扎"


def hold_today(county: DemoCounty, school: DemoSchool, families: Sequence[Family], now: datetime) -> None:
    """What has happened until now; the class teacher's own roll is left for whoever tries the demo."""
    afternoon = _Afternoon(county, school, now)
    afternoon.answer_families(families)
    afternoon.hand_classes_over(away=[families[4].pupil.id])
    afternoon.start()
    afternoon.look_back(hurt=families[7].pupil.id, fetched_late=families[12].pupil.id)
    afternoon.keep_safe()


class _Afternoon:
    """One school's day, and who acts in it."""

    def __init__(self, county: DemoCounty, school: DemoSchool, now: datetime) -> None:
        self.county, self.key, self.now = county, school.key, now
        self.place = county.schools[school.key].place
        self.where: dict[str, Any] = {"place": self.place, "term_id": county.term.id}

    def actor(self, key: str) -> Actor:
        return self.county.actor(f"{self.key}-{key}")

    def at(self, minute: int) -> datetime:
        return self.now.replace(minute=minute)

    def answer_families(self, families: Sequence[Family]) -> None:
        """Two families ask for leave: one for today in the morning, one for days to come."""
        today, given = self.now.date(), {"term_id": self.county.term.id}
        for family, first, days, reason in (
            (families[4], today, 1, "illness"),
            (families[9], today + ONE_DAY, 2, "family_emergency"),
        ):
            perform(
                ask_leave,
                actor=family.actor,
                now=self.now.replace(hour=8, minute=5),
                pupil_id=family.pupil.id,
                from_date=first,
                until_date=first + days * ONE_DAY,
                reason=reason,
                **given,
            )

    def hand_classes_over(self, away: Collection[UUID]) -> None:
        with scoped(at(self.place)):
            classes = classes_of(self.place.school)
        for row in classes:
            given = {"class_id": row.id, "away": away, **self.where}
            perform(hand_over_class, actor=self.actor("plan"), now=self.at(HANDED_OVER), **given)

    def start(self) -> None:
        """Every first hour is taken over; all rolls are called but the class teacher's."""
        with scoped(at(self.place)):
            rows = Session.objects.filter(
                school_id=self.place.school, session_date=self.now.date(), state="planned"
            )
            first = [row for row in rows.order_by("starts_at", "id") if row.starts_at <= self.now]
            roster = roster_of(self.place.school, self.county.term.id)
        lost = True
        for row in first:
            leader = self._leader(row)
            perform(start_session, actor=leader, now=self.at(STARTED), session_id=row.id)
            if leader.person == self.actor("teacher").person:
                continue
            expected = sorted(roster.of(row.group_id, row.session_date))
            absent = {expected[-1]: Attendance.ABSENT} if lost else {}
            given = {"session_id": row.id, "exceptions": absent}
            perform(call_roll, actor=leader, now=self.at(CALLED), **given)
            lost = False

    def _leader(self, row: Session) -> Actor:
        if row.leader_id is None:
            raise AssertionError("the session has a leader")
        return Actor(row.leader_id, (Grant(Role.TEACHER, self.place),))

    def look_back(self, *, hurt: UUID, fetched_late: UUID) -> None:
        """Yesterday's graze, and a child that was fetched late."""
        safety, yesterday = self.actor("safety"), self.now - ONE_DAY
        row = perform(
            report_incident,
            actor=safety,
            now=yesterday.replace(hour=17),
            kind="injury",
            is_serious=False,
            what=GRAZE,
            pupil_id=hurt,
            **self.where,
        )
        self._follow(row.id, "guardian_told", "已电话告知家长", yesterday.replace(hour=17, minute=6))
        self._follow(row.id, "treated", "校医处理，不用送医", yesterday.replace(hour=17, minute=10))
        perform(
            record_late_pickup,
            actor=safety,
            now=yesterday.replace(hour=18, minute=12),
            pupil_id=fetched_late,
            called="母亲，说路上堵车，十分钟后到",
            **self.where,
        )

    def keep_safe(self) -> None:
        """A loose fan, a visitor, and who leads the day."""
        safety = self.actor("safety")
        perform(
            report_hazard,
            actor=safety,
            now=self.now.replace(hour=12),
            place=self.place,
            area="facilities",
            room="科学教室",
            what="吊扇松动，已停用",
            is_serious=True,
        )
        passed = perform(
            issue_pass,
            actor=safety,
            now=self.now.replace(hour=15),
            place=self.place,
            name="彭师傅",
            purpose="剪纸课示范",
        )
        given = {"place": self.place, "number": passed.number, "goes_in": True}
        perform(record_visit, actor=safety, now=self.at(5), **given)
        perform(record_duty, actor=self.actor("head"), now=self.at(0), kind="leader", **self.where)
        perform(
            record_duty,
            actor=self.actor("plan"),
            now=self.now,
            kind="round",
            seen="一楼各教室秩序好",
            **self.where,
        )

    def _follow(self, incident_id: UUID, step: str, note: str, now: datetime) -> None:
        given = {"incident_id": incident_id, "step": step, "note": note}
        perform(follow_incident, actor=self.actor("safety"), now=now, **given)
