"""Article 2: parents are consulted and pupils asked before the service is run (A2.1 to A2.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.consultation import Answer, ConsultationFacts, Questionnaire
from kehou.rulebook.hunan_2024.register import verdict


@cites("A2.1", "A2.2")
def no_is_an_honest_answer(questionnaire: Questionnaire, _: Parameters) -> Iterator[Verdict]:
    """A family can say no as easily as yes, and reads what a no means for the afternoon (A2.1, A2.2)."""
    answers = {option.answer for option in questionnaire.options}
    preselected = sum(option.preselected for option in questionnaire.options)
    yield verdict("A2.1", "question_preselected", preselected == 0, found=preselected, required=0)
    yield verdict("A2.2", "question_without_no", {Answer.YES, Answer.NO} <= answers)
    yield verdict("A2.2", "question_silent_on_no", questionnaire.says_what_no_means, effect=Effect.WARN)


@cites("A2.3")
def pupils_are_asked(questionnaire: Questionnaire, parameters: Parameters) -> Iterator[Verdict]:
    """Pupils old enough to answer are asked what they need, beside their parents (A2.3)."""
    youngest = parameters.count("pupil_needs_from_grade")
    if any(grade >= youngest for grade in questionnaire.grades):
        yield verdict("A2.3", "pupil_needs_unasked", questionnaire.asks_pupil_needs, required=youngest)


@cites("A2.3")
def everyone_is_invited(consultation: ConsultationFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Every family of the roll is invited, in each class; leavers do not count (A2.3)."""
    ratio = parameters.ratio("consult_reach")
    for reach in consultation.classes:
        yield verdict(
            "A2.3",
            "consultation_misses_families",
            reach.invited_count * ratio.denominator >= reach.pupil_count * ratio.numerator,
            subject=f"class/{reach.class_code}",
            found=reach.invited_count,
            required=-(-reach.pupil_count * ratio.numerator // ratio.denominator),
        )
    yield verdict("A2.3", "consultation_reaches_nobody", consultation.pupil_count > 0)


@cites("A2.3")
def consultation_lasts(consultation: ConsultationFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A consultation stays open for the least number of days, counted from the day after it opens (A2.3)."""
    required = parameters.count("consult_min_days")
    found = _days(consultation.opened_date, consultation.closed_date)
    yield verdict("A2.3", "consultation_too_short", found >= required, found=found, required=required)


@cites("A2.3")
def enough_families_answer(consultation: ConsultationFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A response below the share that the county expects is warned about, never refused (A2.3)."""
    ratio = parameters.ratio("consult_response_warn")
    answered, asked = consultation.answered_count, consultation.pupil_count
    met = answered * ratio.denominator >= asked * ratio.numerator
    yield verdict(
        "A2.3",
        "consultation_few_answers",
        met,
        effect=Effect.WARN,
        found=answered,
        required=-(-asked * ratio.numerator // ratio.denominator),
        base=asked,
    )


def _days(first: date, last: date) -> int:
    return (last - first).days
