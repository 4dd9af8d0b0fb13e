"""Process 8: people and bodies from outside."""

from __future__ import annotations

from refusals.row import row

_PEOPLE = "tests/db/providers/test_people.py::"
_BODIES = "tests/db/providers/test_providers.py::"
_CONTRACTS = "tests/db/providers/test_contracts.py::"
_PLANS = "tests/db/plans/test_refused_plans.py::"
_CASES = "tests/db/oversight/test_third_party_cases.py::"
_HELD = _CONTRACTS + "test_what_a_contract_may_not_hold"

ROWS = (
    row(
        "a body with a subject",
        "R",
        "A6.18",
        _BODIES + "test_subjects_and_unlicensed_items_are_refused",
        _PLANS + "test_what_is_not_allowed_is_refused[a body that tutors]",
    ),
    row(
        "a body that the list in force does not name, or whose licence does not cover item and term",
        "R",
        "A6.6 A6.8",
        _CONTRACTS + "test_a_need_and_a_listed_body_are_asked_for",
        _PLANS + "test_a_body_is_listed_and_watched",
        _HELD,
    ),
    row(
        "criteria or limits unset, or a limit reached",
        "R",
        "A6.15 A6.16",
        _BODIES + "test_without_criteria_nobody_is_taken_in",
        _CONTRACTS + "test_caps_that_are_unset_or_reached_refuse_a_school",
        _CONTRACTS + "test_a_third_school_is_refused_where_two_are_allowed",
    ),
    row(
        "no need stated; own staff offer the course",
        "RW",
        "A6.6",
        _CONTRACTS + "test_a_need_and_a_listed_body_are_asked_for",
        _CONTRACTS + "test_a_course_that_own_staff_offer_is_warned_about",
    ),
    row(
        "too few bids, a single source, or an award before the list",
        "R",
        "A6.11 A6.8",
        _BODIES + "test_a_price_comes_from_three_valid_bids",
        _HELD,
    ),
    row(
        "a price above four fifths of that outside, or without recent evidence",
        "R",
        "A6.12",
        _BODIES + "test_a_price_is_at_most_four_fifths_of_that_outside",
        _BODIES + "test_without_evidence_of_a_year_no_price_is_awarded",
    ),
    row(
        "a price raised after the award",
        "R",
        "A6.11 A9.10",
        _HELD,
        _CONTRACTS + "test_a_second_contract_of_the_term_is_not_dearer",
    ),
    row(
        "people without their checks, with a record, or who teach in a school",
        "R",
        "A6.13 A6.14 A10.6",
        _PEOPLE + "test_one_failed_or_missing_check_is_enough_to_refuse",
        _PEOPLE + "test_a_provider_sends_no_serving_teacher",
        _CONTRACTS + "test_a_contract_is_approved_with_cleared_people_by_another_person",
    ),
    row("a contract for management, roll call, money or everything", "R", "A6.17 A9.17", _HELD),
    row(
        "a body that takes money from families",
        "RC",
        "A9.17",
        _HELD,
        _CASES + "test_a_contract_that_gives_back_takes_money_or_data_opens_a_case[money from families]",
    ),
    row("payment above what was accepted, or ahead of it", "R", "A9.30", _HELD),
    row(
        "a rebate, sponsorship or commission",
        "RC",
        "A2.7",
        _HELD,
        _CASES + "test_a_contract_that_gives_back_takes_money_or_data_opens_a_case[a rebate]",
    ),
    row(
        "a body that sees phones or uses data",
        "RC",
        "A6.17",
        _CASES + "test_a_contract_that_gives_back_takes_money_or_data_opens_a_case[data of families]",
        "tests/web/test_provider_pages.py::test_a_provider_sees_its_own_contract_and_people_and_no_child",
    ),
    row(
        "a new contract after two surveys below the limit",
        "R",
        "A6.10",
        _CONTRACTS + "test_low_satisfaction_twice_ends_renewal",
        "tests/db/oversight/test_body_measures.py::test_each_of_two_bodies_at_one_school_is_scored_by_what_was_said_of_it",
    ),
)
