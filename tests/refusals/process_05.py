"""Process 5: the written agreement."""

from __future__ import annotations

from refusals.row import row

_SIGNING = "tests/db/agreements/test_signing.py::"
_PLAN = "tests/db/plans/test_refused_plans.py::test_what_is_not_allowed_is_refused[{}]"

ROWS = (
    row(
        "a signature by nobody of the family, or by staff for it",
        "R",
        "A7.6 A2.2",
        _SIGNING + "test_staff_do_not_sign_for_a_family",
        _SIGNING + "test_paper_signed_by_no_guardian_is_refused",
        _SIGNING + "test_a_carer_signs_only_if_the_guardian_allowed_it",
    ),
    row(
        "an agreement on a version that is not the approved one",
        "R",
        "A7.6",
        _SIGNING + "test_a_version_other_than_the_approved_one_is_not_signed",
    ),
    row(
        "terms that give up refunds, tie other things to the service, or forbid leaving",
        "R",
        "A9.12 A9.16 A2.1",
        _PLAN.format("no refunds"),
        _PLAN.format("bound to buy"),
        _PLAN.format("bound to stay"),
    ),
    row(
        "wishes or a bill without an agreement in force",
        "R",
        "A7.6 A9.15",
        "tests/db/enrolment/test_wishes.py::test_without_an_agreement_nothing_is_wished",
        "tests/db/funds/test_billing.py::test_no_bill_without_an_agreement_in_force",
    ),
    row(
        "consent to the use of data that comes with the signature",
        "R",
        "DP2 DP3 A7.6",
        _PLAN.format("consent bundled"),
        _SIGNING + "test_a_no_to_the_data_notice_leaves_the_agreement",
    ),
    row(
        "a whole class that signs within minutes",
        "WC",
        "A2.2",
        "tests/db/agreements/test_whole_class.py::"
        "test_a_whole_class_within_minutes_is_accepted_and_asked_about_once",
    ),
)
