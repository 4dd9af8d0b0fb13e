"""Who is paid for what (A9.19 to A9.34, A10.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from kehou.kernel.fen import Fen
from kehou.rulebook.facts.payments import (
    Capacity,
    ExpenseFacts,
    MonthPay,
    PaidSession,
    Payee,
    PayLine,
    ProviderPay,
)
from kehou.rulebook.hunan_2024.art09_allowances import (
    labour_fees_name_their_tax,
    managers_keep_under_the_mean,
    nobody_else_is_paid,
    nobody_is_paid_twice,
    only_recorded_work_is_paid,
)
from kehou.rulebook.hunan_2024.art09_spending import (
    allowances_come_first,
    insurance_is_not_paid_here,
    late_spending_is_warned_about,
    no_gap_is_filled,
    nothing_goes_up,
    providers_are_paid_for_accepted_sessions,
    spending_serves_the_service,
)
from unit.rulebook.example import Example

RATE = Fen(10_000)


def held(day: int = 4, **changes: Any) -> PaidSession:
    """A recorded session of one period in May."""
    row = PaidSession(f"s{day}", date(2026, 5, day), time(17, 10), time(17, 50), 1, True, True)
    return replace(row, **changes)


def line(person: str, count: int, **changes: Any) -> PayLine:
    """Someone who led so many sessions, paid at the rate."""
    rows = tuple(held(day) for day in range(1, count + 1))
    return replace(PayLine(person, Capacity.DIRECT, RATE * count, rows), **changes)


def managed(amount: int, *, days: int = 4) -> PayLine:
    """Someone who manages, with days of duty."""
    return PayLine("m", Capacity.MANAGEMENT, Fen(amount), duty_days=days)


def hired(amount: int, tax: int | None) -> PayLine:
    """Someone from outside with one session."""
    return PayLine("o", Capacity.LABOUR, Fen(amount), (held(),), tax=None if tax is None else Fen(tax))


def month(*lines: PayLine, rate: Fen = RATE) -> MonthPay:
    """A month's sheet."""
    return MonthPay(rate, lines)


THREE = (line("a", 3), line("b", 5), line("c", 4))


def bought(**changes: Any) -> ExpenseFacts:
    """Paper for 300 yuan of 1,000 that are free."""
    given = ExpenseFacts(
        category="consumables",
        amount=Fen(30_000),
        link="course/craft",
        payee=Payee.SUPPLIER,
        cash=Fen(500_000),
        unpaid_allowances=Fen(200_000),
        projected=Fen(150_000),
        open_refunds=Fen(50_000),
        days_to_term_end=15,
    )
    return replace(given, **changes)


def lump(**changes: Any) -> ProviderPay:
    """Four accepted sessions of 240 yuan."""
    return replace(ProviderPay(Fen(96_000), 4, Fen(24_000)), **changes)


