"""A fee scheme and a provider's file, judged without the plan that they belong to."""

from __future__ import annotations

from pathlib import Path

import pytest

import kehou
from kehou.rulebook import check, layer

FOLDER = Path(kehou.__file__).parents[2] / "docs" / "examples"
COUNTY = layer((FOLDER / "county.toml").read_text(encoding="utf-8"), "county.toml")


def _refused(name: str, *changes: tuple[str, str]) -> set[str]:
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return {verdict.clause for verdict in check(text, layers=[COUNTY]).verdicts if verdict.stops}


def test_the_lawful_examples_pass() -> None:
    assert _refused("fee_scheme") == set()
    assert _refused("provider") == set()
    assert _refused("closing") == set()
    assert _refused("allowances") == set()


@pytest.mark.parametrize(
    ("old", "new", "clause"),
    [
        ('price = "2.00"', 'price = "4.01"', "A9.6"),
        ("government_consent_date = 2025-08-20\n", "", "A9.7"),
        ('unit_price = "50.00"', 'unit_price = "40.00"', "A9.4"),
        ('category = "consumables"', 'category = "management_fee"', "A9.32"),
        ('category = "consumables"', 'category = "insurance"', "A10.4"),
        ('category = "consumables"', 'category = "gifts"', "A9.19"),
        ('refund_rule = "按课时退费"\n', "", "A7.3"),
        ('waiver_funding = "subsidy"', 'waiver_funding = "other_pupils"', "A9.39"),
    ],
)
@pytest.mark.clause("A9.4", "A9.6", "A9.7", "A9.19", "A9.32", "A9.39", "A10.4", "A7.3")
def test_a_fee_scheme_is_refused_by_the_statement_it_breaks(old: str, new: str, clause: str) -> None:
    assert clause in _refused("fee_scheme", (old, new))


def test_a_fee_scheme_is_judged_by_the_rules_on_fees_alone() -> None:
    text = (FOLDER / "fee_scheme.toml").read_text(encoding="utf-8")
    articles = {verdict.clause.partition(".")[0] for verdict in check(text).verdicts}
    assert articles == {"A2", "A7", "A9", "A10"}


@pytest.mark.parametrize(
    ("old", "new", "clause"),
    [
        ('method = "competitive_consultation"', 'method = "single_source"', "A6.11"),
        ("valid_bidders = 3", "valid_bidders = 2", "A6.11"),
        ('price = "60.00"', 'price = "14.00"', "A6.12"),
        ('domain = "arts"\nprice', "price", "A6.18"),
        ('status = "listed"', 'status = "suspended"', "A6.6"),
        ("list_published_date = 2026-01-20", "list_published_date = 2026-03-02", "A6.8"),
        ("school_approved = true", "school_approved = false", "A6.15"),
        ("course_count = 1", "course_count = 5", "A6.16"),
        ("sexual_offence_clear = true", "sexual_offence_clear = false", "A10.6"),
    ],
)
@pytest.mark.clause("A6.6", "A6.8", "A6.11", "A6.12", "A6.15", "A6.16", "A6.18", "A10.6")
def test_a_providers_file_is_refused_by_the_statement_it_breaks(old: str, new: str, clause: str) -> None:
    assert clause in _refused("provider", (old, new))


@pytest.mark.parametrize(
    ("old", "new", "clause"),
    [
        ('share = "33.33"', 'share = "33.32"', "A9.11"),
        ('payers = ["p1", "p2"]', 'payers = ["p1", "p2", "p3"]', "A9.11"),
        ("unpaid = []", 'unpaid = ["p2"]', "A9.11"),
        ("today = 2026-08-10", "today = 2026-07-03", "A9.11"),
        ('allowances = "720.00"\nspent', 'allowances = "400.00"\nspent', "A9.25"),
        ('difference = "0.00"', 'difference = "0.01"', "A9.22"),
        ("is_chained = true", "is_chained = false", "A9.22"),
        (
            'other = "80.00", returned = "100.00" }\nbooked',
            'other = "79.99", returned = "100.00" }\nbooked',
            "A11.8",
        ),
        ("surplus_returned = true", "surplus_returned = false", "A11.8"),
    ],
)
@pytest.mark.clause("A9.11", "A9.22", "A9.25", "A11.8")
def test_a_closing_is_refused_by_the_statement_it_breaks(old: str, new: str, clause: str) -> None:
    assert clause in _refused("closing", (old, new))


def test_a_closing_is_judged_as_far_as_it_has_come() -> None:
    text = (FOLDER / "closing.toml").read_text(encoding="utf-8")
    begun = text.partition("[facts.book]")[0]
    assert {verdict.clause for verdict in check(begun).verdicts} < {
        verdict.clause for verdict in check(text).verdicts
    }


@pytest.mark.parametrize(
    ("old", "new", "clause"),
    [
        ('amount = "75.00"', 'amount = "75.01"', "A9.26"),
        ("duty_days = 4", "duty_days = 0", "A9.26"),
        ('person = "m1"', 'person = "t1"', "A9.27"),
        ('amount = "100.00"', 'amount = "100.01"', "A9.25"),
        ("is_payable = true", "is_payable = false", "A7.10"),
        ("is_cleared = true", "is_cleared = false", "A10.6"),
        ('person = "t2"\ncapacity = "direct"', 'person = "t2"\ncapacity = "labour"', "A9.29"),
    ],
)
@pytest.mark.clause("A7.10", "A9.25", "A9.26", "A9.27", "A9.29", "A10.6")
def test_a_months_allowances_are_refused_by_the_statement_they_break(old: str, new: str, clause: str) -> None:
    assert clause in _refused("allowances", (old, new))
