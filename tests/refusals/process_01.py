"""Process 1: county policy and city fee standard."""

from __future__ import annotations

from refusals.row import row

_LAW = "tests/db/authority/test_laying_down.py::"
_PLAN = "tests/db/plans/test_refused_plans.py::test_what_is_not_allowed_is_refused[{}]"
_LACKS = "tests/db/plans/test_what_a_place_lacks.py::"
_PROVIDERS = "tests/db/providers/"

ROWS = (
    row(
        "a tariff that the three departments did not set together",
        "R",
        "A9.6",
        _LAW + "test_a_tariff_without_its_three_departments_is_not_published",
        _LACKS + "test_without_a_tariff_no_plan_that_charges_is_submitted",
    ),
    row(
        "a tariff without the city government's consent, or before it",
        "R",
        "A9.7",
        _LAW + "test_a_tariff_without_the_citys_consent_is_not_published",
        _LAW + "test_consent_after_the_tariff_takes_effect_comes_too_late",
    ),
    row(
        "a tariff for senior grades, or for early, noon, evening or weekend care",
        "R",
        "A4.1 A9.18",
        *(
            f"{_LAW}test_a_tariff_prices_nothing_else[{case}]"
            for case in ("senior grades", "early arrival", "noon care", "evening study", "weekends")
        ),
    ),
    row(
        "a price of a school above the city's ceiling, or for what no tariff names",
        "R",
        "A9.6 A9.13",
        _PLAN.format("above the tariff"),
        _PLAN.format("an item that no tariff names"),
    ),
    row(
        "a tariff for an item outside the province's list",
        "R",
        "A9.13",
        _LAW + "test_a_tariff_prices_nothing_else[another item]",
    ),
    row(
        "a dearer price within a running term",
        "R",
        "A9.10",
        "tests/web/test_authority_pages.py::test_a_dearer_tariff_waits_for_the_end_of_the_term",
    ),
    row(
        "a body from outside where the county has set neither criteria nor numbers",
        "R",
        "A6.15 A6.16",
        _PROVIDERS + "test_providers.py::test_without_criteria_nobody_is_taken_in",
        _PROVIDERS + "test_contracts.py::test_caps_that_are_unset_or_reached_refuse_a_school",
    ),
    row(
        "a county policy without a way to complain",
        "R",
        "A11.14",
        _LAW + "test_a_policy_needs_a_way_to_complain",
        _LACKS + "test_without_a_complaint_channel_nothing_is_approved",
    ),
    row(
        "fees asked of pupils on the aid list before the county has a waiver rule",
        "R",
        "A9.39 A9.40",
        "tests/db/funds/test_billing.py::test_nobody_on_the_aid_list_is_charged_before_the_county_has_its_rule",
        _LACKS + "test_what_a_county_should_renew_is_said_with_the_approval[no waiver rule]",
    ),
    row(
        "a county policy that is older than a school year",
        "W",
        "A3.5 A11.1",
        _LACKS + "test_what_a_county_should_renew_is_said_with_the_approval[an old policy]",
    ),
    row(
        "a lower place that loosens what a higher one set",
        "R",
        "A13.3",
        _LAW + "test_a_county_may_tighten_a_parameter_and_not_loosen_it",
    ),
    row(
        "an approval after the Measures have run out",
        "R",
        "A13.2",
        _LACKS + "test_nothing_is_approved_once_the_measures_have_run_out",
    ),
)
