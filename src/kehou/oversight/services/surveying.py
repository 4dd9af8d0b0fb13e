"""The county's survey: every family of the service is asked, answers once, and is counted (A11.6)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at, parameters_for
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.oversight.access import ANSWER_SURVEY, RUN_SURVEY
from kehou.oversight.asking import families_asked, family_of, family_of_each, slip_code, slip_token, token_of
from kehou.oversight.bodies import Bodies, bodies_of, children_at
from kehou.oversight.models import BodyAnswer, Survey, SurveyAnswer, SurveyOutcome, SurveyToken
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.scope import at, scoped
from kehou.platform.duties.owing import discharge
from kehou.platform.messages.notifying import notify
from kehou.providers.public import keep_score
from kehou.registry.public import SchoolInfo, families_of, schools_under
from kehou.rulebook.facts.supervision import SurveyOpening

CONTENT_FROM = 4  # of five: content, very content
INVITATION = "县教育局邀请您填写课后服务满意度调查，匿名，学校看不到您的回答。"
QUESTIONS = ("overall", "courses", "safety", "price")


class UnableToSurvey(UnableTo):
    """The survey is not the county's, leaves families out, or is over."""


class UnableToAnswerSurvey(UnableTo):
    """The family answered before, was not asked, or the survey is over."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a family ticked: one to five each, and whether it felt free to decline."""

    overall: int
    courses: int
    safety: int
    price: int
    felt_free: bool
    bodies: Mapping[UUID, int] = field(default_factory=dict)  # of those whose courses its children are in


@transaction.atomic
def open_survey(*, actor: Actor, now: datetime, county_code: str, term_id: UUID, closes_date: date) -> Survey:
    """Ask every family of the service in a county, each with one right to answer. Raises UnableToSurvey."""
    place = Place(county_code)
    today = local_day(now)
    is_school = not actor.holds_any(RUN_SURVEY.roles, place)
    schools = schools_under([place])
    families = {school.id: set(families_asked(school, term_id, on=today).values()) for school in schools}
    count = sum(map(len, families.values()))
    refused = list(stops(judge_at(place, SurveyOpening(is_school, count, count), on=today)))
    if closes_date <= today or Survey.objects.filter(county_code=county_code, closed_at=None).exists():
        refused.append(refusal("A11.6", "survey_running", subject="survey"))
    if refused:
        raise UnableToSurvey(refused)
    number = Survey.objects.filter(county_code=county_code, term_id=term_id).count() + 1
    survey = Survey.objects.create(
        county_code=county_code,
        term_id=term_id,
        number=number,
        opened_by=actor.person,
        opened_at=now,
        closes_date=closes_date,
    )
    SurveyToken.objects.bulk_create(
        [
            SurveyToken(
                county_code=county_code,
                survey=survey,
                concerned_school_id=school_id,
                token=token_of(survey.id, family),
                slip_token=slip_token(slip_code(survey.id, family)),
            )
            for school_id, known in families.items()
            for family in known
        ],
        batch_size=5_000,
    )
    for school in schools:
        _invite(school, families[school.id], now=now)
    record("survey.opened", actor=actor, place=place, subject=subject_of("survey", survey.id), now=now)
    return survey


@transaction.atomic
def answer_survey(*, actor: Actor, now: datetime, survey_id: UUID, pupil_id: UUID, ticked: Ticked) -> None:
    """One family answers once (A11.6). The answer keeps no name, no time and no way back to the family.

    It speaks of those bodies only whose courses its children are in. Raises UnableToAnswerSurvey.
    """
    ward = actor.ward(pupil_id)
    if ward is None or not ANSWER_SURVEY.open_to(actor):
        raise UnableToAnswerSurvey([refusal("A11.6", "family_not_asked", subject="survey")])
    county = Place(ward.place.code)
    with scoped(at(county)):  # the ledger and the answers are the county's; no school reaches them
        _use_token(survey_id, ward.place.school, pupil_id, today=local_day(now))
        term_id = Survey.objects.get(pk=survey_id).term_id
        known = bodies_of(ward.place.school, term_id, children_at(actor, ward.place))
        keep_answer(survey_id, ward.place, ticked, known=known)


def keep_answer(survey_id: UUID, place: Place, ticked: Ticked, *, known: Bodies) -> None:
    """Keep what was ticked of a school and, apart from it, of each body: no name, no time, no way back.

    ``known`` are the bodies that may be spoken of. Raises UnableToAnswerSurvey for another.
    """
    if not ticked.bodies.keys() <= known.keys():
        raise UnableToAnswerSurvey([refusal("A6.10", "body_not_met", subject="survey")])
    where = {"county_code": place.code, "survey_id": survey_id, "concerned_school_id": place.school}
    SurveyAnswer.objects.create(
        **where,
        overall=ticked.overall,
        courses=ticked.courses,
        safety=ticked.safety,
        price=ticked.price,
        felt_free=ticked.felt_free,
    )
    BodyAnswer.objects.bulk_create(
        BodyAnswer(**where, provider_id=body, mark=mark) for body, mark in sorted(ticked.bodies.items())
    )


