"""The chapter of oversight: an anonymous report to its answer, a survey, a visit, and what nobody may do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from kehou.demo.county import DemoCounty
from kehou.demo.rolls import COUNTY_CODE, DemoSchool
from kehou.demo.story.bureau import COUNTY, WEEK, Desk, as_officer, put_right
from kehou.demo.story.families import Family
from kehou.demo.story.teller import Teller
from kehou.demo.story.visiting import tell_visit
from kehou.kernel.actor import Actor, public_actor
from kehou.oversight.models import SurveyOutcome
from kehou.oversight.public import Outcome
from kehou.oversight.services.answering import rate_answer
from kehou.oversight.services.computing import compute_school
from kehou.oversight.services.correcting import (
    Demand,
    order_correction,
)
from kehou.oversight.services.deciding import close_case, decide_case, reply_to_reporter
from kehou.oversight.services.exporting import attendance_for_case
from kehou.oversight.services.hearing import Heard, record_hearing
from kehou.oversight.services.investigating import assign_handler, brief_school, extend_case
from kehou.oversight.services.reporting import Receipt, Told, file_report, open_for_matter
from kehou.oversight.services.sorting import accept_case
from kehou.oversight.services.surveying import (
    Ticked,
    answer_survey,
    close_survey,
    has_answered,
    open_survey,
)
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.rulebook.facts.cases import CaseKind, CaseOrigin

WORDS = "班主任在家长群里说，不参加课后服务的孩子下学期换座位"
LEAST_SHOWN = 5


def tell_oversight(
    teller: Teller, county: DemoCounty, school: DemoSchool, people: Sequence[Family], now: datetime
) -> datetime:
    """Numbers from records, a report, a survey and a visit (A2.14, A11); the moment when all is over."""
    desk = Desk(county, school, now)
    _tell_numbers(teller, desk)
    _tell_report(teller, desk)
    _tell_survey(teller, desk, people)
    tell_visit(teller, desk)
    return now + WEEK * 2


def _tell_numbers(teller: Teller, desk: Desk) -> None:
    teller.chapter("监测指标")
    made = teller.step("按记录计算指标", lambda: _compute(desk))
    teller.check("指标由记录算出，再算一次没有变化", made > 0 and _compute(desk) == 0)
    teller.refusal("没有案件就调取学生出勤明细", "A11.3", lambda: _detail(desk))
    teller.refusal("由课后服务数据推断教师有偿补课", "A11.11", lambda: _guess(desk))


def _compute(desk: Desk) -> int:
    return perform(
        compute_school, actor=desk.officer, now=desk.now, school=desk.school, term=desk.county.term
    )


def _detail(desk: Desk) -> object:
    term = desk.county.term
    return perform(
        attendance_for_case,
        actor=desk.officer,
        now=desk.now,
        school=desk.school,
        term=term,
        first=term.first_date,
        past=term.first_date + WEEK,
    )


def _guess(desk: Desk) -> None:
    with scoped(at(COUNTY)):
        open_for_matter(
            place=desk.place,
            clause="A11.11",
            kind=CaseKind.PAID_TUTORING,
            subject=f"person/{desk.teacher.person}",
            origin=CaseOrigin.SIGNAL,
            now=desk.now,
        )


def _tell_report(teller: Teller, desk: Desk) -> None:
    teller.chapter("匿名举报")
    receipt = teller.step("一位家长扫码匿名反映，拿到查询编号", lambda: _report(desk))
    case_id = receipt.case_id
    teller.step("县教育局受理", lambda: as_officer(desk, accept_case, case_id=case_id))
    teller.refusal("把举报交给被反映学校的教师办理", "A11.15", lambda: _assign(desk, case_id, desk.teacher))
    teller.step("指定县教育局经办人", lambda: _assign(desk, case_id, desk.officer))
    teller.refusal("把举报原话转给学校", "A2.14", lambda: _brief(desk, case_id, WORDS))
    teller.step("改写后告知学校", lambda: _brief(desk, case_id, "有反映称参加与否同座位有关"))
    teller.step("延长一次办理期限", lambda: _extend(desk, case_id))
    teller.refusal("再次延长", "A11.15", lambda: _extend(desk, case_id))
    _assign(desk, case_id, desk.approver)
    teller.refusal("核查的人自己作决定", "A11.15", lambda: _decide(desk, case_id))
    _assign(desk, case_id, desk.officer)
    teller.step("没有参与核查的审批人认定属实", lambda: _decide(desk, case_id))
    teller.refusal("没有答复就办结", "A11.15", lambda: as_officer(desk, close_case, case_id=case_id))
    reply = "经核查属实，已责令学校改正"
    teller.step("答复举报人", lambda: as_officer(desk, reply_to_reporter, case_id=case_id, text=reply))
    teller.refusal("没有整改就办结", "A11.16", lambda: as_officer(desk, close_case, case_id=case_id))
    teller.step("下达整改通知，学校整改，复查通过", lambda: _correct(desk, case_id))
    teller.step("办结", lambda: as_officer(desk, close_case, case_id=case_id))
    teller.step("举报人凭编号评价：满意", lambda: _rate(desk, receipt))


def _report(desk: Desk) -> Receipt:
    with scoped(at(COUNTY)):
        return file_report(
            actor=public_actor(),
            now=desk.now,
            county_code=COUNTY_CODE,
            told=Told(CaseKind.FORCED, WORDS),
            school_id=desk.place.school,
        )


def _assign(desk: Desk, case_id: UUID, handler: Actor) -> object:
    return as_officer(desk, assign_handler, case_id=case_id, handler_id=handler.person)


def _brief(desk: Desk, case_id: UUID, text: str) -> object:
    return as_officer(desk, brief_school, case_id=case_id, text=text)


def _extend(desk: Desk, case_id: UUID) -> object:
    return as_officer(desk, extend_case, case_id=case_id, reason="要向家长逐一了解")


def _decide(desk: Desk, case_id: UUID) -> object:
    return perform(
        decide_case,
        actor=desk.approver,
        now=desk.now,
        case_id=case_id,
        outcome=Outcome.UPHELD,
        findings="核实群聊记录",
    )


def _correct(desk: Desk, case_id: UUID) -> None:
    demand = Demand("把参加与换座位挂钩", "立即停止，向家长说明", "A2.2")
    order = perform(order_correction, actor=desk.approver, now=desk.now, case_id=case_id, demand=demand)
    put_right(desk, order.id, "已在家长会说明")


def _rate(desk: Desk, receipt: Receipt) -> None:
    with scoped(at(COUNTY)):
        rate_answer(actor=public_actor(), now=desk.now, receipt=receipt.number, is_content=True)


def _tell_survey(teller: Teller, desk: Desk, people: Sequence[Family]) -> None:
    teller.chapter("满意度调查")
    teller.refusal("学校自己开展调查", "A11.6", lambda: _open(desk, desk.head))
    survey_id = teller.step("县教育局邀请全部参加的家庭，匿名作答", lambda: _open(desk, desk.officer))
    answered = teller.step("被邀请的家庭各答一份", lambda: _answer_all(desk, survey_id, people))
    teller.refusal("同一个家庭再答一次", "A11.6", lambda: _answer(desk, survey_id, answered[0]))
    later = desk.now + WEEK + timedelta(days=1)
    outcomes = teller.step("到期统计，销毁作答登记", lambda: _close(desk, survey_id, later))
    shown = next(row for row in outcomes if row.school_id == desk.place.school)
    teller.check("满五份才有结果，没有人知道谁答了什么", shown.answered == len(answered) >= LEAST_SHOWN)
    teller.step("召开家长座谈会并记录", lambda: _hear(desk))


def _open(desk: Desk, actor: Actor) -> UUID:
    return perform(
        open_survey,
        actor=actor,
        now=desk.now,
        county_code=COUNTY_CODE,
        term_id=desk.county.term.id,
        closes_date=(desk.now + WEEK).date(),
    ).id


def _answer_all(desk: Desk, survey_id: UUID, families: Sequence[Family]) -> list[Family]:
    """Some of the families that are asked answer: not those who left, brothers and sisters once."""
    done = []
    for family in families[: LEAST_SHOWN * 5]:
        today, pupil = desk.now.date(), family.pupil.id
        if has_answered(survey_id, actor=family.actor, pupil_id=pupil, on=today) is False:
            _answer(desk, survey_id, family)
            done.append(family)
    return done


def _answer(desk: Desk, survey_id: UUID, family: Family) -> None:
    ticked = Ticked(overall=5, courses=4, safety=5, price=4, felt_free=True)
    perform(
        answer_survey,
        actor=family.actor,
        now=desk.now,
        survey_id=survey_id,
        pupil_id=family.pupil.id,
        ticked=ticked,
    )


def _close(desk: Desk, survey_id: UUID, now: datetime) -> list[SurveyOutcome]:
    return perform(close_survey, actor=desk.officer, now=now, survey_id=survey_id)


def _hear(desk: Desk) -> object:
    heard = Heard(desk.now.date(), "镇中心小学会议室", 31, "希望校车晚十分钟", "已与客运公司商定")
    return as_officer(desk, record_hearing, county_code=COUNTY_CODE, term_id=desk.county.term.id, heard=heard)
