"""Lawful plans for the demo's schools, written as a planner would write them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from uuid import UUID

from kehou.demo.fees import fees_of
from kehou.demo.rolls import DemoSchool
from kehou.kernel.fen import Fen
from kehou.plans.public import PlanContent
from kehou.registry.public import TermInfo
from kehou.rulebook.facts.bell import BellFacts, BellSchedule, ClassFacts
from kehou.rulebook.facts.courses import (
    ContentType,
    CourseFacts,
    CourseKind,
    LeaderFacts,
    LeaderKind,
    Mode,
    SlotFacts,
)
from kehou.rulebook.facts.plan import (
    BoarderArrangement,
    GradePlan,
    InsurancePolicy,
    RouteFacts,
    SafetyFacts,
)
from kehou.rulebook.facts.school import Stage

WEEKDAYS = range(5)
READING_DAYS = (0, 2, 4)
SPAN, SMALL = 3, 150  # grades of a group; pupils of a small school


@dataclass(frozen=True, slots=True)
class Hired:
    """A listed provider's course that a plan takes in: who gives it, its coach's key, course and title."""

    provider_id: UUID
    coach_key: str
    course_key: str
    title: str


@dataclass(frozen=True, slots=True)
class Band:
    """The two service periods of a stage after its last lesson."""

    stage: Stage
    last_lesson_ends: time
    first: tuple[time, time]
    second: tuple[time, time]


PRIMARY = Band(Stage.PRIMARY, time(16, 0), (time(16, 15), time(16, 55)), (time(17, 10), time(17, 50)))
JUNIOR = Band(Stage.JUNIOR, time(16, 0), (time(16, 15), time(17, 0)), (time(17, 15), time(18, 0)))
_X_COURSES = (
    ("chess", "棋类入门", "interest", 30),
    ("calligraphy", "软笔书法", "arts", 30),
    ("choir", "合唱", "arts", 30),
    ("basketball", "篮球", "pe", 40),
    ("rope", "花样跳绳", "pe", 45),
    ("craft", "剪纸与手工", "labour", 30),
    ("science", "科学小实验", "science", 30),
    ("farm", "校园种植", "labour", 30),
)


def with_hired(content: PlanContent, hired: Hired) -> PlanContent:
    """The plan with a provider's course on Fridays, watched by a teacher who is free then (A6.6, A6.9)."""
    course = CourseFacts(
        key=hired.course_key,
        title=hired.title,
        kind=CourseKind.X,
        mode=Mode.SMALL_GROUP,
        domain="arts",
        leader_kind=LeaderKind.THIRD_PARTY,
        provider_key=str(hired.provider_id),
        capacity=30,
        minimum=2,  # any draw fills it: few lose the favourite of that hour to it
        materials=("舞蹈教学大纲（县教育局审核）",),
        why_here="征求意见时报名较多，本校没有会教舞蹈的教师",
        outline="舞蹈基本功与小组合排展示",
    )
    slot = SlotFacts(
        f"{hired.course_key}-primary-4",
        hired.course_key,
        4,
        *PRIMARY.second,
        frozenset({4, 5, 6}),
        leader_key=hired.coach_key,
        supervisor_key="t-reading-1",
    )
    return replace(
        content,
        courses=(*content.courses, course),
        slots=(*content.slots, slot),
        leaders=(
            *content.leaders,
            LeaderFacts(hired.coach_key, kind=LeaderKind.THIRD_PARTY, willing=True),
        ),
        third_party_need="六十名学生想学舞蹈，本校没有会教舞蹈的教师",
    )


def demo_content(school: DemoSchool, term: TermInfo, *, price: Fen, joining: int, waived: int) -> PlanContent:
    """A school's plan for a term: homework and reading first, then enrichment, every day."""
    bands = _bands(school)
    slots = tuple(slot for band in bands for slot in _slots(school, band))
    return PlanContent(
        goals="让孩子放学后有休息、有练习、有爱好。",
        grades=tuple(_grade(school, grade) for grade in school.grades),
        bells=tuple(_bell(grade, band) for band in bands for grade in _grades(school, band)),
        courses=_courses(school),
        slots=slots,
        leaders=tuple(LeaderFacts(key, willing=True) for key in _leaders(slots)),
        transport=_transport(school, bands),
        boarders=_boarders(school, bands),
        fees=fees_of(term, [band.stage for band in bands], len(slots), price, joining, waived),
        safety=SafetyFacts(
            safety_rules_date=date(2025, 8, 20),
            emergency_plan_date=date(2025, 8, 20),
            insurance=InsurancePolicy(
                covers_after_school=True, valid_from=date(2025, 8, 1), valid_to=date(2026, 8, 31)
            ),
        ),
        five_management=frozenset({"homework", "sleep", "phones", "reading", "fitness"}),
    )


def _bands(school: DemoSchool) -> tuple[Band, ...]:
    return (PRIMARY, JUNIOR) if max(school.grades) > 6 else (PRIMARY,)


def _grades(school: DemoSchool, band: Band) -> frozenset[int]:
    return frozenset(grade for grade in school.grades if (grade <= 6) is (band is PRIMARY))


