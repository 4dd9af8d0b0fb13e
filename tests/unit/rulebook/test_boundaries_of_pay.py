"""What is paid out, at its edge: the mean of the month, one capacity, in full, the missed periods."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehou.kernel.fen import Fen
from kehou.rulebook.engine import Rule
from kehou.rulebook.facts.payments import (
    Capacity,
    ExpenseFacts,
    MonthPay,
    PaidSession,
    Payee,
    PayLine,
    ProviderPay,
)
from kehou.rulebook.hunan_2024.art09_allowances import managers_keep_under_the_mean, nobody_is_paid_twice
from kehou.rulebook.hunan_2024.art09_refunds import refund_claim
from kehou.rulebook.hunan_2024.art09_spending import (
    allowances_come_first,
    providers_are_paid_for_accepted_sessions,
)
from unit.rulebook.example import parameters

PARAMETERS = parameters()
RATE = Fen(5_000)


def _refused(rule: Rule, facts: object, reason: str) -> bool:
    """Whether a rule stops the facts for a reason; the reason has to have been weighed at all."""
    found = [verdict for verdict in rule(facts, PARAMETERS) if verdict.reason == reason]
    assert found
    return any(verdict.stops for verdict in found)


def _served(person: str, amount: int, day: int = 1) -> PayLine:
    session = PaidSession(
        f"s-{person}-{day}",
        date(2026, 5, day),
        time(16, 10),
        time(16, 50),
        1,
        is_payable=True,
        is_cleared=True,
    )
    return PayLine(person, Capacity.DIRECT, Fen(amount), (session,))


def _manages(person: str, amount: int) -> PayLine:
    return PayLine(person, Capacity.MANAGEMENT, Fen(amount), duty_days=4)


def _month(*lines: PayLine) -> MonthPay:
    return MonthPay(RATE, lines)


@pytest.mark.clause("A9.26")
@pytest.mark.parametrize(("amount", "refused"), [(40_000, False), (40_001, True)])
def test_a_manager_gets_the_mean_and_not_a_fen_more(amount: int, refused: bool) -> None:
    month = _month(_served("a", 30_000), _served("b", 50_000), _served("c", 40_000), _manages("m", amount))
    assert _refused(managers_keep_under_the_mean, month, "manager_above_mean") is refused


@pytest.mark.clause("A9.26")
@pytest.mark.parametrize(("amount", "refused"), [(0, False), (1, True)])
def test_where_nobody_served_the_mean_is_nothing(amount: int, refused: bool) -> None:
    assert (
        _refused(managers_keep_under_the_mean, _month(_manages("m", amount)), "manager_above_mean") is refused
    )


@pytest.mark.clause("A9.26")
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12), st.integers(0, 10**6))
def test_the_mean_is_exact(amounts: list[int], amount: int) -> None:
    lines = [_served(str(number), paid) for number, paid in enumerate(amounts)]
    month = _month(*lines, _manages("m", amount))
    refused = _refused(managers_keep_under_the_mean, month, "manager_above_mean")
    assert refused is (amount * len(amounts) > sum(amounts))


@pytest.mark.clause("A9.27")
@pytest.mark.parametrize(("manages", "refused"), [(False, False), (True, True)])
def test_whoever_served_in_a_month_is_not_paid_for_managing_it(manages: bool, refused: bool) -> None:
    lines = (_served("v", 30_000), *([_manages("v", 10_000)] if manages else []))
    assert _refused(nobody_is_paid_twice, _month(*lines), "paid_in_two_capacities") is refused


@pytest.mark.clause("A9.28")
@pytest.mark.parametrize(("amount", "refused"), [(25_000, False), (25_001, True)])
def test_other_spending_leaves_the_allowances_in_full(amount: int, refused: bool) -> None:
    expense = ExpenseFacts(
        category="consumables",
        amount=Fen(amount),
        link="course/arts",
        payee=Payee.SUPPLIER,
        cash=Fen(100_000),
        unpaid_allowances=Fen(40_000),
        projected=Fen(30_000),
        open_refunds=Fen(5_000),
    )
    assert _refused(allowances_come_first, expense, "allowances_not_secured") is refused


@pytest.mark.clause("A9.30")
@pytest.mark.parametrize(("claimed", "refused"), [(80_000, False), (80_001, True)])
def test_a_provider_is_paid_for_what_was_accepted(claimed: int, refused: bool) -> None:
    pay = ProviderPay(Fen(claimed), accepted_sessions=4, price=Fen(20_000))
    found = _refused(providers_are_paid_for_accepted_sessions, pay, "provider_paid_beyond_acceptance")
    assert found is refused


@pytest.mark.clause("A9.12")
@pytest.mark.parametrize(
    ("missed", "paid", "planned", "back"),
    [
        (5, 40_000, 100, 2_000),
        (1, 10_000, 3, 3_334),
        (3, 10_000, 3, 10_000),
        (0, 10_000, 3, 0),
        (4, 10_000, 3, 10_000),
    ],
)
def test_missed_periods_go_back_at_the_price_that_was_paid(
    missed: int, paid: int, planned: int, back: int
) -> None:
    assert refund_claim(missed, paid=Fen(paid), planned_units=planned) == Fen(back)
