"""The chapters before the plan: the rural petition and the consultation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from kehou.consultation.facts import CourseOption, FamilyAnswer, QuestionnaireContent
from kehou.consultation.services.answering import answer_consultation
from kehou.consultation.services.checking import close_petition, verify_petition
from kehou.consultation.services.closing import close_consultation, publish_result, summarise_consultation
from kehou.consultation.services.opening import invite_missing, open_consultation
from kehou.consultation.services.petitioning import open_petition
from kehou.consultation.services.signing import sign_petition
from kehou.demo.county import DemoCounty
from kehou.demo.rolls import DemoSchool
from kehou.demo.story.families import Family, without_family
from kehou.demo.story.teller import Teller
from kehou.kernel.actor import Actor
from kehou.platform.access.performing import perform
from kehou.rulebook.facts.consultation import Answer, AnswerOption
from kehou.rulebook.facts.petition import PetitionRoute

PERIOD = timedelta(days=6)
QUESTIONS = QuestionnaireContent(
    introduction="学校准备开展课后服务，想先听您的意见。",
    if_yes="每天两个课时，先完成作业或阅读，再参加素质拓展课程。",
    lessons_end="末节课16:00结束，孩子可以离校。",
    waiting_care="要等唯一一班校车的，学校免费看护到发车。",
    courses=(CourseOption("chess", "棋类入门"), CourseOption("basketball", "篮球")),
)

QUESTIONS_TICKED = QuestionnaireContent(
    introduction=QUESTIONS.introduction,
    if_yes=QUESTIONS.if_yes,
    lessons_end=QUESTIONS.lessons_end,
    waiting_care=QUESTIONS.waiting_care,
    options=(AnswerOption(Answer.YES, preselected=True), AnswerOption(Answer.NO)),
)


def tell_petition(
    teller: Teller, county: DemoCounty, school: DemoSchool, people: Sequence[Family], now: datetime
) -> datetime:
    """A rural school's families ask for the service first (A7.12); the moment at which the gate is open."""
    teller.chapter("家长联名申请（农村学校）")
    planner = county.actor(f"{school.key}-plan")
    teller.refusal(
        "农村学校没有家长申请就征求意见", "A7.12", lambda: open_round(county, school, planner, now)
    )
    petition_id = teller.step(
        "打开联名申请，冻结名册", lambda: open_roll_petition(county, school, planner, now)
    )
    teacher = county.actor(f"{school.key}-teacher")
    first = people[0]
    teller.refusal("教师替家长签名", "A7.12", lambda: _sign(petition_id, teacher, first.pupil.id, now))
    enough = len(people) * 3 // 4
    teller.step(
        f"{enough}名学生的家长签名",
        lambda: sign_all(petition_id, people[:enough], now),
    )
    teller.refusal(
        "同一名学生重复签名", "A7.12", lambda: _sign(petition_id, first.actor, first.pupil.id, now)
    )
    over = now + PERIOD
    teller.step(
        "申请期满，核对签名，超过三分之二", lambda: count_signatures(county, school, petition_id, over)
    )
    return over


def tell_consultation(
    teller: Teller, county: DemoCounty, school: DemoSchool, people: Sequence[Family], now: datetime
) -> datetime:
    """Everyone is asked, answers freely, and the result is published (A2.3, A7.2)."""
    teller.chapter("征求家长意见")
    planner = county.actor(f"{school.key}-plan")
    teller.refusal(
        "问卷预先勾选“参加”",
        "A2.1",
        lambda: open_round(county, school, planner, now, QUESTIONS_TICKED),
    )
    round_id = teller.step("向全体家长征求意见", lambda: open_round(county, school, planner, now))
    teller.step(
        f"{len(people)}名学生的家长答复，有参加也有不参加",
        lambda: answer_all(round_id, people, now),
    )
    alone = without_family(county, school, people)
    teller.step(
        f"名册上没有监护人的{len(alone)}名学生，带纸质问卷回家",
        lambda: hand_out(county, school, round_id, alone, now),
    )
    over = now + PERIOD
    teller.refusal("没到时间就结束", "A2.3", lambda: _close(county, school, round_id, now))
    teller.step("结束、汇总、公布结果", lambda: conclude(county, school, round_id, over))
    return over


def open_round(
    county: DemoCounty,
    school: DemoSchool,
    planner: Actor,
    now: datetime,
    questions: QuestionnaireContent = QUESTIONS,
) -> UUID:
    return perform(
        open_consultation,
        actor=planner,
        now=now,
        school_id=county.schools[school.key].id,
        term_id=county.term.id,
        questionnaire=questions,
        closes_date=(now + PERIOD).date() - timedelta(days=1),
    )


def open_roll_petition(county: DemoCounty, school: DemoSchool, planner: Actor, now: datetime) -> UUID:
    return perform(
        open_petition,
        actor=planner,
        now=now,
        school_id=county.schools[school.key].id,
        term_id=county.term.id,
        route=PetitionRoute.SIGN_ALL,
        closes_date=(now + PERIOD).date() - timedelta(days=1),
    )


def _sign(petition_id: UUID, actor: Actor, pupil_id: UUID, now: datetime) -> None:
    perform(sign_petition, actor=actor, now=now, petition_id=petition_id, pupil_id=pupil_id)


def sign_all(petition_id: UUID, people: Sequence[Family], now: datetime) -> None:
    for family in people:
        _sign(petition_id, family.actor, family.pupil.id, now)


def count_signatures(county: DemoCounty, school: DemoSchool, petition_id: UUID, now: datetime) -> None:
    planner = county.actor(f"{school.key}-plan")
    perform(close_petition, actor=planner, now=now, petition_id=petition_id)
    perform(verify_petition, actor=planner, now=now, petition_id=petition_id)


def answer_all(round_id: UUID, people: Sequence[Family], now: datetime) -> None:
    for number, family in enumerate(people):
        _answer(round_id, family, number, now)


def hand_out(
    county: DemoCounty, school: DemoSchool, round_id: UUID, pupils: Sequence[UUID], now: datetime
) -> None:
    """Note the sheets that went home with pupils for whom nobody is on record."""
    planner = county.actor(f"{school.key}-plan")
    perform(invite_missing, actor=planner, now=now, consultation_id=round_id, handed_out=pupils)


def _answer(round_id: UUID, family: Family, number: int, now: datetime) -> None:
    joins = number % 10 != 9
    answer = FamilyAnswer(Answer.YES, days=(0, 1, 2, 3, 4)) if joins else FamilyAnswer(Answer.NO)
    perform(
        answer_consultation,
        actor=family.actor,
        now=now,
        consultation_id=round_id,
        pupil_id=family.pupil.id,
        answer=answer,
    )


def _close(county: DemoCounty, school: DemoSchool, round_id: UUID, now: datetime) -> None:
    perform(close_consultation, actor=county.actor(f"{school.key}-plan"), now=now, consultation_id=round_id)


def conclude(county: DemoCounty, school: DemoSchool, round_id: UUID, now: datetime) -> None:
    planner = county.actor(f"{school.key}-plan")
    _close(county, school, round_id, now)
    perform(summarise_consultation, actor=planner, now=now, consultation_id=round_id)
    perform(publish_result, actor=planner, now=now, consultation_id=round_id)