EXAMPLES = (
    Example("recorded and cleared", only_recorded_work_is_paid, month(*THREE), met=True, clause="A9.25"),
    Example(
        "a fen above the rate",
        only_recorded_work_is_paid,
        month(line("a", 3, amount=Fen(30_001))),
        met=False,
        clause="A9.25",
    ),
    Example("every record there", only_recorded_work_is_paid, month(*THREE), met=True, clause="A7.10"),
    Example(
        "one without record",
        only_recorded_work_is_paid,
        month(line("a", 1, sessions=(held(is_payable=False),))),
        met=False,
        clause="A7.10",
    ),
    Example("all cleared", only_recorded_work_is_paid, month(*THREE), met=True, clause="A10.6"),
    Example(
        "led while uncleared",
        only_recorded_work_is_paid,
        month(line("a", 1, sessions=(held(is_cleared=False),))),
        met=False,
        clause="A10.6",
    ),
    Example("at the mean", managers_keep_under_the_mean, month(*THREE, managed(40_000)), met=True),
    Example(
        "a fen above the mean",
        managers_keep_under_the_mean,
        month(*THREE, managed(40_001)),
        met=False,
        reason="manager_above_mean",
    ),
    Example(
        "a mean that is no whole fen",
        managers_keep_under_the_mean,
        month(line("a", 1), line("b", 1), line("c", 2), managed(13_333)),
        met=True,
    ),
    Example(
        "rounded up",
        managers_keep_under_the_mean,
        month(line("a", 1), line("b", 1), line("c", 2), managed(13_334)),
        met=False,
    ),
    Example(
        "an administrator does not raise the mean",
        managers_keep_under_the_mean,
        month(*THREE, line("head", 9, is_administrator=True), managed(40_001)),
        met=False,
    ),
    Example(
        "unless the county counts it",
        managers_keep_under_the_mean,
        month(*THREE, line("head", 9, is_administrator=True), managed(40_001)),
        met=True,
        set={"mean_includes_admin": True},
    ),
    Example("nobody served", managers_keep_under_the_mean, month(managed(1)), met=False),
    Example(
        "no recorded duty",
        managers_keep_under_the_mean,
        month(*THREE, managed(100, days=0)),
        met=False,
        reason="manager_without_duty",
    ),
    Example("each once", nobody_is_paid_twice, month(*THREE, managed(100)), met=True),
    Example(
        "led and managed",
        nobody_is_paid_twice,
        month(line("m", 6), managed(100)),
        met=False,
        reason="paid_in_two_capacities",
    ),
    Example(
        "one time twice",
        nobody_is_paid_twice,
        month(line("a", 2, sessions=(held(), held(starts=time(17, 49), ends=time(18, 29))))),
        met=False,
        reason="slot_paid_twice",
    ),
    Example(
        "one after the other",
        nobody_is_paid_twice,
        month(line("a", 2, sessions=(held(), held(starts=time(17, 50), ends=time(18, 30))))),
        met=True,
        reason="slot_paid_twice",
    ),
    Example(
        "paid in April",
        nobody_is_paid_twice,
        month(line("a", 1, sessions=(held(paid_before=True),))),
        met=False,
        reason="session_paid_before",
    ),
    Example(
        "paid by a neighbour",
        nobody_is_paid_twice,
        month(line("a", 1, sessions=(held(paid_elsewhere=True),))),
        met=False,
        reason="slot_paid_by_two_schools",
    ),
    Example("all served", nobody_else_is_paid, month(*THREE, managed(100)), met=True),
    Example(
        "a guest on the sheet",
        nobody_else_is_paid,
        month(*THREE, PayLine("x", Capacity.DIRECT, Fen(1))),
        met=False,
    ),
    Example("100 yuan are free of tax", labour_fees_name_their_tax, month(hired(10_000, 0)), met=True),
    Example("900 yuan", labour_fees_name_their_tax, month(hired(90_000, 2_000)), met=True),
    Example("5,000 yuan", labour_fees_name_their_tax, month(hired(500_000, 80_000)), met=True),
    Example("30,000 yuan", labour_fees_name_their_tax, month(hired(3_000_000, 520_000)), met=True),
    Example(
        "no tax field",
        labour_fees_name_their_tax,
        month(hired(10_000, None)),
        met=False,
        reason="labour_without_tax",
    ),
    Example(
        "too little tax",
        labour_fees_name_their_tax,
        month(hired(500_000, 79_999)),
        met=False,
        reason="labour_tax_wrong",
    ),
    Example(
        "tax on a teacher",
        labour_fees_name_their_tax,
        month(line("a", 1, tax=Fen(0))),
        met=False,
        reason="tax_on_allowance",
    ),
    Example("paper", spending_serves_the_service, bought(), met=True, clause="A9.19"),
    Example("gifts", spending_serves_the_service, bought(category="gifts"), met=False, clause="A9.19"),
    Example("paper", spending_serves_the_service, bought(), met=True, clause="A9.20"),
    Example("a car", spending_serves_the_service, bought(category="car"), met=False, clause="A9.20"),
    Example("paper", spending_serves_the_service, bought(), met=True, clause="A9.24"),
    Example(
        "allowances beside the sheet",
        spending_serves_the_service,
        bought(category="staff_allowance"),
        met=False,
        clause="A9.24",
    ),
    Example("for a course", spending_serves_the_service, bought(), met=True, clause="A9.34"),
    Example("for nothing", spending_serves_the_service, bought(link=" "), met=False, clause="A9.34"),
    Example("all that is free", allowances_come_first, bought(amount=Fen(100_000)), met=True),
    Example("a fen more", allowances_come_first, bought(amount=Fen(100_001)), met=False),
    Example("fifteen days before", late_spending_is_warned_about, bought(), met=True),
    Example("fourteen days before", late_spending_is_warned_about, bought(days_to_term_end=14), met=False),
    Example("to a shop", nothing_goes_up, bought(), met=True, clause="A9.31"),
    Example(
        "to the central school",
        nothing_goes_up,
        bought(payee=Payee.CENTRAL_SCHOOL),
        met=False,
        clause="A9.31",
    ),
    Example("no fee", nothing_goes_up, bought(), met=True, clause="A9.32"),
    Example(
        "a management fee", nothing_goes_up, bought(category="management_fee"), met=False, clause="A9.32"
    ),
    Example("no gap", no_gap_is_filled, bought(), met=True),
    Example("the school's own gap", no_gap_is_filled, bought(category="public_funds_gap"), met=False),
    Example("to a member of staff", no_gap_is_filled, bought(payee=Payee.STAFF), met=False),
    Example("no insurance", insurance_is_not_paid_here, bought(), met=True),
    Example("insurance", insurance_is_not_paid_here, bought(category="insurance"), met=False),
    Example("as accepted", providers_are_paid_for_accepted_sessions, lump(), met=True),
    Example("a fen ahead", providers_are_paid_for_accepted_sessions, lump(claimed=Fen(96_001)), met=False),
    Example(
        "paid already",
        providers_are_paid_for_accepted_sessions,
        lump(paid_before=Fen(1)),
        met=False,
    ),
    Example("its coach too", providers_are_paid_for_accepted_sessions, lump(extra=Fen(1)), met=False),
)
