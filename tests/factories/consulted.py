"""A school that consulted its families, and before that, if it is rural, was petitioned by them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from factories.copies import repeat
from factories.world import NOW, Child, World
from kehou.consultation.facts import CourseOption, FamilyAnswer, QuestionnaireContent
from kehou.consultation.models import StoredAnswer
from kehou.consultation.services.answering import answer_consultation
from kehou.consultation.services.checking import close_petition, verify_petition
from kehou.consultation.services.closing import close_consultation, publish_result, summarise_consultation
from kehou.consultation.services.opening import open_consultation
from kehou.consultation.services.petitioning import open_petition
from kehou.consultation.services.signing import sign_petition
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.rulebook.facts.consultation import Answer
from kehou.rulebook.facts.petition import PetitionRoute

YES = FamilyAnswer(
    choice=Answer.YES,
    days=(0, 1),
    courses=("chess",),
    price_view="acceptable",
    transport="fetched",
)
NO = FamilyAnswer(choice=Answer.NO)
LASTS = timedelta(days=5)
ROUND = LASTS + timedelta(days=1)  # families are told the last day; closing comes after it


def a_questionnaire(**changes: Any) -> QuestionnaireContent:
    """An honest questionnaire, with some of its fields replaced."""
    fields: dict[str, Any] = {
        "introduction": "学校想听听您和孩子的想法。",
        "if_yes": "放学后留校作业辅导、参加社团，17:40离校。",
        "lessons_end": "一、二年级15:50放学，三至六年级16:10放学。",
        "waiting_care": "等校车的孩子可以在阅览室等候，有老师看护，不收费。",
        "courses": (CourseOption("chess", "围棋"), CourseOption("choir", "合唱")),
        "price_note": "每课时不高于4.00元。",
    }
    return QuestionnaireContent(**(fields | changes))


def open_round(world: World, *, now: datetime = NOW, **changes: Any) -> UUID:
    """Open a consultation that lasts as long as it must."""
    return perform(
        open_consultation,
        actor=world[Role.SCHOOL_PLAN],
        now=now,
        school_id=world.school.id,
        term_id=world.term.id,
        questionnaire=changes.pop("questionnaire", None) or a_questionnaire(),
        closes_date=changes.pop("closes_date", (now + LASTS).date()),
        **changes,
    )


def answer(world: World, consultation_id: UUID, child: Child, given: FamilyAnswer, *, now: datetime) -> None:
    """One family answers for its child."""
    perform(
        answer_consultation,
        actor=child.guardian,
        now=now,
        consultation_id=consultation_id,
        pupil_id=child.pupil_id,
        answer=given,
    )


def answer_alike(world: World, consultation_id: UUID, *, now: datetime) -> None:
    """Every family says yes, as the first one does."""
    if not world.children:
        return
    first, *others = world.children
    answer(world, consultation_id, first, YES, now=now)
    with world.inside():
        repeat(StoredAnswer.objects.get(consultation_id=consultation_id), others, guardian_in="answered_by")


def finish_round(world: World, consultation_id: UUID, *, now: datetime) -> None:
    """Close, summarise and publish."""
    for step in (close_consultation, summarise_consultation, publish_result):
        perform(step, actor=world[Role.SCHOOL_PLAN], now=now, consultation_id=consultation_id)


def consult_families(world: World, *, before: datetime = NOW) -> UUID:
    """A whole lawful round in which every family answers, closed the day before a moment."""
    ends = before - timedelta(days=1)
    begins = ends - ROUND
    consultation_id = open_round(world, now=begins)
    answer_alike(world, consultation_id, now=begins + timedelta(hours=1))
    finish_round(world, consultation_id, now=ends)
    return consultation_id


def start_petition(
    world: World, *, now: datetime = NOW, route: PetitionRoute = PetitionRoute.SIGN_ALL, **changes: Any
) -> UUID:
    """Open a petition that lasts as long as it must."""
    return perform(
        open_petition,
        actor=changes.pop("actor", world[Role.SCHOOL_PLAN]),
        now=now,
        school_id=world.school.id,
        term_id=world.term.id,
        route=route,
        closes_date=changes.pop("closes_date", (now + LASTS).date()),
    )


def sign(petition_id: UUID, children: Iterable[Child], *, now: datetime = NOW) -> None:
    """Each child's guardian signs on the phone."""
    for child in children:
        perform(
            sign_petition, actor=child.guardian, now=now, petition_id=petition_id, pupil_id=child.pupil_id
        )


def count_petition(world: World, petition_id: UUID, *, now: datetime) -> Any:
    """Close, verify and count; what the rulebook found."""
    perform(close_petition, actor=world[Role.SCHOOL_PLAN], now=now, petition_id=petition_id)
    return perform(verify_petition, actor=world[Role.SCHOOL_PLAN], now=now, petition_id=petition_id)


def petition_school(
    world: World,
    signers: Iterable[Child],
    *,
    now: datetime = NOW,
    route: PetitionRoute = PetitionRoute.SIGN_ALL,
) -> UUID:
    """A whole petition, signed by some families, that is counted after its days."""
    petition_id = start_petition(world, now=now, route=route)
    sign(petition_id, signers, now=now + timedelta(hours=1))
    count_petition(world, petition_id, now=now + ROUND)
    return petition_id
