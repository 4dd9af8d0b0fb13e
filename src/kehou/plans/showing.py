"""From a plan's rows to what its pages show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from kehou.kernel.verdict import Verdict
from kehou.plans.facts import PlanContent
from kehou.plans.models import Decision, PlanVersion
from kehou.plans.names import DOMAIN_NAMES, KIND_NAMES
from kehou.plans.queries import PlanView, QueueRow
from kehou.plans.rules import State
from kehou.plans.wording import STATE_NAMES, STATE_TONES
from kehou.platform.ui.pieces import Event, Lesson, QueueItem, Timetable, TimetableRow, Tone, Version
from kehou.platform.ui.stages import Stage, StageStand, stage_line
from kehou.platform.ui.wording import WEEKDAYS, grade_label, grades_text, time_range
from kehou.registry.public import rest_until
from kehou.rulebook.facts.courses import CourseFacts, CourseKind, SlotFacts

DAY_NAMES = WEEKDAYS[:5]
MOST_LESSONS_BY_GRADE = 60


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One course as a table shows it."""

    course: CourseFacts
    kind: str
    area: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything that the pages of a plan draw."""

    state: str
    tone: Tone
    stages: tuple[StageStand, ...]
    courses: tuple[CourseRow, ...]
    week: Timetable
    history: tuple[Event, ...]
    stop_count: int
    warning_count: int
    reply: Decision | None


def show_plan(view: PlanView, *, found: Sequence[Verdict], decisions: Sequence[Decision]) -> PlanPage:
    """One version of a plan as its pages show it, with the latest decision that was given by a letter."""
    return PlanPage(
        state=STATE_NAMES[State(view.plan.state)],
        tone=STATE_TONES[State(view.plan.state)],
        stages=stage_line(now=_stage(State(view.plan.state))),
        courses=tuple(_course_row(course) for course in view.content.courses),
        week=week_of(view.content),
        history=tuple(_event(decision) for decision in decisions),
        stop_count=sum(verdict.stops for verdict in found),
        warning_count=sum(verdict.warns for verdict in found),
        reply=next((decision for decision in decisions if decision.reply_id), None),
    )


def week_of(content: PlanContent) -> Timetable:
    """The weekly timetable: by grade, or by time of day where grades would say the same again and again."""
    if sum(len(slot.grades) for slot in content.slots) > MOST_LESSONS_BY_GRADE:
        return by_band(content)
    rows = tuple(_grade_row(content, grade.grade) for grade in content.grades)
    return Timetable("课后服务课表", DAY_NAMES, rows)


def by_band(content: PlanContent, url_of: Callable[[SlotFacts], str] | None = None) -> Timetable:
    """The weekly timetable by time of day: each course once, or each slot with its way."""
    bands = sorted({(slot.starts, slot.ends) for slot in content.slots})
    titles = {course.key: course for course in content.courses}
    rows = []
    for band in bands:
        held = [slot for slot in content.slots if (slot.starts, slot.ends) == band]
        days = tuple(
            _lessons_of([slot for slot in held if slot.weekday == day], titles, url_of)
            for day in range(len(DAY_NAMES))
        )
        rows.append(TimetableRow(time_range(*band), days))
    return Timetable("课后服务课表", DAY_NAMES, rows, head="时间")


def _lessons_of(
    slots: Sequence[SlotFacts],
    courses: Mapping[str, CourseFacts],
    url_of: Callable[[SlotFacts], str] | None,
) -> tuple[Lesson, ...]:
    """What is held at one time. Without ways, what many grades do in the same place is said once."""
    held: dict[tuple[str, str, str], set[int]] = {}
    for slot in slots:
        way = url_of(slot) if url_of else ""
        held.setdefault((slot.course_key, slot.room, way), set()).update(slot.grades)
    return tuple(
        Lesson(grades_text(grades), courses[key].title, room, _kind(courses[key]), way)
        for (key, room, way), grades in held.items()
    )


def _kind(course: CourseFacts) -> str:
    return "x" if course.kind is CourseKind.X else "one"


def version_rows(view: PlanView, versions: Iterable[PlanVersion]) -> list[Version]:
    """A plan's versions, newest first, each with its page."""
    return [
        Version(
            f"第{row.number}版",
            row.frozen_at or row.made_at,
            reverse("plan-version", args=[view.plan.id, row.number]),
            "已报批，内容不再改动" if row.frozen_at else "起草中",
            current=row.id == view.version.id,
        )
        for row in versions
    ]


def queue_items(rows: Iterable[QueueRow], *, today: date, current: UUID | None = None) -> list[QueueItem]:
    """Waiting versions with the working days left to decide (A7.4)."""
    return [
        QueueItem(
            title=row.school_name,
            about=f"第{row.number}版　{STATE_NAMES[State(row.state)]}",
            url=reverse("review", args=[row.version_id]),
            due=row.decide_by_date,
            rest=rest_until(row.decide_by_date, today),
            current=row.version_id == current,
        )
        for row in rows
    ]


def _stage(state: State) -> Stage:
    if state in (State.DRAFT, State.RETURNED, State.AMENDING):
        return Stage.PLAN
    return Stage.PUBLICISE if state is State.APPROVED else Stage.APPROVE


def _course_row(course: CourseFacts) -> CourseRow:
    area = DOMAIN_NAMES.get(course.domain or "", course.domain or "")
    return CourseRow(course, KIND_NAMES[course.kind], area)


def _grade_row(content: PlanContent, grade: int) -> TimetableRow:
    return TimetableRow(grade_label(grade), tuple(_lessons(content, grade, day) for day in range(5)))


def _lessons(content: PlanContent, grade: int, weekday: int) -> tuple[Lesson, ...]:
    slots = [slot for slot in content.slots if slot.weekday == weekday and grade in slot.grades]
    lessons = []
    for slot in sorted(slots, key=lambda slot: (slot.starts, slot.key)):
        course = content.course(slot.course_key)
        if course:
            when = time_range(slot.starts, slot.ends)
            lessons.append(Lesson(when, course.title, slot.room, _kind(course)))
    return tuple(lessons)


def _event(decision: Decision) -> Event:
    tone = Tone.DONE if decision.kind == Decision.Kind.APPROVE else Tone.ATTENTION
    what = f"第{decision.version.number}版：{decision.get_kind_display()}"
    return Event(decision.decided_at, f"{what}　{decision.reasons}".rstrip("　"), tone=tone)