def has_answered(survey_id: UUID, *, actor: Actor, pupil_id: UUID, on: date) -> bool | None:
    """Whether a family has answered; None where it is not asked."""
    ward = actor.ward(pupil_id)
    if ward is None:
        return None
    with scoped(at(Place(ward.place.code))):
        family = family_of(ward.place.school, pupil_id, on=on)
        row = SurveyToken.objects.filter(survey_id=survey_id, token=token_of(survey_id, family)).first()
    return row.is_used if row else None


@transaction.atomic
def close_survey(*, actor: Actor, now: datetime, survey_id: UUID) -> list[SurveyOutcome]:
    """Count what was ticked, school by school, and destroy the ledger of who answered (A11.6).

    Raises UnableToSurvey.
    """
    survey = Survey.objects.select_for_update().get(pk=survey_id)
    place = Place(survey.county_code)
    require(RUN_SURVEY, actor, place)
    if survey.closed_at or local_day(now) <= survey.closes_date:
        raise UnableToSurvey([refusal("A11.6", "survey_not_over", subject="survey")])
    least = parameters_for(place, on=local_day(now)).count("min_cell")
    invited = Counter(survey.tokens.values_list("concerned_school_id", flat=True))
    answers: dict[UUID, list[SurveyAnswer]] = defaultdict(list)
    for answer in survey.answers.all():
        answers[answer.concerned_school_id].append(answer)
    outcomes = [
        _outcome(survey, school_id, count, answers[school_id], least=least, now=now)
        for school_id, count in sorted(invited.items(), key=lambda item: str(item[0]))
    ]
    SurveyOutcome.objects.bulk_create(outcomes)
    _score_bodies(survey, least=least, actor=actor, now=now)
    survey.tokens.all().delete()
    survey.closed_at = now
    survey.save(update_fields=["closed_at"])
    subject = subject_of("survey", survey.id)
    record("survey.closed", actor=actor, place=place, subject=subject, now=now)
    discharge("survey_families", subject=f"term/{survey.term_id}", actor=actor, now=now, evidence=subject)
    return outcomes


def _invite(school: SchoolInfo, families: set[UUID], *, now: datetime) -> None:
    """Leave every guardian of the asked families one message; nobody is reminded."""
    known = family_of_each(school.id, on=local_day(now))
    links = families_of(school.id, on=local_day(now))
    people = [link.guardian_id for link in links if known.get(link.pupil_id) in families]
    notify(people, place=school.place, kind="survey", text=INVITATION, now=now, link="/family/survey/")


def _outcome(
    survey: Survey,
    school_id: UUID,
    invited: int,
    answers: list[SurveyAnswer],
    *,
    least: int,
    now: datetime,
) -> SurveyOutcome:
    outcome = SurveyOutcome(
        county_code=survey.county_code,
        school_id=school_id,
        survey=survey,
        term_id=survey.term_id,
        invited=invited,
        closed_at=now,
    )
    if len(answers) >= least:
        outcome.answered = len(answers)
        outcome.content = sum(row.overall >= CONTENT_FROM for row in answers)
        outcome.felt_free = sum(row.felt_free for row in answers)
        outcome.tallies = {name: _content(answers, name) for name in QUESTIONS}
    return outcome


def _score_bodies(survey: Survey, *, least: int, actor: Actor, now: datetime) -> None:
    """What families say of each body's own courses, added up over the schools where it holds them (A6.10).

    A body of whom too few spoke keeps no score, whatever was said of another at the same school.
    """
    asked: Counter[UUID] = Counter()
    content: Counter[UUID] = Counter()
    for body, mark in survey.body_answers.values_list("provider_id", "mark"):
        asked[body] += 1
        content[body] += mark >= CONTENT_FROM
    for body, count in sorted(asked.items()):
        if count >= least:
            keep_score(body, term_id=survey.term_id, content=content[body], asked=count, actor=actor, now=now)


def _content(answers: Iterable[SurveyAnswer], name: str) -> int:
    return sum(getattr(row, name) >= CONTENT_FROM for row in answers)


def _use_token(survey_id: UUID, school_id: UUID, pupil_id: UUID, *, today: date) -> None:
    survey = Survey.objects.get(pk=survey_id)
    if survey.closed_at or today > survey.closes_date:
        raise UnableToAnswerSurvey([refusal("A11.6", "survey_over", subject="survey")])
    token = token_of(survey_id, family_of(school_id, pupil_id, on=today))
    row = SurveyToken.objects.select_for_update().filter(survey_id=survey_id, token=token).first()
    if row is None:
        raise UnableToAnswerSurvey([refusal("A11.6", "family_not_asked", subject="survey")])
    if row.is_used:
        raise UnableToAnswerSurvey([refusal("A11.6", "family_answered", subject="survey")])
    row.is_used = True
    row.save(update_fields=["is_used"])
