"""A plan as the paper that the head signs and the authority files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from kehou.authority.public import county_policy
from kehou.consultation.public import consultation_state
from kehou.kernel.fen import ZERO
from kehou.kernel.moments import local_day
from kehou.plans.editing import staff_labels
from kehou.plans.facts import PlanContent, plan_facts
from kehou.plans.forms.notation import write_week
from kehou.plans.judging import surroundings_of
from kehou.plans.names import (
    BASIS_NAMES,
    CONTENT_NAMES,
    COST_NAMES,
    DOMAIN_NAMES,
    KIND_NAMES,
    LEADER_NAMES,
    SOURCE_NAMES,
    STAGE_NAMES,
    WAIVER_NAMES,
)
from kehou.plans.queries import PlanView
from kehou.platform.paper.documents.parts import Article, Channel, GradeTimetable, TimetableRow
from kehou.platform.paper.documents.plan import CourseLine, FeeScheme, GradeLine, MoneyLine, Plan
from kehou.platform.ui.wording import WEEKDAYS, grade_label, grades_text, share, time_range, yuan
from kehou.registry.public import division_name, names_of
from kehou.rulebook.facts.courses import CourseFacts, SlotFacts
from kehou.rulebook.facts.fees import FeeFacts
from kehou.rulebook.facts.plan import PlanFacts

LATER = "8月下旬确定"


def plan_on_paper(view: PlanView, *, on: date) -> Plan:
    """One version with all that the paper asks for; what is not decided yet is said so."""
    around = surroundings_of(view.school, view.term, on=on)
    facts = plan_facts(view.content, around)
    names = dict(staff_labels(view.school))
    submission = getattr(view.version, "submission", None)
    head = names_of([submission.head_signed_by]) if submission else {}
    return Plan(
        school=view.school.name,
        authority=f"{division_name(view.school.authority_code)}教育局",
        term=view.term.label,
        number=f"{view.school.short_code}-{view.term.label}",
        version=view.version.number,
        first_day=view.term.first_date,
        last_day=view.term.last_date,
        aims=_lines(view.content.goals),
        consultation=_consultation(view),
        grades=tuple(_grade(facts, row.grade, row.pupil_count) for row in view.content.grades),
        courses=tuple(_course(view.content, course, names) for course in view.content.courses),
        timetables=tuple(_timetables(view.content)),
        staffing=_staffing(view.content),
        fees=_fees(facts.fees),
        safety=_safety(view.content),
        arrangements=tuple(_arrangements(view.content)),
        channels=_channels(view, on),
        head=next(iter(head.values()), "尚未签署"),
        signed=local_day(submission.submitted_at) if submission else on,
    )


def _lines(text: str, otherwise: str = "尚未填写。") -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip()) or (otherwise,)


def _consultation(view: PlanView) -> tuple[str, ...]:
    state = consultation_state(view.school.id, view.term.id)
    if state is None:
        return ("尚未征求家长意见。",)
    return (f"向{state.invited_count:,}名学生的家长征求意见，收回{state.answered_count:,}名学生的答复。",)


def _grade(facts: PlanFacts, grade: int, pupils: int) -> GradeLine:
    days = [day for day in facts.timetable.grade_days if day.grade == grade]
    subject, x = sum(day.subject_minutes for day in days), sum(day.x_minutes for day in days)
    slots = [slot for slot in facts.slots if grade in slot.grades]
    bell = facts.bell_of.get(grade)
    ends = {day: (end,) for day, end in bell.schedule.last_lesson_ends.items()} if bell else {}
    price = max((row.paying_count for row in facts.fees.prices), default=0)
    times = sorted({(slot.starts, slot.ends) for slot in slots})
    return GradeLine(
        grade=grade_label(grade),
        pupils=pupils,
        wanting=min(price, pupils) if price else pupils,
        lessons_end=write_week(ends),
        service_time=time_range(times[0][0], max(end for _, end in times)) if times else "",
        weekly_periods=len({(slot.weekday, slot.starts) for slot in slots}),
        enrichment_share=share(x, subject + x),
    )


def _course(content: PlanContent, course: CourseFacts, names: dict[str, str]) -> CourseLine:
    slots = [slot for slot in content.slots if slot.course_key == course.key]
    by_kind = LEADER_NAMES[course.leader_kind]
    leaders = {names.get(slot.leader_key, by_kind) for slot in slots if slot.leader_key}
    grades = frozenset[int]().union(*(slot.grades for slot in slots))
    rooms = {slot.room for slot in slots if slot.room}
    area = DOMAIN_NAMES.get(course.domain or "", course.domain or "")
    return CourseLine(
        name=course.title,
        kind=KIND_NAMES[course.kind],
        domain=area or (CONTENT_NAMES[course.content] if course.content else ""),
        grades=grades_text(grades),
        leader="、".join(sorted(leaders)) or LATER,
        place="、".join(sorted(rooms)) or LATER,
        capacity=course.capacity,
    )


def _timetables(content: PlanContent) -> Iterable[GradeTimetable]:
    """Grades with the same week share a table."""
    titles = {course.key: course.title for course in content.courses}
    by_week: dict[frozenset[str], list[int]] = {}
    for row in content.grades:
        week = frozenset(slot.key for slot in content.slots if row.grade in slot.grades)
        by_week.setdefault(week, []).append(row.grade)
    for keys, grades in by_week.items():
        slots = [slot for slot in content.slots if slot.key in keys]
        spans = sorted({(slot.starts, slot.ends) for slot in slots})
        rows = tuple(_row(slots, span, titles) for span in spans)
        yield GradeTimetable(grades_text(grades), rows)


def _row(slots: list[SlotFacts], span: tuple[time, time], titles: dict[str, str]) -> TimetableRow:
    def cell(day: int) -> str:
        held = (slot for slot in slots if slot.weekday == day and (slot.starts, slot.ends) == span)
        return "、".join(titles.get(slot.course_key, "") for slot in held)

    return TimetableRow(time_range(*span), (cell(0), cell(1), cell(2), cell(3), cell(4)))


def _staffing(content: PlanContent) -> tuple[str, ...]:
    willing = sum(row.willing is True for row in content.leaders)
    people = f"参与人员{len(content.leaders)}名，其中已表示自愿的{willing}名。"
    lines = (
        people if content.leaders else f"人员{LATER}。",
        content.third_party_need,
        content.flexible_hours_rule,
    )
    return tuple(filter(None, lines))


def _fees(fees: FeeFacts) -> FeeScheme:
    price = next(iter(fees.prices), None)
    tariffs = {row.tariff.document_number for row in fees.prices if row.tariff}
    others = [f"{STAGE_NAMES[row.stage]}每课时{yuan(row.price)}" for row in fees.prices[1:]]
    funding = f"减免的部分由{WAIVER_NAMES[fees.waiver_funding]}承担。" if fees.waiver_funding else ""
    return FeeScheme(
        price=price.price if price else ZERO,
        period_minutes="按收费文件",
        tariff_document="；".join([*sorted(tariffs), *others]) or "不收费",
        billing_basis=BASIS_NAMES[fees.billing_basis],
        term_periods=price.planned_units if price else 0,
        term_ceiling=price.per_pupil if price else ZERO,
        costs=tuple(
            MoneyLine(
                COST_NAMES.get(row.category, row.category),
                f"{row.quantity:,}×{row.unit_price.in_yuan()}元　{row.link}　{row.evidence}",
                row.amount,
            )
            for row in fees.cost_lines
        ),
        sources=tuple(
            MoneyLine(SOURCE_NAMES[row.source], row.document_number, row.amount) for row in fees.sources
        ),
        waiver_rules=(*_lines(fees.waiver_rule), *filter(None, [funding])),
        refund_rules=_lines(fees.refund_rule),
        surplus_rules=_lines(fees.surplus_rule),
        payment="按学校账单缴入学校账户，开具票据。" if fees.charges else "本方案不收费。",
    )


def _safety(content: PlanContent) -> tuple[str, ...]:
    safety, policy = content.safety, content.safety.insurance
    lines = [
        _dated("安全管理制度", safety.safety_rules_date),
        _dated("应急预案", safety.emergency_plan_date),
    ]
    if policy:
        covers = "包括" if policy.covers_after_school else "不包括"
        until = f"{policy.valid_to.year}年{policy.valid_to.month}月{policy.valid_to.day}日"
        lines.append(f"校方责任保险有效至{until}，{covers}课后服务时间。")
    else:
        lines.append("还没有登记校方责任保险。")
    return tuple(lines)


def _dated(what: str, day: date | None) -> str:
    return f"{what}制定于{day.year}年{day.month}月{day.day}日。" if day else f"还没有{what}。"


def _arrangements(content: PlanContent) -> Iterable[Article]:
    if content.boarders:
        lines = (
            f"{WEEKDAYS[row.weekday]}{time_range(row.starts, row.ends)}在{row.place}，不收费。"
            for row in content.boarders
        )
        yield Article("不参加课后服务的住校生", tuple(dict.fromkeys(lines)))
    if content.transport:
        lines = (f"{row.key}：{write_week(row.departures)}从学校开出。" for row in content.transport)
        yield Article("乘车回家的学生", tuple(lines))


def _channels(view: PlanView, on: date) -> tuple[Channel, ...]:
    policy = county_policy(view.school.county_code, on=on)
    phone = policy.complaint_phone or policy.complaint_mailbox if policy else ""
    return (Channel("县教育局监督电话", phone or "尚未公布"), Channel("价格举报", "12315、12345"))
