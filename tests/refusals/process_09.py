"""Process 9: money."""

from __future__ import annotations

from refusals.row import row

_BILLS = "tests/db/funds/test_billing.py::"
_RECEIPTS = "tests/db/funds/test_receipts.py::"
_REFUNDS = "tests/db/funds/test_refunds.py::"
_TREASURY = "tests/db/funds/test_treasury.py::"
_BOOK = "tests/db/funds/test_book.py::"
_CLOSING = "tests/db/funds/test_closing.py::"
_RETURN = "tests/db/funds/test_returning.py::"
_SET_OFF = "tests/db/funds/test_set_off.py::"
_SHOWN = "tests/db/funds/test_accounts.py::"
_PAY = "tests/db/funds/test_allowances.py::"
_CORRECTED = "tests/db/funds/test_pay_corrections.py::"
_SPENT = "tests/db/funds/test_spending.py::"
_BILLED = "tests/db/funds/test_provider_payments.py::"

ROWS = (
    row(
        "a bill without approved plan, publicity or agreement in force",
        "R",
        "A7.1 A2.12 A7.6",
        _BILLS + "test_no_bill_without_an_approved_plan",
        _BILLS + "test_no_bill_before_publicity_is_complete",
        _BILLS + "test_no_bill_without_an_agreement_in_force",
    ),
    row(
        "a bill above tariff, cap or approved price; a price that rises within the term",
        "R",
        "A9.6 A9.10",
        _BILLS + "test_the_price_neither_rises_nor_passes_the_tariff",
    ),
    row(
        "free text, materials, insurance, app, uniform, meal",
        "R",
        "A9.13 A10.4",
        _BILLS + "test_nothing_is_added_to_the_service",
        _BILLS + "test_insurance_is_not_charged",
    ),
    row(
        "an early, noon, evening, weekend or vacation session",
        "R",
        "A9.18",
        _BILLS + "test_hours_that_are_no_after_school_service_are_not_billed",
    ),
    row("several services bound together", "R", "A9.16", _BILLS + "test_a_bill_bundles_nothing"),
    row("a bill across terms", "R", "A9.10", _BILLS + "test_no_bill_reaches_into_another_term"),
    row(
        "part periods, sessions cancelled or not delivered",
        "R",
        "A4.15 A9.12",
        _BILLS + "test_a_part_of_a_period_is_not_billed",
        _BILLS + "test_cancelled_sessions_are_not_billed_at_all",
    ),
    row(
        "a full bill to a pupil on the aid list",
        "R",
        "A9.39",
        _BILLS + "test_a_pupil_on_the_aid_list_is_asked_for_nothing",
    ),
    row(
        "cash or transfer to a private, committee or provider account; an unknown payee",
        "RC",
        "A9.17",
        _RECEIPTS + "test_money_to_another_account_is_refused_and_the_county_hears_of_it",
        _RECEIPTS + "test_a_payee_that_nobody_knows_is_refused_and_opens_a_case",
        _BOOK + "test_money_passes_registered_accounts_only",
    ),
    row(
        "a sanction against schooling for arrears",
        "RC",
        "A9.15",
        _RECEIPTS + "test_no_sanction_follows_from_an_open_bill",
    ),
    row(
        "an allowance for a session without record or attendance, or by somebody not cleared",
        "R",
        "A9.25 A7.10",
        _PAY + "test_a_session_without_record_is_not_paid",
        "tests/db/delivery/test_refused_steps.py::test_without_a_roll_there_is_no_record_and_nothing_to_pay",
        _PAY + "test_whoever_was_not_cleared_is_not_paid",
    ),
    row(
        "a manager above the mean, or without duty record; a month without direct staff",
        "R",
        "A9.26",
        _PAY + "test_a_manager_gets_at_most_the_mean_and_only_with_duty",
        _PAY + "test_in_a_month_in_which_nobody_served_no_manager_is_paid",
    ),
    row(
        "one person paid as manager and as leader; one slot twice; two schools in one slot",
        "R",
        "A9.27",
        _PAY + "test_nobody_is_paid_in_two_capacities",
        _PAY + "test_a_session_is_paid_once",
        _PAY + "test_two_schools_do_not_pay_one_person_for_one_time",
    ),
    row(
        "another expense before allowances are secured, or after the cut-off",
        "RW",
        "A9.28",
        _SPENT + "test_allowances_and_refunds_come_first_to_the_fen",
        _SPENT + "test_late_spending_is_accepted_with_a_warning",
    ),
    row(
        "management fee, payment to central school or authority, gap filling, unlinked spending",
        "R",
        "A9.31 A9.32 A9.33 A9.34",
        _BOOK + "test_what_has_no_account_cannot_be_booked",
        _BOOK + "test_an_event_touches_its_own_accounts_only",
        _SPENT + "test_what_is_never_paid",
    ),
    row("insurance paid from the ledger", "R", "A10.4", _BOOK + "test_insurance_has_no_account_in_the_book"),
    row(
        "a provider's prepayment, or more than was accepted",
        "R",
        "A9.30",
        _BILLED + "test_nothing_is_paid_ahead_beyond_or_beside",
    ),
    row(
        "a labour fee without its tax",
        "R",
        "A9.29",
        _CORRECTED + "test_a_labour_fee_without_its_tax_is_refused",
    ),
    row(
        "a treasury that keeps part of the fees, or is late",
        "WC",
        "A9.31",
        _TREASURY + "test_a_treasury_that_keeps_a_fen_or_is_late_becomes_a_case",
    ),
    row(
        "an unbalanced entry, a deletion, an edit after the close",
        "R",
        "A9.22 A7.11",
        _BOOK + "test_an_entry_that_does_not_balance_is_refused",
        _BOOK + "test_the_database_keeps_the_book_as_it_was_written",
        _CLOSING + "test_a_closed_ledger_takes_no_ordinary_entry_and_never_goes_back",
        _SHOWN + "test_a_month_is_closed_once_with_the_bank_and_takes_no_entry_then",
    ),
    row(
        "a maker who checks",
        "R",
        "A9.23",
        _BOOK + "test_one_person_alone_pays_nothing",
        _CLOSING + "test_one_person_with_both_roles_cannot_do_both",
        _RETURN + "test_who_prepared_a_return_does_not_confirm_it",
        _REFUNDS + "test_who_approves_a_refund_does_not_pay_it",
    ),
    row(
        "a reserve, a carry-over, a set-off that no family chose",
        "R",
        "A9.11 A2.7",
        _RETURN + "test_nothing_is_reserved_carried_over_or_set_off",
        _SET_OFF + "test_where_the_city_says_nothing_no_share_is_set_off",
        _SET_OFF + "test_a_share_that_no_family_chose_to_set_off_is_not",
    ),
    row(
        "a list a fen off the pool; cash for a waived pupil; an early leaver left out",
        "R",
        "A9.11",
        _RETURN + "test_a_list_that_is_not_the_pool_to_the_fen_is_refused",
        _RETURN + "test_shares_follow_what_was_paid_net_and_leave_nobody_out",
    ),
    row(
        "a close with undecided refunds or unpaid shares",
        "R",
        "A9.11 A9.12",
        _CLOSING + "test_a_refund_that_waits_for_its_decision_stops_the_closing",
        _RETURN + "test_the_term_stays_open_while_a_share_is_unpaid",
    ),
    row(
        "an allowance share at or below half at the close",
        "R",
        "A9.25",
        _CLOSING + "test_allowances_at_half_need_the_countys_note",
    ),
    row(
        "a public figure that is not the ledger's",
        "R",
        "A11.8",
        _SHOWN + "test_an_account_says_what_the_ledger_says_and_nothing_else",
    ),
    row(
        "amounts below nothing, fractions of a fen, floats",
        "R",
        "A9.22",
        _RECEIPTS + "test_nothing_and_less_than_nothing_is_no_payment",
    ),
)
