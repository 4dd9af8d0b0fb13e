"""Parents are consulted, pupils asked, before a plan is handed in (A2.1 to A2.3, A7.1, A7.2)."""

from __future__ import annotations

from datetime import date

from factories.family_facts import a_consultation, a_questionnaire
from kehou.rulebook.facts.consultation import (
    Answer,
    AnswerOption,
    ClassReach,
    ConsultationFacts,
    ConsultedFacts,
    Questionnaire,
)
from kehou.rulebook.hunan_2024.art02_consultation import (
    consultation_lasts,
    enough_families_answer,
    everyone_is_invited,
    no_is_an_honest_answer,
    pupils_are_asked,
)
from kehou.rulebook.hunan_2024.art07_consultation import consultation_still_valid, consulted_beforehand
from unit.rulebook.example import Example


def _ticked(ticked: Answer) -> Questionnaire:
    return a_questionnaire(options=tuple(AnswerOption(answer, answer is ticked) for answer in Answer))


def _only(*answers: Answer) -> Questionnaire:
    return a_questionnaire(options=tuple(AnswerOption(answer) for answer in answers))


def _unasked(*grades: int) -> Questionnaire:
    return a_questionnaire(grades=frozenset(grades), asks_pupil_needs=False)


def _reach(invited: int, answered: int = 40) -> ConsultationFacts:
    return a_consultation(
        classes=(ClassReach("101", 40, 40, 40), ClassReach("102", 40, invited, answered)),
    )


def _until(day: int) -> ConsultationFacts:
    return a_consultation(opened_date=date(2026, 6, 16), closed_date=date(2026, 6, day))


def _consulted(
    closed: date | None = date(2026, 6, 30), published: date | None = date(2026, 7, 3)
) -> ConsultedFacts:
    return ConsultedFacts(date(2026, 7, 10), closed, published)


TICKED = {"clause": "A2.1", "reason": "question_preselected"}
NO_NO = {"clause": "A2.2", "reason": "question_without_no"}
MISSED = {"reason": "consultation_misses_families", "subject": "class/102"}
UNPUBLISHED = {"clause": "A7.2", "reason": "consultation_result_unpublished"}

EXAMPLES = (
    Example("nothing ticked", no_is_an_honest_answer, a_questionnaire(), met=True, clause="A2.1"),
    Example("yes ticked", no_is_an_honest_answer, _ticked(Answer.YES), met=False, **TICKED),
    Example("no ticked", no_is_an_honest_answer, _ticked(Answer.NO), met=False, **TICKED),
    Example("yes, no, unsure", no_is_an_honest_answer, a_questionnaire(), met=True, clause="A2.2"),
    Example("no is missing", no_is_an_honest_answer, _only(Answer.YES, Answer.UNSURE), met=False, **NO_NO),
    Example("yes is missing", no_is_an_honest_answer, _only(Answer.NO), met=False, **NO_NO),
    Example(
        "silent on what a no means",
        no_is_an_honest_answer,
        a_questionnaire(says_what_no_means=False),
        met=False,
        clause="A2.2",
        reason="question_silent_on_no",
    ),
    Example("pupils asked", pupils_are_asked, a_questionnaire(), met=True),
    Example("grade 3 unasked", pupils_are_asked, _unasked(2, 3), met=False),
    Example("everyone invited", everyone_is_invited, _reach(40), met=True),
    Example("one family missed", everyone_is_invited, _reach(39), met=False, **MISSED),
    Example("one class left out", everyone_is_invited, _reach(0), met=False, **MISSED),
    Example("nobody to ask", everyone_is_invited, a_consultation(classes=()), met=False),
    Example("five days", consultation_lasts, _until(21), met=True),
    Example("four days", consultation_lasts, _until(20), met=False),
    Example("the county asks six", consultation_lasts, _until(21), met=False, set={"consult_min_days": 6}),
    Example("half answered", enough_families_answer, _reach(40, 0), met=True),
    Example(
        "less than half answered",
        enough_families_answer,
        a_consultation(classes=(ClassReach("101", 80, 80, 39),)),
        met=False,
    ),
    Example("closed and published", consulted_beforehand, _consulted(), met=True, clause="A7.2"),
    Example("never consulted", consulted_beforehand, _consulted(None, None), met=False, clause="A7.2"),
    Example("unpublished", consulted_beforehand, _consulted(published=None), met=False, **UNPUBLISHED),
    Example(
        "published too late",
        consulted_beforehand,
        _consulted(published=date(2026, 7, 11)),
        met=False,
        **UNPUBLISHED,
    ),
    Example(
        "closed the day before", consulted_beforehand, _consulted(date(2026, 7, 9)), met=True, clause="A7.1"
    ),
    Example(
        "closed on the day", consulted_beforehand, _consulted(date(2026, 7, 10)), met=False, clause="A7.1"
    ),
    Example("180 days old", consultation_still_valid, _consulted(date(2026, 1, 11)), met=True),
    Example("181 days old", consultation_still_valid, _consulted(date(2026, 1, 10)), met=False),
)
