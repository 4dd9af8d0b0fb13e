"""From a publicised plan to the terms of one grade's agreement, the same on screen and on paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kehou.agreements.facts import Paragraphs, Terms
from kehou.authority.public import county_policy, parameters_for
from kehou.kernel.fen import Fen
from kehou.kernel.places import Place
from kehou.plans.public import ApprovedPlan, approved_facts
from kehou.platform.paper.documents.agreement_articles import AgreementTerms, standard_articles
from kehou.platform.paper.documents.parts import Channel
from kehou.platform.ui.wording import clock_time, grade_label
from kehou.registry.public import school_info, term_info
from kehou.rulebook.engine import Parameters
from kehou.rulebook.facts.fees import BillingBasis, StagePrice
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.school import Stage

DATA_NOTES = (
    "学校为编班、点名、放学交接和结算使用孩子的姓名、班级、选课和出勤，接送人的姓名和电话只用于放学交接。",
    "这些信息只由参与课后服务的教职工在需要时查看，查看留有记录，不提供给校外机构用于招生或推销。",
    "您可以不同意，也可以随时撤回，不影响参加课后服务；不同意的，学校改用纸质名册点名和交接。",
)
_BASIS = {
    BillingBasis.PLANNED: "按计划课时预收，学期末按实际课时结算",
    BillingBasis.ACTUAL: "按实际参加的课时收取",
}


def build_terms(approved: ApprovedPlan, *, grade: int, on: date) -> Terms:
    """The terms that a family of a grade is offered on a day."""
    facts = approved_facts(approved.version_id)
    parameters = parameters_for(approved.place, on=on)
    price = _price_of(facts.fees.prices, stage_of(grade, parameters))
    term = term_info(approved.term_id)
    return Terms(
        school=school_info(approved.place.school).name,
        term=term.label,
        grade=grade,
        version_number=approved.version_number,
        reply_number=approved.reply_number,
        first_day=term.first_date,
        last_day=term.last_date,
        price_fen=price.price.amount if price else 0,
        unit="课时",
        planned_units=price.planned_units if price else 0,
        ceiling_fen=price.per_pupil.amount if price else 0,
        articles=_articles(facts, approved.place, parameters, price, grade, on),
        if_not_joining=_if_not_joining(facts, grade),
        data_notes=DATA_NOTES,
    )


def price_for(approved: ApprovedPlan, *, grade: int, on: date) -> StagePrice | None:
    """What pupils of a grade pay by an approved plan; None where it charges them nothing.

    Late details never touch the fees, so what the service runs by says what was approved.
    """
    stage = stage_of(grade, parameters_for(approved.place, on=on))
    return _price_of(approved.content.fees.prices, stage)


def stage_of(grade: int, parameters: Parameters) -> Stage:
    """The stage of a grade by the stage table (A4.16)."""
    table = parameters.table("stage_table")
    for stage in Stage:
        grades = table.get(stage.value)
        if isinstance(grades, frozenset) and grade in grades:
            return stage
    raise LookupError(f"grade {grade} belongs to no stage")


def _price_of(prices: Iterable[StagePrice], stage: Stage) -> StagePrice | None:
    return next((price for price in prices if price.stage is stage), None)


def _articles(
    facts: PlanFacts,
    place: Place,
    parameters: Parameters,
    price: StagePrice | None,
    grade: int,
    on: date,
) -> tuple[Paragraphs, ...]:
    terms = AgreementTerms(
        first_day=facts.term.first_day,
        last_day=facts.term.last_day,
        times=(_times(facts, grade),),
        price=price.price if price else Fen(0),
        period_minutes=f"每课时{parameters.minutes('period_len', stage_of(grade, parameters).value)}分钟",
        term_ceiling=price.per_pupil if price else Fen(0),
        billing_basis=_BASIS[facts.fees.billing_basis],
        payment="费用缴入学校公布的账户，收到账单后再缴。",
        waiver_rules=(facts.fees.waiver_rule or "本学期不收费。",),
        refund_rules=(facts.fees.refund_rule or "本学期不收费。",),
        surplus_rules=(facts.fees.surplus_rule or "本学期不收费。",),
        free_change_days=parameters.count("course_change_days"),
        refund_working_days=parameters.count("refund_days"),
        safety=("学校的责任保险包含课后服务时段，保险费不向学生收取。",),
        pick_up=("请登记接送人；接送人有变化的，当天告知班主任。",),
        channels=_channels(place, on),
    )
    return tuple(Paragraphs(article.heading, article.paragraphs) for article in standard_articles(terms))


def _times(facts: PlanFacts, grade: int) -> str:
    slots = [slot for slot in facts.slots if grade in slot.grades]
    if not slots:
        return f"{grade_label(grade)}本学期没有安排课后服务。"
    starts = clock_time(min(slot.starts for slot in slots))
    ends = clock_time(max(slot.ends for slot in slots))
    return f"{grade_label(grade)}每日{starts}至{ends}之间，以课表为准。"


def _if_not_joining(facts: PlanFacts, grade: int) -> str:
    bell = facts.bell_of.get(grade)
    ends = max(bell.schedule.last_lesson_ends.values()) if bell else None
    when = f"{clock_time(ends)}末节课" if ends else "末节课"
    return (
        f"不参加的，孩子在{when}结束后离校；要等唯一一班校车的，学校免费看护到发车。"
        "不参加不影响孩子在校的学习和评价。"
    )


def _channels(place: Place, on: date) -> tuple[Channel, ...]:
    policy = county_policy(place.code, on=on)
    phone = policy.complaint_phone if policy else ""
    return (*((Channel("监督电话", phone),) if phone else ()), Channel("政务服务热线", "12345"))
