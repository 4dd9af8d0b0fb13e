"""From an approved plan to the content of its notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kehou.authority.public import county_policy, parameters_for, receipt_kind
from kehou.notices.facts import CourseLine, NoticeContent, PriceLine, SlotLine
from kehou.notices.wording import KIND_NAMES, LEADER_NAMES, STAGE_NAMES, UNIT_NAMES
from kehou.plans.public import ApprovedPlan, approved_facts
from kehou.platform.ui.wording import clock_time, grades_text
from kehou.registry.public import school_info, term_info
from kehou.rulebook.facts.courses import CourseFacts, SlotFacts
from kehou.rulebook.facts.fees import FeeFacts, StagePrice
from kehou.rulebook.facts.plan import PlanFacts


def build_content(approved: ApprovedPlan, *, on: date) -> NoticeContent:
    """What is published of an approved version on a day."""
    facts = approved_facts(approved.version_id)
    policy = county_policy(approved.place.code, on=on)
    parameters = parameters_for(approved.place, on=on)
    return NoticeContent(
        school=school_info(facts.school.school_id).name,
        term=term_info(approved.term_id).label,
        version_number=approved.version_number,
        reply_number=approved.reply_number,
        approved_date=approved.approved_at.date(),
        prices=tuple(line for price in facts.fees.prices for line in _prices(price, facts.fees)),
        courses=tuple(_course(course, facts) for course in facts.courses),
        slots=tuple(_slot(slot, facts) for slot in facts.slots),
        refund_rule=facts.fees.refund_rule,
        waiver_rule=facts.fees.waiver_rule,
        receipt_kind=receipt_kind(approved.place.code[:4], on=on),
        complaint_phone=policy.complaint_phone if policy else "",
        complaint_mailbox=policy.complaint_mailbox if policy else "",
        answer_working_days=parameters.count("objection_answer_wd"),
        working_days=parameters.count("publicity_min_wd"),
    )


def _prices(price: StagePrice, fees: FeeFacts) -> Iterator[PriceLine]:
    """What a stage pays for the service, and for extended care where that is charged for (A4.17)."""
    line = _price(price)
    yield line
    care = fees.extended_care_price
    if care and price.care_units:
        yield replace(
            line,
            stage=f"{line.stage}延时托管",
            price_fen=care.amount,
            planned_units=price.care_units,
            term_ceiling_fen=price.care_per_pupil(care).amount,
        )


def _price(price: StagePrice) -> PriceLine:
    return PriceLine(
        stage=STAGE_NAMES[price.stage],
        price_fen=price.price.amount,
        unit=UNIT_NAMES[price.tariff.unit] if price.tariff else "",
        planned_units=price.planned_units,
        term_ceiling_fen=price.per_pupil.amount,
        basis=price.tariff.document_number if price.tariff else "",
    )


def _course(course: CourseFacts, facts: PlanFacts) -> CourseLine:
    grades = {grade for slot in facts.slots if slot.course_key == course.key for grade in slot.grades}
    return CourseLine(
        key=course.key,
        name=course.title,
        kind=KIND_NAMES[course.kind],
        grades=grades_text(grades),
        leader=LEADER_NAMES[course.leader_kind],
    )


def _slot(slot: SlotFacts, facts: PlanFacts) -> SlotLine:
    titles = {course.key: course.title for course in facts.courses}
    return SlotLine(
        weekday=slot.weekday,
        starts=clock_time(slot.starts),
        ends=clock_time(slot.ends),
        course=titles[slot.course_key],
        grades=grades_text(slot.grades),
    )
