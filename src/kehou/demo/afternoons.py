"""A school's afternoons in the demo: real teachers for the plan's leaders, sessions, and what was held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID

from kehou.delivery.models import Session
from kehou.delivery.public import roster_of
from kehou.delivery.services.generating import generate_sessions
from kehou.delivery.services.paper import PaperSheet, enter_paper
from kehou.demo.county import HOME, LAST_DAY, DemoCounty
from kehou.demo.rolls import DemoSchool
from kehou.kernel.actor import Actor, Grant, Role
from kehou.kernel.moments import SHANGHAI
from kehou.kernel.places import Place
from kehou.plans.public import PlanContent, approved_plan
from kehou.plans.services.arranging import arrange
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.registry.services.organising import hire

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
WHAT = {"homework": "自主完成作业，教师巡视答疑", "reading": "自选绘本，教师领读"}


def moment(day: date, hour: int, minute: int) -> datetime:
    """A moment in Shanghai."""
    return datetime.combine(day, time(hour, minute), SHANGHAI)


def name_teachers(county: DemoCounty, school: DemoSchool, now: datetime) -> dict[str, Actor]:
    """A real teacher for each of the plan's leaders, by the plan's key."""
    place = county.schools[school.key].place
    with scoped(HOME):
        plan = approved_plan(place.school, county.term.id)
        if plan is None:
            raise AssertionError("the plan was approved, and none is there")
        keys = sorted({slot.leader_key for slot in plan.content.slots if slot.leader_key})
        people = {key: _teacher(place, number) for number, key in enumerate(keys)}

    def change(content: PlanContent) -> PlanContent:
        leaders = tuple(
            replace(leader, key=str(people[leader.key].person), cleared_until=LAST_DAY)
            if leader.key in people
            else leader
            for leader in content.leaders
        )
        slots = tuple(
            replace(slot, leader_key=str(people[slot.leader_key].person))
            if slot.leader_key in people
            else slot
            for slot in content.slots
        )
        boarders = tuple(
            replace(row, staff_key=str(people[row.staff_key].person)) if row.staff_key in people else row
            for row in content.boarders
        )
        return replace(content, leaders=leaders, slots=slots, boarders=boarders)

    planner = county.actor(f"{school.key}-plan")
    perform(arrange, actor=planner, now=now, version_id=plan.version_id, number=0, change=change)
    return people


def plan_sessions(county: DemoCounty, school: DemoSchool, now: datetime) -> int:
    """The sessions of the term."""
    return perform(
        generate_sessions,
        actor=county.actor(f"{school.key}-plan"),
        now=now,
        place=county.schools[school.key].place,
        term_id=county.term.id,
    )


def hold_by_paper(county: DemoCounty, school: DemoSchool, first: date, past: date) -> int:
    """Key in what was held on some days and is still planned: a few children on leave or absent each time."""
    place = county.schools[school.key].place
    with scoped(at(place)):
        rows = list(
            Session.objects.filter(
                school_id=place.school,
                term_id=county.term.id,
                session_date__gte=first,
                session_date__lt=past,
                state="planned",
            ).order_by("starts_at", "id")
        )
        roster = roster_of(place.school, county.term.id)
        sheets = [_sheet(row, roster.of(row.group_id, row.session_date), n) for n, row in enumerate(rows)]
    return perform(
        enter_paper,
        actor=county.actor(f"{school.key}-plan"),
        now=moment(past, 20, 0),
        place=place,
        term_id=county.term.id,
        sheets=sheets,
    )


def _teacher(place: Place, number: int) -> Actor:
    person = hire(
        place,
        name=f"{SURNAMES[number % len(SURNAMES)]}老师",
        roles=[(Role.TEACHER, place, "")],
        since=date(2025, 9, 1),
    )
    return Actor(person, (Grant(Role.TEACHER, place),))


def _sheet(row: Session, expected: frozenset[UUID], number: int) -> PaperSheet:
    members = sorted(expected)
    on_leave = frozenset(members[number % 17 :: 29])
    absent = frozenset(members[number % 23 :: 61]) - on_leave
    return PaperSheet(
        row.id,
        content=WHAT.get(row.course_key, f"{row.title}：基础练习与展示"),
        form="small_group",
        present_count=len(expected - on_leave - absent),
        on_leave=on_leave,
        absent=absent,
    )
