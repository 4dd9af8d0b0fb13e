"""When the county's leave counts, and what a city may allow (A4.10, A4.11, A4.17)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from factories.money_facts import a_bill, a_line
from factories.plan_facts import (
    a_fee_scheme,
    a_plan,
    a_tariff,
    an_exception,
    with_bell,
)
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.kernel.places import Tier
from kehou.kernel.verdict import Effect, stops
from kehou.rulebook.engine import Parameters
from kehou.rulebook.engine.layers import Layer, Setting
from kehou.rulebook.facts.courses import Category
from kehou.rulebook.facts.fees import EXTENDED_CARE_ITEM, SERVICE_ITEM, StagePrice
from kehou.rulebook.facts.plan import ExceptionFacts, PlanFacts
from kehou.rulebook.facts.school import Stage
from kehou.rulebook.hunan_2024.art04_care import extended_care_is_free
from kehou.rulebook.hunan_2024.art04_rest import lunch_not_shortened
from kehou.rulebook.hunan_2024.art09_bills import bill_leaves_out_extended_care
from kehou.rulebook.hunan_2024.edition import EDITION
from unit.rulebook.example import DAY, parameters

SHORTER_LUNCH = with_bell(a_plan(), 3, lunch_ends=time(13, 40))


def effect_with(leave: ExceptionFacts) -> Effect:
    """How the shorter lunch of grade 3 weighs under a leave."""
    plan = replace(SHORTER_LUNCH, exceptions=(leave,))
    (fault,) = [row for row in lunch_not_shortened(plan, parameters()) if row.met is False]
    return fault.effect


@pytest.mark.clause("A4.10")
def test_a_shorter_lunch_is_let_through_with_the_countys_leave_and_still_shown() -> None:
    assert effect_with(an_exception("A4.10", "bell/3")) is Effect.ADVISE
    assert effect_with(an_exception("A4.10")) is Effect.ADVISE


@pytest.mark.clause("A4.10")
@pytest.mark.parametrize(
    "flaw",
    [
        {"subject": "bell/4"},
        {"clause": "A4.11"},
        {"reason": "  "},
        {"approver_role": Role.SCHOOL_HEAD},
        {"approver_role": Role.COUNTY_OFFICER},
        {"approver_id": None},
        {"to_date": None},
        {"to_date": date(2026, 6, 29)},
        {"from_date": date(2026, 3, 3)},
    ],
)
def test_a_leave_with_a_flaw_is_none(flaw: dict[str, Any]) -> None:
    assert effect_with(replace(an_exception("A4.10", "bell/3"), **flaw)) is Effect.STOP


def care_for(price: Fen, *, listed: bool) -> PlanFacts:
    """A plan whose extended care has a price."""
    items = frozenset({SERVICE_ITEM, EXTENDED_CARE_ITEM} if listed else {SERVICE_ITEM})
    line = StagePrice(Stage.PRIMARY, Fen(200), 164, 22, tariff=a_tariff(items=items))
    return a_plan(fees=a_fee_scheme(prices=(line,), extended_care_price=price))


def in_a_city_that_allows_it() -> Parameters:
    """The parameters where the city lets extended care be charged."""
    setting = Setting("extended_chargeable", True, DAY)
    return EDITION.parameters_at((Layer("市州收费标准", Tier.CITY, "4312", (setting,)),), on=DAY)


@pytest.mark.clause("A4.17", "A9.14")
@pytest.mark.parametrize(("listed", "met"), [(True, True), (False, False)])
def test_extended_care_is_charged_only_where_the_city_allows_and_lists_it(listed: bool, met: bool) -> None:
    (found,) = extended_care_is_free(care_for(Fen(100), listed=listed), in_a_city_that_allows_it())
    assert found.met is met
    (default,) = extended_care_is_free(care_for(Fen(100), listed=listed), parameters())
    assert default.met is False


@pytest.mark.clause("A4.17", "A9.14")
@pytest.mark.parametrize(("listed", "refused"), [(True, set()), (False, {"A4.17", "A9.14"})])
def test_extended_care_is_billed_only_with_a_line_of_the_tariff(listed: bool, refused: set[str]) -> None:
    items = frozenset({SERVICE_ITEM, EXTENDED_CARE_ITEM} if listed else {SERVICE_ITEM})
    bill = a_bill(lines=(a_line(category=Category.EXTENDED_CARE),), tariff=a_tariff(items=items))
    found = stops(bill_leaves_out_extended_care(bill, in_a_city_that_allows_it()))
    assert {verdict.clause for verdict in found} == refused
    assert len(stops(bill_leaves_out_extended_care(bill, parameters()))) == 2