def _grade(school: DemoSchool, grade: int) -> GradePlan:
    classes = tuple(
        ClassFacts(f"{grade:02d}{number:02d}", pe_weekdays=frozenset(WEEKDAYS))
        for number in range(1, school.classes_a_grade + 1)
    )
    return GradePlan(grade, school.pupils // len(school.grades), classes)


def _bell(grade: int, band: Band) -> BellFacts:
    schedule = BellSchedule(
        last_lesson_ends=dict.fromkeys(WEEKDAYS, band.last_lesson_ends),
        lunch_starts=time(12, 0),
        lunch_ends=time(14, 0),
        breaks_minutes=(15, 30, 15, 15),
    )
    return BellFacts(grade, schedule, baseline=schedule)


def _courses(school: DemoSchool) -> tuple[CourseFacts, ...]:
    homework = CourseFacts(
        key="homework",
        title="作业辅导",
        kind=CourseKind.SUBJECT,
        mode=Mode.SUPERVISE,
        content=ContentType.HOMEWORK,
        capacity=50,
        why_here="多数家长在征求意见时选择",
        outline="自主完成作业，教师巡视答疑",
    )
    reading = CourseFacts(
        key="reading",
        title="绘本阅读",
        kind=CourseKind.X,
        mode=Mode.SUPERVISE,
        domain="reading",
        capacity=50,
        why_here="学校图书室向低年级开放",
        outline="自选绘本，教师领读",
    )
    return (homework, reading, *(_x_course(school, *row) for row in _X_COURSES))


def _x_course(school: DemoSchool, key: str, title: str, domain: str, capacity: int) -> CourseFacts:
    return CourseFacts(
        key=key,
        title=title,
        kind=CourseKind.X,
        mode=Mode.SMALL_GROUP,
        domain=domain,
        capacity=capacity * (4 if school.pupils > 1_000 else 1),
        minimum=5,
        is_outdoor=domain == "pe",
        why_here="本校教师有专长，征求意见时报名较多",
        outline=f"{title}的基础练习与展示",
    )


def _slots(school: DemoSchool, band: Band) -> list[SlotFacts]:
    grades = _grades(school, band)
    older = grades - {1, 2}
    found = []
    for weekday in WEEKDAYS:
        youngest_read = band is PRIMARY and weekday in READING_DAYS
        together = SPAN if school.pupils <= SMALL else 1
        doing_homework = older if youngest_read else grades
        found += [_room("homework", band, weekday, part) for part in _parts(doing_homework, together)]
        if youngest_read:
            found += [_room("reading", band, weekday, part) for part in _parts(grades & {1, 2}, together)]
        found += [
            _course_slot(course, band, weekday, part)
            for part in _parts(grades)
            for course in _courses_on(school, weekday + part[0])
        ]
    return found


def _parts(grades: frozenset[int], together: int = SPAN) -> list[tuple[int, ...]]:
    """Grades that are led together: a group spans three at the most."""
    ordered = sorted(grades)
    return [tuple(ordered[start : start + together]) for start in range(0, len(ordered), together)]


def _courses_on(school: DemoSchool, turn: int) -> list[str]:
    """The courses of a day: a small school holds a quarter of them at a time, a larger one half."""
    every = 4 if school.pupils <= SMALL else 2
    return [row[0] for number, row in enumerate(_X_COURSES) if (number + turn) % every == 0]


def _course_slot(course: str, band: Band, weekday: int, grades: tuple[int, ...]) -> SlotFacts:
    """The second hour of three grades, with a teacher of their own for each course."""
    key, leader = f"{course}-{grades[0]}-{weekday}", f"t-{course}-{grades[0]}"
    return SlotFacts(key, course, weekday, *band.second, frozenset(grades), leader_key=leader)


def _room(course: str, band: Band, weekday: int, grades: tuple[int, ...]) -> SlotFacts:
    """The first hour, with a teacher for each grade; in a small school for three grades together."""
    key, leader = f"{course}-{grades[0]}-{weekday}", f"t-{course}-{grades[0]}"
    return SlotFacts(key, course, weekday, *band.first, frozenset(grades), leader_key=leader)


def _leaders(slots: tuple[SlotFacts, ...]) -> list[str]:
    return sorted({slot.leader_key for slot in slots if slot.leader_key})


def _transport(school: DemoSchool, bands: tuple[Band, ...]) -> tuple[RouteFacts, ...]:
    if not school.shares.bus:
        return ()
    riders = school.pupils * school.shares.bus // 100 // len(school.grades)
    return tuple(
        RouteFacts(
            f"bus-{band.stage}",
            departures=dict.fromkeys(WEEKDAYS, (time(16, 10), _minutes_after(band.second[1], 15))),
            riders=dict.fromkeys(sorted(_grades(school, band)), riders),
        )
        for band in bands
    )


def _boarders(school: DemoSchool, bands: tuple[Band, ...]) -> tuple[BoarderArrangement, ...]:
    if not school.boarding_from_grade:
        return ()
    starts = min(band.last_lesson_ends for band in bands)
    ends = max(band.second[1] for band in bands)
    return tuple(
        BoarderArrangement(weekday, starts, ends, "图书室和操场", "t-reading-1") for weekday in WEEKDAYS
    )


def _minutes_after(moment: time, minutes: int) -> time:
    total = moment.hour * 60 + moment.minute + minutes
    return time(total // 60, total % 60)
