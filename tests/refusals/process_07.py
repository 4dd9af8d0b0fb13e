"""Process 7: the afternoon."""

from __future__ import annotations

from refusals.row import row

_START = "tests/db/delivery/test_starting.py::"
_ROLL = "tests/db/delivery/test_roll_call.py::"
_LOG = "tests/db/delivery/test_service_log.py::"
_HOME = "tests/db/delivery/test_releasing.py::"
_DAY = "tests/db/delivery/test_day.py::"

ROWS = (
    row(
        "a start by somebody uncleared, expired or unlisted; a swap by the provider on the day",
        "R",
        "A6.14 A10.6",
        _START + "test_somebody_unlisted_does_not_start",
        _START + "test_an_expired_clearance_does_not_start",
        _START + "test_a_coach_whose_body_is_not_listed_does_not_start",
        _START + "test_a_provider_swaps_nobody_on_the_day_and_an_own_teacher_steps_in",
    ),
    row(
        "a third party's session without a supervisor of the school",
        "R",
        "A6.9 A6.17",
        _START + "test_a_third_partys_session_waits_for_the_schools_supervisor",
    ),
    row(
        "a session outside its approved time, cancelled, or on a day that is no school day",
        "R",
        "A4.2 A7.1",
        _START + "test_no_session_starts_on_a_day_that_became_free",
        _START + "test_no_session_starts_outside_its_hours",
        _START + "test_a_cancelled_session_is_neither_started_nor_counted",
    ),
    row(
        "a roll before the start or by somebody who is not there; one told late without a reason",
        "RW",
        "A10.9 A7.10",
        _ROLL + "test_no_roll_before_the_session_was_taken_over",
        _ROLL + "test_only_who_took_over_calls_the_roll",
        _ROLL + "test_a_roll_sent_days_later_says_why",
        "tests/db/delivery/test_refused_steps.py::test_marks_of_strangers_and_words_about_nothing_are_refused",
    ),
    row(
        "a record that lacks time, count, content or form, or counts otherwise than the roll",
        "R",
        "A7.10",
        _LOG + "test_a_record_that_lacks_something_or_counts_otherwise_is_refused",
    ),
    row(
        "a session that is to be paid without a record",
        "R",
        "A7.10 A9.25",
        _LOG + "test_without_a_record_nothing_is_payable",
        _LOG + "test_a_late_record_says_why_and_is_payable_once_the_head_confirms_it",
    ),
    row(
        "a record that speaks of drill, new lessons, tests or lectures to a whole class",
        "WC",
        "A5.4 A5.5 A5.6",
        _LOG + "test_words_of_drill_new_lessons_and_lectures_are_flagged",
    ),
    row(
        "written homework for grades 1 and 2",
        "R",
        "A5.16",
        _LOG + "test_written_homework_for_the_youngest_is_refused",
    ),
    row(
        "a release to somebody who is not on the list; a young child alone without consent",
        "R",
        "A10.8",
        "tests/db/delivery/test_pick_up_table.py::test_no_wrong_release_among_people_links_and_times",
        _HOME + "test_a_young_child_or_one_without_consent_does_not_go_alone",
        _HOME + "test_a_child_without_a_session_that_day_is_not_handed_over_here",
        "tests/db/delivery/test_cancelling.py::test_a_child_leaves_sooner_only_by_consent_where_the_school_asked",
        _HOME + "test_a_wrong_release_that_took_place_is_kept_and_opens_an_incident",
    ),
    row(
        "a day closed over a child neither released nor explained",
        "R",
        "A10.8 A10.13",
        _DAY + "test_a_day_closes_when_everybody_is_known_to_be_gone",
    ),
    row(
        "a visitor without a pass",
        "R",
        "A10.7",
        _DAY + "test_nobody_from_outside_enters_without_a_pass_of_the_day",
    ),
    row(
        "a room with an open serious hazard",
        "R",
        "A10.12",
        _START + "test_a_room_with_an_open_serious_hazard_stays_closed",
    ),
    row(
        "a cancelled session that is billed all the same",
        "R",
        "A9.12 A2.7",
        _START + "test_a_cancelled_session_is_neither_started_nor_counted",
    ),
    row(
        "extended care that is billed without a line of the tariff",
        "R",
        "A4.17 A9.14",
        "tests/db/funds/test_billing.py::test_extended_care_is_not_billed_without_a_line_of_the_tariff",
        "tests/db/funds/test_care_bills.py::test_a_plan_that_charges_without_the_citys_word_is_refused",
        "tests/db/delivery/test_staying.py::test_care_that_lacks_something_is_refused",
    ),
    row(
        "a roll or a record that is deleted",
        "R",
        "A7.11",
        _ROLL + "test_no_roll_is_deleted_or_altered",
        _LOG + "test_a_correction_is_a_new_revision_and_nothing_is_deleted",
    ),
)
