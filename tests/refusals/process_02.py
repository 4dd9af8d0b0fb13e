"""Process 2: parents' consultation and rural petition."""

from __future__ import annotations

from refusals.row import row

_ASKING = "tests/db/consultation/test_consulting.py::"
_GATE = "tests/db/consultation/test_rural_gate.py::"
_BEFORE = "tests/db/consultation/test_before_submission.py::"

ROWS = (
    row(
        "a rural school's plan without a petition that was met, or leave from it",
        "R",
        "A7.12",
        _BEFORE + "test_a_rural_school_without_petition_is_refused_even_after_consulting",
        _GATE + "test_a_rural_school_cannot_consult_before_its_gate_is_met",
    ),
    row(
        "two thirds exactly, or one pupil counted twice to get there",
        "R",
        "A7.12",
        _GATE + "test_exactly_two_thirds_are_not_enough",
        _GATE + "test_a_second_signature_for_a_pupil_is_refused",
    ),
    row(
        "a signature by staff, by a stranger, or for a pupil who is not on the roll",
        "R",
        "A7.12 A2.2",
        _GATE + "test_staff_and_strangers_do_not_sign",
        _GATE + "test_a_pupil_who_came_after_opening_does_not_count",
    ),
    row(
        "a base that shrinks after the petition was opened",
        "R",
        "A7.12 A7.11",
        _GATE + "test_the_base_stays_when_pupils_leave_the_roll",
        _GATE + "test_a_base_that_differs_from_the_frozen_roll_is_refused",
    ),
    row(
        "a consultation that leaves classes out",
        "R",
        "A2.3",
        _ASKING + "test_a_round_that_invited_only_some_classes_cannot_close_until_all_are_invited",
    ),
    row(
        "a consultation too short, or too old when the plan is submitted",
        "R",
        "A2.3 A7.2",
        _ASKING + "test_a_round_that_is_planned_or_closed_too_short_is_refused",
        _BEFORE + "test_a_consultation_is_good_for_its_days",
    ),
    row(
        "a questionnaire with yes already chosen, or without a no",
        "R",
        "A2.1 A2.2",
        _ASKING + "test_a_preselected_yes_is_refused",
        _ASKING + "test_a_questionnaire_without_no_is_refused",
    ),
    row("few answers", "W", "A2.3", _ASKING + "test_few_answers_warn_and_do_not_stop"),
    row(
        "a petition or a consultation that comes after what it should precede",
        "R",
        "A7.1",
        _BEFORE + "test_a_consultation_closed_on_the_day_of_submission_is_refused",
        _BEFORE + "test_a_petition_after_the_consultation_comes_too_late",
    ),
)
