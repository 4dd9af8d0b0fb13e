"""Process 4: the publicity period."""

from __future__ import annotations

from refusals.row import row

_SHOWN = "tests/db/notices/test_publicity.py::"

ROWS = (
    row(
        "a notice that lacks what must be told, or a way to complain",
        "R",
        "A2.13 A2.14 A11.14",
        _SHOWN + "test_a_notice_without_what_must_be_told_is_refused",
        _SHOWN + "test_without_a_complaint_channel_nothing_is_published",
    ),
    row(
        "a notice whose price or time is not the approved one",
        "R",
        "A2.12 A7.5",
        _SHOWN + "test_an_unapproved_version_is_not_published",
        _SHOWN + "test_a_version_that_another_has_replaced_is_not_published",
    ),
    row(
        "a period cut short, or closed over an unanswered objection",
        "R",
        "A7.5",
        _SHOWN + "test_a_notice_closes_after_its_days_and_not_before",
        _SHOWN + "test_an_unanswered_objection_keeps_a_notice_open",
    ),
    row(
        "a notice that names pupils or shows who is waived or comes first",
        "R",
        "DP8 A7.5",
        _SHOWN + "test_a_notice_that_names_a_pupil_is_refused",
    ),
    row(
        "a charge before the period is over",
        "R",
        "A2.12 A7.1",
        "tests/db/funds/test_billing.py::test_no_bill_before_publicity_is_complete",
        "tests/db/funds/test_billing.py::test_no_bill_without_an_approved_plan",
    ),
    row(
        "a published page that is altered",
        "R",
        "A7.11",
        _SHOWN + "test_a_published_page_is_not_altered",
    ),
)
