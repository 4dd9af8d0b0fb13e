"""The survey on paper: one sheet a family with a code, keyed in by the county (A11.6).

A code leads to the same right to answer as the page does, so that a family answers once, whichever way. It is
made again at each printing and kept only as a hash; the answer itself keeps neither code nor time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import refusal
from kehou.oversight.access import RUN_SURVEY
from kehou.oversight.asking import families_asked, slip_code, token_of
from kehou.oversight.asking import slip_token as token_of_slip
from kehou.oversight.bodies import bodies_at
from kehou.oversight.models import Survey, SurveyToken
from kehou.oversight.services.surveying import Ticked, UnableToAnswerSurvey, keep_answer
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.registry.public import SchoolInfo, pupils_of


@dataclass(frozen=True, slots=True)
class Slip:
    """One sheet: for whom it is handed out, on a strip that is torn off, and its code."""

    class_name: str
    seat: int | None
    code: str


@transaction.atomic
def print_slips(*, actor: Actor, now: datetime, survey_id: UUID, school: SchoolInfo) -> list[Slip]:
    """The sheets of the families of a school who have not answered, by class and seat."""
    survey = Survey.objects.get(pk=survey_id)
    require(RUN_SURVEY, actor, Place(survey.county_code))
    families = set(families_asked(school, survey.term_id, on=local_day(now)).values())
    waiting = set(SurveyToken.objects.filter(survey=survey, is_used=False).values_list("token", flat=True))
    open_ones = {family for family in families if token_of(survey.id, family) in waiting}
    subject = subject_of("survey", survey.id)
    record("survey.printed", actor=actor, place=school.place, subject=subject, now=now)
    return [
        Slip(pupil.class_name, pupil.seat_number, slip_code(survey.id, pupil.id))
        for pupil in pupils_of(school.id, pupils=open_ones)
    ]


@transaction.atomic
def key_answer(*, actor: Actor, now: datetime, survey_id: UUID, code: str, ticked: Ticked) -> None:
    """Key in what a sheet says, until the survey is counted. Raises UnableToAnswerSurvey."""
    survey = Survey.objects.get(pk=survey_id)
    place = Place(survey.county_code)
    require(RUN_SURVEY, actor, place)
    if survey.closed_at:
        raise UnableToAnswerSurvey([refusal("A11.6", "survey_over", subject="survey")])
    rows = SurveyToken.objects.select_for_update().filter(survey=survey)
    row = rows.filter(slip_token=token_of_slip(code)).first()
    if row is None:
        raise UnableToAnswerSurvey([refusal("A11.6", "slip_unknown", subject="survey")])
    if row.is_used:
        raise UnableToAnswerSurvey([refusal("A11.6", "family_answered", subject="survey")])
    row.is_used = True
    row.save(update_fields=["is_used"])
    school = Place(place.code, row.concerned_school_id)
    known = bodies_at(school.school, survey.term_id, on=local_day(now))
    keep_answer(survey.id, school, ticked, known=known)
    record("survey.keyed", actor=actor, place=place, subject=subject_of("survey", survey.id), now=now)
