"""The county's survey: every family of the service is asked, answers once, and is counted (A11.6)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.agreements.public import active_agreements
from kehou.authority.public import judge_at, parameters_for
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.oversight.access import ANSWER_SURVEY, RUN_SURVEY
from kehou.oversight.models import Survey, SurveyAnswer, SurveyOutcome, SurveyToken
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.scope import at, scoped
from kehou.platform.duties.owing import discharge
from kehou.platform.messages.notifying import notify
from kehou.platform.sealed.keyring import lookup_token
from kehou.registry.public import SchoolInfo, families_of, schools_under, term_info
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


@transaction.atomic
def open_survey(*, actor: Actor, now: datetime, county_code: str, term_id: UUID, closes_date: date) -> Survey:
    """Ask every family of the service in a county, each with one right to answer. Raises UnableToSurvey."""
    place = Place(county_code)
    today = local_day(now)
    is_school = not actor.holds_any(RUN_SURVEY.roles, place)
    schools = schools_under([place])
    families = {school.id: set(_families(school, term_id, on=today).values()) for school in schools}
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
                token=_token(survey.id, family),
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

    Raises UnableToAnswerSurvey.
    """
    ward = actor.ward(pupil_id)
    if ward is None or not ANSWER_SURVEY.open_to(actor):
        raise UnableToAnswerSurvey([refusal("A11.6", "family_not_asked", subject="survey")])
    county = Place(ward.place.code)
    with scoped(at(county)):  # the ledger and the answers are the county's; no school reaches them
        _use_token(survey_id, ward.place.school, pupil_id, today=local_day(now))
        SurveyAnswer.objects.create(
            county_code=county.code,
            survey_id=survey_id,
            concerned_school_id=ward.place.school,
            overall=ticked.overall,
            courses=ticked.courses,
            safety=ticked.safety,
            price=ticked.price,
            felt_free=ticked.felt_free,
        )


def has_answered(survey_id: UUID, *, actor: Actor, pupil_id: UUID, on: date) -> bool | None:
    """Whether a family has answered; None where it is not asked."""
    ward = actor.ward(pupil_id)
    if ward is None:
        return None
    with scoped(at(Place(ward.place.code))):
        family = _family(ward.place.school, pupil_id, on=on)
        row = SurveyToken.objects.filter(survey_id=survey_id, token=_token(survey_id, family)).first()
    return row.is_used if row else None


@transaction.atomic
def close_survey(*, actor: Actor, now: datetime, survey_id: UUID) -> list[SurveyOutcome]:
    """Count what was ticked, school by school, and destroy the ledger of who answered (A11.6)."""
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
    survey.tokens.all().delete()
    survey.closed_at = now
    survey.save(update_fields=["closed_at"])
    subject = subject_of("survey", survey.id)
    record("survey.closed", actor=actor, place=place, subject=subject, now=now)
    discharge("survey_families", subject=f"term/{survey.term_id}", actor=actor, now=now, evidence=subject)
    return outcomes


def _invite(school: SchoolInfo, families: set[UUID], *, now: datetime) -> None:
    """Leave every guardian of the asked families one message; nobody is reminded."""
    known = _family_of_each(school.id, on=local_day(now))
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


def _content(answers: Iterable[SurveyAnswer], name: str) -> int:
    return sum(getattr(row, name) >= CONTENT_FROM for row in answers)


def _use_token(survey_id: UUID, school_id: UUID, pupil_id: UUID, *, today: date) -> None:
    survey = Survey.objects.get(pk=survey_id)
    if survey.closed_at or today > survey.closes_date:
        raise UnableToAnswerSurvey([refusal("A11.6", "survey_over", subject="survey")])
    token = _token(survey_id, _family(school_id, pupil_id, on=today))
    row = SurveyToken.objects.select_for_update().filter(survey_id=survey_id, token=token).first()
    if row is None:
        raise UnableToAnswerSurvey([refusal("A11.6", "family_not_asked", subject="survey")])
    if row.is_used:
        raise UnableToAnswerSurvey([refusal("A11.6", "family_answered", subject="survey")])
    row.is_used = True
    row.save(update_fields=["is_used"])


def _families(school: SchoolInfo, term_id: UUID, *, on: date) -> Mapping[UUID, UUID]:
    """The pupils of the service, each with the one that stands for its family."""
    on = min(max(on, term_info(term_id).first_date), term_info(term_id).last_date)
    joined = {agreement.pupil_id for agreement in active_agreements(school.id, term_id, on=on)}
    known = _family_of_each(school.id, on=on)
    return {pupil: known[pupil] for pupil in joined if pupil in known}


def _family(school_id: UUID, pupil_id: UUID, *, on: date) -> UUID:
    return _family_of_each(school_id, on=on).get(pupil_id, pupil_id)


def _family_of_each(school_id: UUID, *, on: date) -> dict[UUID, UUID]:
    """Each pupil's family: brothers and sisters who share a guardian stand under the first of them."""
    by_guardian: dict[UUID, list[UUID]] = defaultdict(list)
    for link in families_of(school_id, on=on):
        if link.may_sign:
            by_guardian[link.guardian_id].append(link.pupil_id)
    head: dict[UUID, UUID] = {}

    def found(pupil: UUID) -> UUID:
        while head.setdefault(pupil, pupil) != pupil:
            pupil = head[pupil]
        return pupil

    for pupils in by_guardian.values():
        roots = sorted(map(found, pupils))
        for root in roots[1:]:
            head[root] = roots[0]
    return {pupil: found(pupil) for pupil in head}


def _token(survey_id: UUID, family: UUID) -> str:
    return lookup_token(f"{survey_id}:{family}", kind="survey-token")
