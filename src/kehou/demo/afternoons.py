"""A school's afternoons in the demo: real teachers for the plan's leaders, sessions, and what was held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from datetime import date, datetime, time, timedelta
from uuid import UUID

from kehou.delivery.models import Session
from kehou.delivery.public import roster_of
from kehou.delivery.services.changing import substitute_leader
from kehou.delivery.services.generating import generate_sessions
from kehou.delivery.services.paper import PaperSheet, enter_paper
from kehou.demo.county import HOME, DemoCounty
from kehou.demo.rolls import DemoSchool
from kehou.kernel.actor import Actor, Grant, Role
from kehou.kernel.moments import SHANGHAI
from kehou.kernel.places import Place
from kehou.plans.public import approved_plan
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.providers.public import people_of_keys
from kehou.providers.services.checking import record_screening
from kehou.registry.services.organising import hire

WEEK = timedelta(days=7)
ONE_ON_LEAVE, ONE_ABSENT = 29, 61  # of so many children a day
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
WHAT = {"homework": "自主完成作业，教师巡视答疑", "reading": "自选绘本，教师领读"}


def moment(day: date, hour: int, minute: int) -> datetime:
    """A moment in Shanghai."""
    return datetime.combine(day, time(hour, minute), SHANGHAI)


def name_teachers(county: DemoCounty, school: DemoSchool, now: datetime) -> dict[str, Actor]:
    """A teacher of flesh and blood, screened this year, for each key by which the plan names a leader."""
    place = county.schools[school.key].place
    with scoped(HOME):
        plan = approved_plan(place.school, county.term.id)
        if plan is None:
            raise AssertionError("the plan was approved, and none is there")
        keys = sorted({slot.leader_key for slot in plan.content.slots if slot.leader_key})
        known = people_of_keys(place.school, keys)
        hired = {key: _hire(place, number) for number, key in enumerate(keys) if key not in known}
    if hired:
        perform(
            record_screening,
            actor=county.actor(f"{school.key}-safety"),
            now=now,
            place=place,
            people=list(hired.values()),
            keys=list(hired),
            reference="示教审〔2026〕1号",
            checked_date=now.date(),
        )
    people = {**known, **hired}
    return {key: Actor(person, (Grant(Role.TEACHER, place),)) for key, person in people.items()}


def plan_sessions(county: DemoCounty, school: DemoSchool, now: datetime) -> int:
    """The sessions of the term."""
    return perform(
        generate_sessions,
        actor=county.actor(f"{school.key}-plan"),
        now=now,
        place=county.schools[school.key].place,
        term_id=county.term.id,
    )


def lead_each_group(county: DemoCounty, school: DemoSchool, now: datetime) -> int:
    """A teacher for every group: where one leads two in an hour, another steps in; how often."""
    place = county.schools[school.key].place
    with scoped(at(place)):
        rows = Session.objects.filter(school_id=place.school, term_id=county.term.id, state="planned")
        planned = list(rows.filter(leader_kind="own", leader_id__isnull=False).order_by("starts_at", "id"))
    busy: dict[datetime, list[UUID]] = defaultdict(list)
    for row in planned:
        busy[_hour(row)].append(_leader(row))
    everyone, led, moved = sorted({_leader(row) for row in planned}), set[tuple[datetime, UUID]](), 0
    for row in planned:
        hour, leader = _hour(row), _leader(row)
        if (hour, leader) in led:
            leader = next(person for person in everyone if person not in busy[hour])
            busy[hour].append(leader)
            _step_in(county.actor(f"{school.key}-plan"), row.id, leader, now)
            moved += 1
        led.add((hour, leader))
    return moved


def _hour(row: Session) -> datetime:
    """The hour of the afternoon: those of one hour overlap, whatever the stage."""
    return row.starts_at.astimezone(SHANGHAI).replace(minute=0)


def _leader(row: Session) -> UUID:
    if row.leader_id is None:
        raise AssertionError("the session has a leader")
    return row.leader_id


def _step_in(office: Actor, session_id: UUID, leader: UUID, now: datetime) -> None:
    given = {"session_id": session_id, "to_person_id": leader, "reason": "分组后增派教师"}
    perform(substitute_leader, actor=office, now=now, **given)


def hold_weeks(county: DemoCounty, school: DemoSchool, first: date, last: date) -> int:
    """Key in every week's sheets at its end, up to and with the last day; how many sessions were held."""
    held, monday = 0, first - timedelta(days=first.weekday())
    while monday <= last:
        held += hold_by_paper(county, school, monday, monday + WEEK)
        monday += WEEK
    return held


def hold_by_paper(
    county: DemoCounty,
    school: DemoSchool,
    first: date,
    past: date,
    *,
    now: datetime | None = None,
    but: Container[str] = (),
) -> int:
    """Key in what was held on some days and is still planned: a few children on leave or absent each time.

    It is keyed in at the end of the days unless said otherwise; ``but`` names slots that are left out.
    """
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
        kept = (row for row in rows if row.slot_key not in but)
        sheets = [_sheet(row, roster.of(row.group_id, row.session_date)) for row in kept]
    return perform(
        enter_paper,
        actor=county.actor(f"{school.key}-plan"),
        now=now or moment(past, 20, 0),
        place=place,
        term_id=county.term.id,
        sheets=sheets,
    )


def _hire(place: Place, number: int) -> UUID:
    name = f"{SURNAMES[number % len(SURNAMES)]}老师"
    return hire(place, name=name, roles=[(Role.TEACHER, place, "")], since=date(2025, 9, 1))


def _sheet(row: Session, expected: frozenset[UUID]) -> PaperSheet:
    """Who is away is away for the whole day: a child that came is also seen off."""
    day = row.session_date.toordinal()
    on_leave = frozenset(pupil for pupil in expected if (pupil.int + day) % ONE_ON_LEAVE == 0)
    absent = frozenset(pupil for pupil in expected if (pupil.int + day) % ONE_ABSENT == 1) - on_leave
    return PaperSheet(
        row.id,
        content=WHAT.get(row.course_key, f"{row.title}：基础练习与展示"),
        form="small_group",
        present_count=len(expected - on_leave - absent),
        on_leave=on_leave,
        absent=absent,
    )
