"""What surveys say, as far as anybody may know it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from kehou.authority.public import judge_at
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, stops
from kehou.oversight.access import OPEN_SURVEY, RUN_SURVEY
from kehou.oversight.models import Survey, SurveyAnswer, SurveyOutcome
from kehou.platform.database.scope import at, scoped
from kehou.rulebook.facts.indicators import SurveyCount
from kehou.rulebook.facts.supervision import SurveyResult


class UnableToReadAnswers(UnableTo):
    """A school would read single answers, or there are too few to hide anybody."""


def survey_count(school_id: UUID, term_id: UUID) -> SurveyCount | None:
    """The latest closed survey of a school's term; None before one, and where too few answered to tell."""
    row = latest_outcome(school_id, term_id)
    if row is None or row.answered is None or row.content is None:
        return None
    return SurveyCount(row.invited, row.answered, row.content)


def latest_outcome(school_id: UUID, term_id: UUID) -> SurveyOutcome | None:
    """The outcome of the latest closed survey at a school."""
    return SurveyOutcome.objects.filter(school_id=school_id, term_id=term_id).order_by("closed_at").last()


def latest_outcome_of_school(school_id: UUID) -> SurveyOutcome | None:
    """The outcome of the latest closed survey at a school, of whichever term. Anyone may read it."""
    return SurveyOutcome.objects.filter(school_id=school_id).order_by("closed_at").last()


def raw_answers(survey_id: UUID, *, viewer: Actor, on: date) -> list[SurveyAnswer]:
    """Every answer of a survey, for the county's own counting in any other way. Raises UnableToReadAnswers.

    A school reads none of them, and of few nobody does (A11.6).
    """
    survey = Survey.objects.filter(pk=survey_id).first()
    place = Place(survey.county_code) if survey else next(iter(viewer.places(OPEN_SURVEY.roles)), Place("43"))
    is_school = not viewer.holds_any(RUN_SURVEY.roles, Place(place.code))
    answers = list(SurveyAnswer.objects.filter(survey_id=survey_id).order_by("id"))
    result = SurveyResult(len(answers), is_raw=True, reader_is_school=is_school)
    refused = stops(judge_at(Place(place.code), result, on=on))
    if refused:
        raise UnableToReadAnswers(refused)
    return answers


def open_survey_of(county_code: str, *, on: date) -> UUID | None:
    """The survey that families of a county may answer on a day, if there is one."""
    with scoped(at(Place(county_code))):
        rows = Survey.objects.filter(county_code=county_code, closed_at=None, closes_date__gte=on)
        return rows.order_by("-opened_at").values_list("id", flat=True).first()
