"""A small primary school's plan that keeps every rule, and ways to spoil one part of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from functools import cache
from typing import Any
from uuid import UUID

from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.kernel.ids import PersonId, PlanVersionId, SchoolId
from kehou.kernel.moments import HolidayCalendar, SchoolCalendar, days
from kehou.rulebook.facts.bell import BellFacts, BellSchedule, ClassFacts
from kehou.rulebook.facts.courses import (
    ContentType,
    CourseFacts,
    CourseKind,
    Domain,
    LeaderFacts,
    LeaderKind,
    Mode,
    SlotFacts,
)
from kehou.rulebook.facts.fees import (
    CostLine,
    FeeFacts,
    FeeUnit,
    IncomeSource,
    SourceLine,
    StagePrice,
    TariffReference,
    WaiverFunding,
)
from kehou.rulebook.facts.plan import (
    ExceptionFacts,
    GradePlan,
    InsurancePolicy,
    PlanFacts,
    RouteFacts,
    SafetyFacts,
)
from kehou.rulebook.facts.school import SchoolFacts, Stage, TermFacts

PRIMARY_GRADES = frozenset(range(1, 7))
SUBMITTER = PersonId(UUID(int=11))
APPROVER = PersonId(UUID(int=12))
LUNCH = (time(12, 0), time(14, 0))
FIRST_BAND = (time(16, 15), time(16, 55))
SECOND_BAND = (time(17, 10), time(17, 50))


def _every(*ranges: tuple[date, date]) -> frozenset[date]:
    return frozenset(day for first, past in ranges for day in days(first, past))


HOLIDAYS_2026 = HolidayCalendar(
    years=frozenset({2026}),
    holidays=_every(
        (date(2026, 1, 1), date(2026, 1, 4)),
        (date(2026, 2, 15), date(2026, 2, 24)),
        (date(2026, 4, 4), date(2026, 4, 7)),
        (date(2026, 5, 1), date(2026, 5, 6)),
        (date(2026, 6, 19), date(2026, 6, 22)),
        (date(2026, 9, 25), date(2026, 9, 28)),
        (date(2026, 10, 1), date(2026, 10, 8)),
    ),
    working_weekends=frozenset(
        {
            date(2026, 1, 4),
            date(2026, 2, 14),
            date(2026, 2, 28),
            date(2026, 5, 9),
            date(2026, 9, 20),
            date(2026, 10, 10),
        }
    ),
)


def a_calendar(**changes: Any) -> SchoolCalendar:
    """Spring 2026, from 2 March to 30 June."""
    spring = SchoolCalendar(date(2026, 3, 2), date(2026, 6, 30), HOLIDAYS_2026)
    return replace(spring, **changes)


def a_bell(grade: int, **changes: Any) -> BellFacts:
    """Lessons to 16:00, two hours of lunch, breaks of 15 minutes; unchanged from before."""
    schedule = BellSchedule(dict.fromkeys(range(5), time(16, 0)), *LUNCH, (15, 30, 15, 15))
    return replace(BellFacts(grade, schedule, baseline=schedule), **changes)


def a_tariff(**changes: Any) -> TariffReference:
    """4.00 yuan a period, with the city government's consent."""
    tariff = TariffReference(
        document_number="示例发改价〔2025〕1号",
        area_class="township",
        unit=FeeUnit.PERIOD,
        ceiling=Fen(400),
        effective_from=date(2025, 9, 1),
        government_consent_date=date(2025, 8, 20),
        term_cap=Fen(50_000),
    )
    return replace(tariff, **changes)


def a_fee_scheme(**changes: Any) -> FeeFacts:
    """2.00 yuan a period, 164 periods; fees and subsidy make up the cost exactly."""
    price = StagePrice(Stage.PRIMARY, Fen(200), 164, paying_count=22, waived_count=2, tariff=a_tariff())
    scheme = FeeFacts(
        prices=(price,),
        cost_lines=(
            CostLine("staff_allowance", 164, Fen(5_000), link="all sessions", evidence="timetable"),
            CostLine("consumables", 4, Fen(10_000), link="arts and labour", evidence="price list"),
        ),
        sources=(
            SourceLine(IncomeSource.SERVICE_FEE, Fen(721_600)),
            SourceLine(IncomeSource.SUBSIDY, Fen(138_400)),
        ),
        waiver_rule="full waiver for the county's categories",
        waiver_funding=WaiverFunding.SUBSIDY,
        refund_rule="by period",
        surplus_rule="returned to those who paid",
    )
    return replace(scheme, **changes)


def a_course(key: str = "chess", **changes: Any) -> CourseFacts:
    """An X course led by an own teacher."""
    course = CourseFacts(
        key=key,
        title="棋类",
        kind=CourseKind.X,
        mode=Mode.SMALL_GROUP,
        domain=Domain.INTEREST,
        why_here="two teachers play",
        outline="rules, openings, games",
    )
    return replace(course, **changes)


def a_homework_course(key: str = "homework", **changes: Any) -> CourseFacts:
    """A supervised homework room."""
    course = CourseFacts(
        key=key,
        title="作业辅导",
        kind=CourseKind.SUBJECT,
        mode=Mode.SUPERVISE,
        content=ContentType.HOMEWORK,
        why_here="asked for by most families",
        outline="own homework, questions answered",
        capacity=50,
    )
    return replace(course, **changes)


def a_slot(key: str, course_key: str = "chess", weekday: int = 0, **changes: Any) -> SlotFacts:
    """A slot in the second band for all six grades."""
    slot = SlotFacts(key, course_key, weekday, *SECOND_BAND, grades=PRIMARY_GRADES, leader_key="t2")
    return replace(slot, **changes)


