"""Process 10: supervision."""

from __future__ import annotations

from refusals.row import row

_CASES = "tests/db/oversight/test_case_way.py::"
_UNMASKED = "tests/db/oversight/test_reporter_unmasked.py::"
_SURVEYS = "tests/db/oversight/test_surveys.py::"
_NUMBERS = "tests/db/oversight/test_indicators_stored.py::"
_VISITS = "tests/db/oversight/test_inspections.py::"
_REPORTS = "tests/db/oversight/test_reports.py::"
_SOURCES = "tests/db/oversight/test_case_sources.py::"

ROWS = (
    row(
        "a complaint given to the school or person complained of",
        "R",
        "A11.15",
        _CASES + "test_a_case_never_goes_to_the_school_or_the_person_concerned",
    ),
    row(
        "a case closed without a reply, or a violation without a correction order",
        "R",
        "A11.15 A11.16",
        _CASES + "test_a_case_without_a_reply_stays_open",
        _CASES + "test_a_violation_without_a_passed_correction_stays_open",
    ),
    row(
        "a deadline changed by hand",
        "R",
        "A11.15",
        _UNMASKED + "test_a_deadline_is_moved_by_no_hand",
        _CASES + "test_more_time_is_given_once_and_only_as_a_step",
    ),
    row(
        "the reporter's identity shown to the school",
        "R",
        "A2.14",
        _UNMASKED + "test_the_school_reads_rewritten_words_only",
        _UNMASKED + "test_the_school_sees_no_case_whatever_it_asks",
    ),
    row(
        "a survey run or read by the school, a second answer, a result of few",
        "R",
        "A11.6",
        _SURVEYS + "test_a_school_runs_no_survey",
        _SURVEYS + "test_an_answer_leads_to_nobody",
        _SURVEYS + "test_each_family_answers_once_and_brothers_are_one_family",
        "tests/db/oversight/test_paper_answers.py::test_each_sheet_counts_once_and_a_family_answers_one_way_or_the_other",
        _SURVEYS + "test_four_answers_say_nothing_and_five_do",
    ),
    row(
        "a county's figures while a school's ledger is open",
        "R",
        "A11.8",
        _REPORTS + "test_a_county_tells_no_money_while_a_book_is_open",
    ),
    row(
        "teachers or classes ranked by participation",
        "R",
        "A2.2 A8.9",
        _NUMBERS + "test_take_up_is_never_listed_by_class_or_teacher",
    ),
    row(
        "an indicator edited by hand",
        "R",
        "A11.3 A7.11",
        _NUMBERS + "test_no_hand_edits_a_number",
    ),
    row(
        "a school that nobody inspected in four terms",
        "W",
        "A11.2",
        _VISITS + "test_a_school_unseen_for_four_terms_is_warned_about_and_proposed_first",
    ),
    row(
        "a finding without a statement or a proof",
        "R",
        "A11.3",
        _VISITS + "test_a_finding_needs_a_statement_and_a_proof",
    ),
    row(
        "detail of pupils for a role without a case",
        "R",
        "A11.3",
        _REPORTS + "test_detail_of_pupils_is_read_in_a_case_of_ones_own_only",
    ),
    row(
        "a teacher flagged for paid tutoring from the records of the service",
        "R",
        "A11.11",
        _SOURCES + "test_paid_tutoring_is_never_guessed_from_data",
    ),
)
