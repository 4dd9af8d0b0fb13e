"""The chapter of the afternoons: teachers named, a first Monday hour by hour, then a fortnight on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError

from kehou.delivery.facts import Attendance
from kehou.delivery.models import Session, StoredMark
from kehou.delivery.public import roster_of, session_facts
from kehou.delivery.services.cancelling import cancel_session
from kehou.delivery.services.closing import close_day
from kehou.delivery.services.duties import record_duty
from kehou.delivery.services.families import ask_leave
from kehou.delivery.services.handing import explain_absence
from kehou.delivery.services.marking import call_roll
from kehou.delivery.services.recording import accept_session, record_session
from kehou.delivery.services.releasing import ask_at_gate, release_child
from kehou.delivery.services.safety import clear_hazard, record_visit, report_hazard
from kehou.delivery.services.starting import start_session
from kehou.demo.afternoons import WHAT, hold_by_paper, lead_each_group, moment, name_teachers, plan_sessions
from kehou.demo.county import DemoCounty
from kehou.demo.rolls import DemoSchool
from kehou.demo.story.families import Family
from kehou.demo.story.teller import Teller
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import at, scoped
from kehou.registry.public import pupils_of

FIRST_MONDAY = date(2026, 3, 2)
FORTNIGHT = timedelta(days=14)


def tell_afternoon(
    teller: Teller, county: DemoCounty, school: DemoSchool, people: Sequence[Family], now: datetime
) -> None:
    """From the first roll call of the term to a fortnight of accepted sessions."""
    teller.chapter("放学以后")
    place = county.schools[school.key].place
    teachers = teller.step("落实任课教师，完成年度背景审查", lambda: name_teachers(county, school, now))
    office = county.actor(f"{school.key}-plan")
    teller.step(
        "按批复的方案、编班和校历排出全学期的课",
        lambda: plan_sessions(county, school, now + timedelta(hours=1)),
    )
    teller.step(
        "一位教师同时带两个组的，增派教师", lambda: lead_each_group(county, school, now + timedelta(hours=2))
    )
    first = _first_session(place, FIRST_MONDAY)
    _tell_monday(teller, county, school, people, teachers, first)
    done = teller.step(
        "补录两周的纸质点名和台账，逐次核对人数",
        lambda: hold_by_paper(county, school, FIRST_MONDAY, FIRST_MONDAY + FORTNIGHT),
    )
    with scoped(at(place)):
        facts = session_facts(place.school, county.term.id, past=FIRST_MONDAY + FORTNIGHT)
    teller.check(f"{done}次课全部记入台账并确认", all(row.is_payable for row in facts if row.expected))
    teller.refusal(
        "已经点过名的课再取消",
        "A7.11",
        lambda: perform(
            cancel_session,
            actor=office,
            now=moment(FIRST_MONDAY, 21, 0),
            session_id=first.id,
            cause="weather",
        ),
    )


def _tell_monday(
    teller: Teller,
    county: DemoCounty,
    school: DemoSchool,
    people: Sequence[Family],
    teachers: dict[str, Actor],
    first: Session,
) -> None:
    place, term_id = county.schools[school.key].place, county.term.id
    safety, head = county.actor(f"{school.key}-safety"), county.actor(f"{school.key}-head")
    leader = next(actor for actor in teachers.values() if actor.person_id == first.leader_id)
    expected = _expected(first)
    family = {one.pupil.id: one for one in people}
    sick, lost = (family[pupil] for pupil in sorted(pupil for pupil in expected if pupil in family)[:2])
    opens, rolls, over = (first.starts_at + timedelta(minutes=m) for m in (-3, 3, 45))
    start: dict[str, Any] = {"now": opens, "session_id": first.id}
    _tell_leave(teller, sick, term_id)
    teller.refusal("没有通过审查的人来开课", "A10.6", lambda: perform(start_session, actor=safety, **start))
    sunday: dict[str, Any] = {**start, "now": opens - timedelta(days=1)}
    teller.refusal("周日开课", "A4.2", lambda: perform(start_session, actor=leader, **sunday))
    early: dict[str, Any] = {"now": opens, "session_id": first.id, "exceptions": {}}
    teller.refusal("没有接班就点名", "A10.9", lambda: perform(call_roll, actor=leader, **early))
    _tell_hazard(teller, place, safety, first, start, leader)
    teller.step("任课教师接班", lambda: perform(start_session, actor=leader, **start))
    absent = {lost.pupil.id: Attendance.ABSENT}
    teller.step(
        "点名，一人请假，一人没有到，马上通知家长",
        lambda: perform(call_roll, actor=leader, now=rolls, session_id=first.id, exceptions=absent),
    )
    teller.check("删改点名记录，数据库拒绝", _deletion_refused(place))
    closing: dict[str, Any] = {
        "actor": safety,
        "now": moment(FIRST_MONDAY, 19, 0),
        "place": place,
        "term_id": term_id,
    }
    teller.refusal("有学生去向不明就结束今天", "A10.13", lambda: perform(close_day, **closing))
    where: dict[str, Any] = {
        "place": place,
        "term_id": term_id,
        "pupil_id": lost.pupil.id,
        "words": "在外婆家",
    }
    teller.step(
        "家长在手机上说明孩子在哪里",
        lambda: perform(explain_absence, actor=lost.actor, now=rolls + timedelta(minutes=5), **where),
    )
    _tell_log(teller, first, expected, leader, head, over)
    _tell_gate(teller, county, school, expected - {sick.pupil.id, lost.pupil.id}, over)


def _tell_leave(teller: Teller, sick: Family, term_id: UUID) -> None:
    teller.step(
        "家长课前请病假，马上生效",
        lambda: perform(
            ask_leave,
            actor=sick.actor,
            now=moment(FIRST_MONDAY, 8, 0),
            pupil_id=sick.pupil.id,
            term_id=term_id,
            from_date=FIRST_MONDAY,
            until_date=FIRST_MONDAY + timedelta(days=1),
            reason="illness",
        ),
    )


def _tell_hazard(
    teller: Teller,
    place: Place,
    safety: Actor,
    first: Session,
    start: dict[str, Any],
    leader: Actor,
) -> None:
    if not first.room:
        return
    hazard = teller.step(
        "发现教室有严重隐患",
        lambda: perform(
            report_hazard,
            actor=safety,
            now=moment(FIRST_MONDAY, 9, 0),
            place=place,
            area="facilities",
            room=first.room,
            what="吊扇松动",
            is_serious=True,
        ),
    )
    teller.refusal("在有严重隐患的教室开课", "A10.12", lambda: perform(start_session, actor=leader, **start))
    teller.step(
        "排除隐患",
        lambda: perform(
            clear_hazard,
            actor=safety,
            now=moment(FIRST_MONDAY, 12, 0),
            hazard_id=hazard.id,
            how="已加固",
        ),
    )


def _tell_log(
    teller: Teller,
    first: Session,
    expected: frozenset[UUID],
    leader: Actor,
    head: Actor,
    over: datetime,
) -> None:
    entry: dict[str, Any] = {
        "now": over,
        "session_id": first.id,
        "content": WHAT.get(first.course_key, "练习和展示"),
        "form": "small_group",
    }
    teller.refusal(
        "台账人数与点名不符",
        "A7.10",
        lambda: perform(record_session, actor=leader, present_count=len(expected), **entry),
    )
    right: dict[str, Any] = {**entry, "present_count": len(expected) - 2}
    teller.refusal(
        "给一、二年级布置书面作业",
        "A5.16",
        lambda: perform(record_session, actor=leader, homework="written", **right),
    )
    late: dict[str, Any] = {**right, "now": over + timedelta(days=2)}
    teller.refusal("两天后补记，不写原因", "A7.10", lambda: perform(record_session, actor=leader, **late))
    teller.refusal(
        "没有台账就确认付酬",
        "A7.10",
        lambda: perform(accept_session, actor=head, now=over, session_id=first.id),
    )
    teller.step("记工作台账", lambda: perform(record_session, actor=leader, **right))
    teller.step("校长确认", lambda: perform(accept_session, actor=head, now=over, session_id=first.id))


def _tell_gate(
    teller: Teller, county: DemoCounty, school: DemoSchool, here: frozenset[UUID], over: datetime
) -> None:
    place, term_id = county.schools[school.key].place, county.term.id
    safety = county.actor(f"{school.key}-safety")
    with scoped(at(place)):
        young = next(pupil for pupil in pupils_of(place.school, pupils=here) if pupil.grade <= 3)
    gate: dict[str, Any] = {
        "actor": safety,
        "now": over,
        "place": place,
        "term_id": term_id,
        "pupil_id": young.id,
    }
    teller.refusal(
        "交给名单外的人",
        "A10.8",
        lambda: perform(release_child, way="person", to_person_id=new_id(), **gate),
    )
    teller.refusal("低年级学生自己回家", "A10.8", lambda: perform(release_child, way="alone", **gate))
    teller.refusal(
        "校外人员没有凭证进校",
        "A10.7",
        lambda: perform(record_visit, actor=safety, now=over, place=place, number="ABCDEFG", goes_in=True),
    )
    outcome = teller.step(
        "已经被名单外的人接走的，如实登记并立案",
        lambda: perform(
            ask_at_gate, way="person", to_person_id=new_id(), took_place=True, who="自称舅舅", **gate
        ),
    )
    teller.check("安全事件已经打开", outcome.incident_id is not None)
    teller.step(
        "带班领导登记巡课",
        lambda: perform(
            record_duty,
            actor=safety,
            now=over,
            place=place,
            term_id=term_id,
            kind="round",
            seen="各教室秩序好",
        ),
    )


def _first_session(place: Place, on: date) -> Session:
    """A session of the youngest on the first day: picture books, if the plan has them."""
    with scoped(at(place)):
        rows = Session.objects.filter(school_id=place.school, session_date=on).order_by("starts_at", "id")
        return rows.filter(course_key="reading").first() or rows[0]


def _expected(row: Session) -> frozenset[UUID]:
    with scoped(at(row.place)):
        return roster_of(row.school_id, row.term_id).of(row.group_id, row.session_date)


def _deletion_refused(place: Place) -> bool:
    try:
        with scoped(at(place)):
            StoredMark.objects.filter(school_id=place.school).delete()
    except DatabaseError:
        return True
    return False