def an_exception(clause: str, subject: str = "", **changes: Any) -> ExceptionFacts:
    """A county approver's leave for the whole spring term."""
    leave = ExceptionFacts(
        clause=clause,
        reason="three teachers, none for the arts",
        approver_role=Role.COUNTY_APPROVER,
        approver_id=APPROVER,
        from_date=date(2026, 3, 1),
        to_date=date(2026, 6, 30),
        subject=subject,
    )
    return replace(leave, **changes)


_X_OF_THE_DAY = (
    ("ball", "球类", Domain.PE),
    ("singing", "合唱", Domain.ARTS),
    ("garden", "种植", Domain.LABOUR),
    ("nature", "自然观察", Domain.SCIENCE),
    ("virtue", "礼仪", Domain.MORAL),
)


def _courses() -> tuple[CourseFacts, ...]:
    enrichment = (
        a_course(key, title=title, domain=domain, is_outdoor=domain in (Domain.PE, Domain.LABOUR))
        for key, title, domain in _X_OF_THE_DAY
    )
    picture_books = a_course("books", title="绘本阅读", domain=Domain.READING)
    return (a_homework_course(), picture_books, *enrichment)


def _slots() -> tuple[SlotFacts, ...]:
    """Homework first and X second; grades 1 and 2 read picture books instead on three days."""
    slots: list[SlotFacts] = []
    for weekday, (course_key, _, _) in enumerate(_X_OF_THE_DAY):
        youngest_read = weekday in (0, 2, 4)
        first = SlotFacts(f"homework-{weekday}", "homework", weekday, *FIRST_BAND, PRIMARY_GRADES)
        slots.append(a_slot(f"{course_key}-{weekday}", course_key, weekday))
        if youngest_read:
            reading = SlotFacts(f"books-{weekday}", "books", weekday, *FIRST_BAND, frozenset({1, 2}))
            slots.append(replace(reading, leader_key="t2"))
            first = replace(first, grades=PRIMARY_GRADES - {1, 2})
        slots.append(replace(first, leader_key="t1"))
    return tuple(slots)


@cache
def _lawful_plan() -> PlanFacts:
    calendar = a_calendar()
    last_day = calendar.last_day
    return PlanFacts(
        school=SchoolFacts(
            school_id=SchoolId(UUID(int=1)),
            county_code="431299",
            grades=PRIMARY_GRADES,
            urban_rural_code="121",
            pupil_count=24,
        ),
        term=TermFacts.whole(calendar),
        grades=tuple(
            GradePlan(grade, 4, (ClassFacts(f"{grade}01", 4, frozenset(range(5))),)) for grade in range(1, 7)
        ),
        bells=tuple(a_bell(grade) for grade in range(1, 7)),
        courses=_courses(),
        slots=_slots(),
        leaders=tuple(LeaderFacts(key, willing=True, cleared_until=last_day) for key in ("t1", "t2")),
        transport=(
            RouteFacts(
                "bus-1", departures=dict.fromkeys(range(5), (time(16, 20), time(18, 5))), riders={3: 2}
            ),
        ),
        fees=a_fee_scheme(),
        safety=SafetyFacts(
            safety_rules_date=date(2026, 1, 10),
            emergency_plan_date=date(2026, 1, 10),
            insurance=InsurancePolicy(True, date(2025, 9, 1), date(2026, 8, 31)),
        ),
        goals="rest, practice and play after lessons",
        complaint_channel="0745-0000000",
        has_demand_survey=True,
        has_work_plan=True,
        five_management=frozenset({"homework", "sleep", "phones", "reading", "fitness"}),
        plan_version_id=PlanVersionId(UUID(int=21)),
        submitter_id=SUBMITTER,
    )


def a_plan(**changes: Any) -> PlanFacts:
    """A lawful plan with some of its fields replaced."""
    return replace(_lawful_plan(), **changes)


def with_school(plan: PlanFacts, **changes: Any) -> PlanFacts:
    """The plan with its school changed."""
    return replace(plan, school=replace(plan.school, **changes))


def with_course(plan: PlanFacts, key: str, **changes: Any) -> PlanFacts:
    """The plan with one course changed."""
    courses = tuple(replace(row, **changes) if row.key == key else row for row in plan.courses)
    return replace(plan, courses=courses)


def with_slot(plan: PlanFacts, key: str, **changes: Any) -> PlanFacts:
    """The plan with one slot changed."""
    slots = tuple(replace(row, **changes) if row.key == key else row for row in plan.slots)
    return replace(plan, slots=slots)


def with_bell(plan: PlanFacts, grade: int, **changes: Any) -> PlanFacts:
    """The plan with the written schedule of one grade changed."""
    bells = tuple(
        replace(row, schedule=replace(row.schedule, **changes)) if row.grade == grade else row
        for row in plan.bells
    )
    return replace(plan, bells=bells)


def with_fees(plan: PlanFacts, **changes: Any) -> PlanFacts:
    """The plan with its fee scheme changed."""
    return replace(plan, fees=replace(plan.fees, **changes))


def with_safety(plan: PlanFacts, **changes: Any) -> PlanFacts:
    """The plan with its safety annex changed."""
    return replace(plan, safety=replace(plan.safety, **changes))


def hired(*keys: str, plan: PlanFacts | None = None) -> PlanFacts:
    """The plan with some courses given by a third party that is needed and named."""
    plan = replace(plan or a_plan(), third_party_need="nobody here sings or dances")
    for key in keys:
        plan = with_course(plan, key, leader_kind=LeaderKind.THIRD_PARTY, provider_key="p1")
    return plan
