"""From an approved plan and a calendar to the sessions of a term. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from kehou.delivery.facts import PlannedSession, SlotPlan
from kehou.kernel.moments import SchoolCalendar
from kehou.plans.public import PlanContent
from kehou.rulebook.facts.courses import CourseFacts, CourseKind, LeaderFacts, LeaderKind, SlotFacts
from kehou.rulebook.facts.school import service_weeks


def slot_plans(content: PlanContent, calendar: SchoolCalendar) -> dict[str, SlotPlan]:
    """Every weekly time of a plan with its dates, by slot key."""
    courses = {course.key: course for course in content.courses}
    leaders = {leader.key: leader for leader in content.leaders}
    weeks = {week.monday: week.number for week in service_weeks(calendar.first_day, calendar.last_day)}
    taught = list(calendar.known_school_days())
    return {
        slot.key: _slot_plan(slot, courses[slot.course_key], leaders, _dates(slot, taught, weeks))
        for slot in content.slots
    }


def planned_sessions(
    slots: Mapping[str, SlotPlan], groups: Iterable[tuple[UUID, str]]
) -> tuple[PlannedSession, ...]:
    """Each group on each date of its slot; groups are given as (id, slot key)."""
    return tuple(
        PlannedSession(group_id, slots[key], on)
        for group_id, key in groups
        if key in slots
        for on in slots[key].dates
    )


def _dates(slot: SlotFacts, taught: Iterable[date], weeks: Mapping[date, int]) -> tuple[date, ...]:
    found = []
    for day in taught:
        week = weeks[date.fromordinal(day.toordinal() - day.weekday())]
        weekly = day.weekday() == slot.weekday and slot.is_held(day, week)
        if weekly or day in slot.extra_dates:
            found.append(day)
    return tuple(found)


def _slot_plan(
    slot: SlotFacts, course: CourseFacts, leaders: Mapping[str, LeaderFacts], dates: tuple[date, ...]
) -> SlotPlan:
    return SlotPlan(
        slot_key=slot.key,
        course_key=course.key,
        title=course.title,
        dates=dates,
        starts=slot.starts,
        ends=slot.ends,
        minutes=slot.minutes,
        is_subject=course.kind is CourseKind.SUBJECT,
        domain=course.domain,
        is_outdoor=course.is_outdoor,
        leader_key=slot.leader_key,
        leader_kind=_kind(course, leaders.get(slot.leader_key or "")),
        provider_key=course.provider_key,
        supervisor_key=slot.supervisor_key,
        room=slot.room,
        grades=slot.grades,
    )


def _kind(course: CourseFacts, leader: LeaderFacts | None) -> LeaderKind:
    """A third party stays one whoever of its people is named (A6.17)."""
    if leader is None or course.leader_kind is LeaderKind.THIRD_PARTY:
        return course.leader_kind
    return leader.kind
