"""Article 11, asking families: the county's survey and its hearings (A11.6, A11.7)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.supervision import HearingCount, SurveyOpening, SurveyResult
from kehou.rulebook.hunan_2024.register import verdict


@cites("A11.6")
def survey_is_the_countys(survey: SurveyOpening, _: Parameters) -> Iterator[Verdict]:
    """The education administration asks, and asks every family of the service (A11.6)."""
    yield verdict("A11.6", "survey_run_by_school", not survey.by_school, subject="survey")
    yield verdict(
        "A11.6",
        "survey_leaves_families_out",
        survey.invited >= survey.families > 0,
        subject="survey",
        found=survey.invited,
        required=survey.families,
    )


@cites("A11.6")
def answers_stay_unknown(result: SurveyResult, parameters: Parameters) -> Iterator[Verdict]:
    """No result of few, and no single answer for the school: nobody can be guessed (A11.6)."""
    required = parameters.count("min_cell")
    met = result.answered >= required
    yield verdict(
        "A11.6", "survey_result_of_few", met, subject="survey", found=result.answered, required=required
    )
    read_by_school = result.is_raw and result.reader_is_school
    yield verdict("A11.6", "survey_read_by_school", not read_by_school, subject="survey")


@cites("A11.7")
def parents_are_heard(hearings: HearingCount, parameters: Parameters) -> Iterator[Verdict]:
    """A county hears parents at least as often in a term as it laid down, else a warning (A11.7)."""
    required = parameters.count("hearings_per_term")
    met = hearings.held >= required
    yield verdict(
        "A11.7", "hearings_too_few", met, effect=Effect.WARN, found=hearings.held, required=required
    )
