"""The questionnaire and the petition on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from kehou.authority.public import county_policy, parameters_for
from kehou.consultation.facts import QuestionnaireContent
from kehou.consultation.queries import ConsultationView, PetitionView, PupilStand
from kehou.consultation.wording import DAYS, NEED_NAMES, PRICE_NAMES, TRANSPORT_NAMES
from kehou.kernel.moments import local_day
from kehou.platform.paper.codes import scan_mark, short_code
from kehou.platform.paper.documents.parts import Channel
from kehou.platform.paper.documents.petition import PetitionSheet, print_petition
from kehou.platform.paper.documents.questionnaire import Question, Questionnaire, print_questionnaires
from kehou.registry.public import PupilInfo, SchoolInfo

CODE_SPACE = 32**7


def questionnaires_for(
    view: ConsultationView,
    pupils: Sequence[tuple[PupilInfo, PupilStand]],
    *,
    address: str,
    now: datetime,
    large_print: bool = False,
) -> bytes:
    """The questionnaires of a class in one file, a sheet for each pupil; nothing is ticked."""
    place = view.school.place
    youngest = parameters_for(place, on=local_day(now)).count("pupil_needs_from_grade")
    make = _sheet_maker(view, youngest=youngest, address=address, now=now, large_print=large_print)
    return print_questionnaires([make(pupil, stand) for pupil, stand in pupils], at=now)


def petition_sheet(view: PetitionView, *, address: str, now: datetime) -> bytes:
    """The petition with blank lines to sign on; no name is printed in."""
    row = view.row
    base = row.pupils.filter(leaves=False).count()
    ratio = parameters_for(row.place, on=local_day(now)).ratio("rural_ratio")
    sheet = PetitionSheet(
        school=view.school.name,
        term=view.term.label,
        roll_count=base,
        roll_date=local_day(row.opened_at),
        needed=base * ratio.numerator // ratio.denominator + 1,
        closes=row.closes_date,
        channels=_channels(view.school, now=now),
        mark=scan_mark(code_of(row.id), address),
        rows=max(base, 1),
    )
    return print_petition(sheet, at=now)


def code_of(identity: UUID) -> str:
    """The short code that a sheet carries for people, from the random end of an id."""
    return short_code(identity.int % CODE_SPACE)


def _sheet_maker(
    view: ConsultationView, *, youngest: int, address: str, now: datetime, large_print: bool
) -> Callable[[PupilInfo, PupilStand], Questionnaire]:
    channels = _channels(view.school, now=now)
    asked = view.asked

    def make(pupil: PupilInfo, stand: PupilStand) -> Questionnaire:
        asks_pupil = asked.asks_pupil_needs and pupil.grade >= youngest
        return Questionnaire(
            school=view.school.name,
            term=view.term.label,
            introduction=(asked.introduction,),
            if_yes=asked.if_yes,
            if_no=f"{asked.lessons_end}{asked.waiting_care}",
            questions=_questions(asked),
            pupil_questions=(_needs(),) if asks_pupil else (),
            channels=channels,
            return_by=view.row.closes_date,
            mark=scan_mark(code_of(pupil.id), address),
            pupil=stand.name,
            class_name=pupil.class_name,
            large_print=large_print,
        )

    return make


def _questions(asked: QuestionnaireContent) -> tuple[Question, ...]:
    found = [Question("希望哪几天参加？", tuple(DAYS[day] for day in asked.days), several=True)]
    if asked.courses:
        titles = tuple(course.title for course in asked.courses)
        found.append(Question("对哪些课程感兴趣？", titles, several=True))
    if asked.price_note:
        found.append(Question(f"{asked.price_note}您怎么看？", tuple(PRICE_NAMES.values())))
    found.append(Question("孩子放学后怎样回家？", tuple(TRANSPORT_NAMES.values())))
    return tuple(found)


def _needs() -> Question:
    return Question("放学后你最想做什么？", tuple(NEED_NAMES.values()), several=True)


def _channels(school: SchoolInfo, *, now: datetime) -> tuple[Channel, ...]:
    policy = county_policy(school.county_code, on=local_day(now))
    phone = [Channel("县教育局监督电话", policy.complaint_phone)] if policy and policy.complaint_phone else []
    return (*phone, Channel("政务服务热线", "12345"))
