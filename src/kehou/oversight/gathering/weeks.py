"""The service of one school over some days, as facts (A11.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from kehou.delivery.public import (
    AttendanceInfo,
    SessionInfo,
    SessionState,
    attendance_facts,
    gate_counts,
    resources_used,
    session_facts,
)
from kehou.kernel.moments import SchoolCalendar
from kehou.oversight.facts import WeekInputs
from kehou.plans.public import approved_facts, approved_plan
from kehou.registry.public import PupilInfo, SchoolInfo, TermInfo, calendar_of, classes_of, pupils_of
from kehou.rulebook.facts.bell import minute_of
from kehou.rulebook.facts.indicators import ClassDay, GateDay, HeldSession

_NOT_HELD = frozenset({SessionState.PLANNED, SessionState.CANCELLED})
_RECORDED = frozenset({SessionState.RECORDED, SessionState.ACCEPTED})
Weekdays = Mapping[str, frozenset[int] | None]


def gather_week(school: SchoolInfo, term: TermInfo, *, first: date, past: date) -> WeekInputs:
    """What happened at a school from one day up to, not including, another."""
    sessions = session_facts(school.id, term.id, first=first, past=past)
    if not sessions:
        return WeekInputs()
    presences = attendance_facts(school.id, term.id, first=first, past=past)
    pupils = {pupil.id: pupil for pupil in pupils_of(school.id)}
    members = _members(presences)
    grades = {
        key: frozenset(pupils[pupil].grade for pupil in there if pupil in pupils)
        for key, there in members.items()
    }
    calendar = calendar_of(school.id, term)
    used = resources_used(school.id, term.id, first=first, past=past)
    plain = {row.id: _held(row, grades.get(row.id, frozenset()), calendar) for row in sessions}
    held = tuple(replace(row, resources=used.get(key, frozenset())) for key, row in plain.items())
    days = tuple(_class_days(sessions, members, pupils, _lessons(school, term)))
    gate = gate_counts(school.id, term.id, first=first, past=past)
    return WeekInputs(held, days, tuple(GateDay(row.date, row.present, row.left) for row in gate))


def _members(presences: Iterable[AttendanceInfo]) -> dict[UUID, set[UUID]]:
    members: dict[UUID, set[UUID]] = defaultdict(set)
    for presence in presences:
        members[presence.session_id].add(presence.pupil_id)
    return members


def _held(row: SessionInfo, grades: frozenset[int], calendar: SchoolCalendar) -> HeldSession:
    return HeldSession(
        key=f"session/{row.id}",
        day=row.date,
        starts=minute_of(row.starts),
        ends=minute_of(row.ends),
        minutes=row.minutes,
        is_subject=row.is_subject,
        domain=row.domain or "",
        is_outdoor=row.is_outdoor,
        grades=grades,
        kind=row.leader_kind,
        is_held=row.state not in _NOT_HELD,
        is_recorded=row.state in _RECORDED,
        is_late=row.is_late_record,
        expected=row.expected,
        present=row.present,
        is_on_school_day=calendar.teaches(row.date),
    )


def _lessons(school: SchoolInfo, term: TermInfo) -> Weekdays:
    """The weekdays of PE lessons by class code, where the plan tells them."""
    plan = approved_plan(school.id, term.id)
    if plan is None:
        return {}
    facts = approved_facts(plan.version_id)
    return {row.class_code: row.pe_weekdays for grade in facts.grades for row in grade.classes}


def _class_days(
    sessions: Iterable[SessionInfo],
    members: Mapping[UUID, set[UUID]],
    pupils: Mapping[UUID, PupilInfo],
    lessons: Weekdays,
) -> Iterator[ClassDay]:
    """Each class on each day with service for some of its pupils; without known lessons it is left out."""
    moved: dict[tuple[UUID, date], bool] = {}
    for row in sessions:
        if row.state in _NOT_HELD:
            continue
        for class_id in {pupils[pupil].class_id for pupil in members.get(row.id, ()) if pupil in pupils}:
            key = (class_id, row.date)
            moved[key] = moved.get(key, False) or row.domain == "pe"
    if not moved:
        return
    school_id = next(iter(pupils.values())).school_id
    codes = {row.id: row.code for row in classes_of(school_id)}
    for (class_id, day), has_service in sorted(
        moved.items(), key=lambda item: (item[0][1], codes[item[0][0]])
    ):
        weekdays = lessons.get(codes[class_id])
        if weekdays is not None:
            yield ClassDay(codes[class_id], day, day.weekday() in weekdays, has_service)
