"""Bills and receipts: one item, one term, an approved price, a registered account (A9.6 to A9.18, A9.31)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from factories.money_facts import a_bill, a_line, a_receipt
from factories.plan_facts import a_tariff
from kehou.kernel.fen import Fen
from kehou.kernel.places import Tier
from kehou.registry.public import holiday_calendar
from kehou.rulebook.facts.bills import BillFacts
from kehou.rulebook.facts.courses import Category
from kehou.rulebook.facts.fees import EXTENDED_CARE_ITEM, SERVICE_ITEM
from kehou.rulebook.facts.receipts import ArrearsFacts, ArrearsMeasure, HandsFacts, PayeeKind, TreasuryFacts
from kehou.rulebook.hunan_2024.art09_bills import (
    bill_counts_whole_periods,
    bill_follows_the_steps,
    bill_has_the_one_item,
    bill_keeps_to_its_term,
    bill_keeps_under_the_tariff,
    bill_leaves_out_extended_care,
    bill_leaves_out_what_was_not_held,
    bill_stays_in_scope,
)
from kehou.rulebook.hunan_2024.art09_receipts import (
    another_hand_checks,
    arrears_cost_no_schooling,
    fee_goes_to_a_registered_account,
    treasury_gives_back_in_full,
)
from unit.rulebook.example import Example

BILL = a_bill()
ONE, TWO = UUID(int=1), UUID(int=2)
CARE_BILL = a_bill(
    items=(EXTENDED_CARE_ITEM,), tariff=a_tariff(items=frozenset({SERVICE_ITEM, EXTENDED_CARE_ITEM}))
)
CAPPED = a_tariff(term_cap=Fen(30_000))


def _lines(**changes: object) -> BillFacts:
    return a_bill(lines=(a_line(**changes),))


def _remitted(credited_fen: int, today: date) -> TreasuryFacts:
    """100.00 yuan that went to the treasury on Monday 2 March; ten working days end on the 16th."""
    return TreasuryFacts(Fen(10_000), Fen(credited_fen), date(2026, 3, 2), today, holiday_calendar())


EXAMPLES = (
    *(
        Example("after approval and signature", bill_follows_the_steps, BILL, met=True, clause=clause)
        for clause in ("A7.1", "A7.6", "A9.15")
    ),
    Example("no plan", bill_follows_the_steps, a_bill(plan_approved=False), met=False, clause="A7.1"),
    *(
        Example(
            "nobody signed", bill_follows_the_steps, a_bill(agreement_active=False), met=False, clause=clause
        )
        for clause in ("A7.6", "A9.15")
    ),
    Example("at the ceiling", bill_keeps_under_the_tariff, a_bill(price=Fen(400)), met=True),
    Example(
        "a fen above",
        bill_keeps_under_the_tariff,
        a_bill(price=Fen(401)),
        met=False,
        reason="bill_above_tariff",
    ),
    Example("no tariff", bill_keeps_under_the_tariff, a_bill(tariff=None), met=False),
    Example("at the cap", bill_keeps_under_the_tariff, a_bill(tariff=CAPPED, gross=Fen(30_000)), met=True),
    Example(
        "a fen above the cap",
        bill_keeps_under_the_tariff,
        a_bill(tariff=CAPPED, gross=Fen(30_001)),
        met=False,
        reason="bill_above_cap",
    ),
    Example("the approved price", bill_keeps_to_its_term, BILL, met=True),
    Example("lowered in week 8", bill_keeps_to_its_term, a_bill(price=Fen(100)), met=True),
    Example(
        "raised in week 8",
        bill_keeps_to_its_term,
        a_bill(price=Fen(201)),
        met=False,
        reason="bill_above_approved_price",
    ),
    Example("the last day", bill_keeps_to_its_term, _lines(dates=(date(2026, 7, 3),)), met=True),
    Example(
        "a day of the next term",
        bill_keeps_to_its_term,
        _lines(dates=(date(2026, 9, 1),)),
        met=False,
        reason="bill_across_terms",
    ),
    *(
        Example("the service alone", bill_has_the_one_item, BILL, met=True, clause=clause)
        for clause in ("A9.13", "A9.16", "A10.4")
    ),
    *(
        Example(item, bill_has_the_one_item, a_bill(items=(item,)), met=False, clause="A9.13")
        for item in ("materials", "uniform", "app", "meal", "洗手液")
    ),
    Example(
        "extended care alone, as the city's tariff has it",
        bill_has_the_one_item,
        CARE_BILL,
        met=True,
        clause="A9.13",
        set={"extended_chargeable": True},
        tier=Tier.CITY,
    ),
    Example(
        "extended care where the city is silent",
        bill_has_the_one_item,
        CARE_BILL,
        met=False,
        clause="A9.13",
    ),
    Example("insurance", bill_has_the_one_item, a_bill(items=("insurance",)), met=False, clause="A10.4"),
    Example(
        "two at once",
        bill_has_the_one_item,
        a_bill(items=("after_school_service", "meal")),
        met=False,
        clause="A9.16",
    ),
    *(
        Example("an approved slot", bill_stays_in_scope, BILL, met=True, clause=clause)
        for clause in ("A9.14", "A9.18")
    ),
    Example(
        "a slot nobody approved", bill_stays_in_scope, _lines(slot_key="new-1"), met=False, clause="A9.14"
    ),
    *(
        Example(
            "extended care",
            bill_leaves_out_extended_care,
            _lines(category=Category.EXTENDED_CARE),
            met=False,
            clause=clause,
        )
        for clause in ("A4.17", "A9.14")
    ),
    *(
        Example("no extended care", bill_leaves_out_extended_care, BILL, met=True, clause=clause)
        for clause in ("A4.17", "A9.14")
    ),
    *(
        Example(str(each), bill_stays_in_scope, _lines(category=each), met=False, clause="A9.18")
        for each in (
            Category.EARLY_ARRIVAL,
            Category.NOON,
            Category.EVENING_STUDY,
            Category.WEEKEND,
            Category.VACATION,
        )
    ),
    Example("40 minutes", bill_counts_whole_periods, BILL, met=True, clause="A4.15"),
    Example(
        "75 minutes as 2", bill_counts_whole_periods, _lines(minutes=75, periods=2), met=False, clause="A4.15"
    ),
    Example(
        "90 minutes in grade 7",
        bill_counts_whole_periods,
        _lines(minutes=90, periods=2, grade=7),
        met=True,
        clause="A4.16",
    ),
    Example(
        "80 minutes in grade 7 as 2",
        bill_counts_whole_periods,
        _lines(minutes=80, periods=2, grade=7),
        met=False,
        clause="A4.16",
    ),
    Example("all was held", bill_leaves_out_what_was_not_held, BILL, met=True),
    Example(
        "a cancelled day",
        bill_leaves_out_what_was_not_held,
        a_bill(not_held=frozenset({("homework-0", date(2026, 3, 9))})),
        met=False,
    ),
    Example("the school's account", fee_goes_to_a_registered_account, a_receipt(), met=True),
    Example("the treasury", fee_goes_to_a_registered_account, a_receipt(payee=PayeeKind.TREASURY), met=True),
    *(
        Example(str(kind), fee_goes_to_a_registered_account, a_receipt(payee=kind), met=False)
        for kind in (PayeeKind.PERSON, PayeeKind.COMMITTEE, PayeeKind.PROVIDER)
    ),
    Example(
        "nobody knows whose",
        fee_goes_to_a_registered_account,
        a_receipt(payee=PayeeKind.UNKNOWN, payee_registered=False),
        met=False,
        reason="payee_unknown",
    ),
    Example(
        "taken by a class teacher",
        fee_goes_to_a_registered_account,
        replace(a_receipt(), collector_is_finance=False),
        met=False,
        reason="collector_not_finance",
    ),
    Example("a reminder", arrears_cost_no_schooling, ArrearsFacts(ArrearsMeasure.REMIND), met=True),
    Example(
        "no further service, where the county says so",
        arrears_cost_no_schooling,
        ArrearsFacts(ArrearsMeasure.STOP_FUTURE_SERVICE),
        met=True,
        set={"arrears_action": "stop_future_service"},
    ),
    *(
        Example(str(each), arrears_cost_no_schooling, ArrearsFacts(each), met=False)
        for each in ArrearsMeasure
        if each is not ArrearsMeasure.REMIND
    ),
    Example("two people", another_hand_checks, HandsFacts(ONE, TWO), met=True),
    Example("one alone", another_hand_checks, HandsFacts(ONE, ONE), met=False),
    Example("on the last day", treasury_gives_back_in_full, _remitted(0, date(2026, 3, 16)), met=True),
    Example("a day late", treasury_gives_back_in_full, _remitted(0, date(2026, 3, 17)), met=False),
    Example("a fen kept", treasury_gives_back_in_full, _remitted(9_999, date(2026, 3, 17)), met=False),
    Example("all back", treasury_gives_back_in_full, _remitted(10_000, date(2026, 3, 17)), met=True),
)
