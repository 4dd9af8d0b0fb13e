"""Extended care is free; where the city lets it be charged for, only whole agreed periods that took place."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from factories.afternoon import MONDAY, at
from factories.keeping import NEXT_DAY, NEXT_MONDAY, PRICE, kept
from factories.refused import reasons_of
from kehou.funds.bills.services.issuing import UnableToIssueBills
from kehou.funds.bills.services.waiving import confirm_aid, enter_aid
from kehou.funds.book import balances
from kehou.funds.family.reading import care_accounts, family_account
from kehou.funds.models import Bill
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen, total
from kehou.ledger.accounts import FEES
from kehou.plans.public import approved_facts, approved_plan
from kehou.plans.services.submitting import UnableToSubmitPlan
from kehou.platform.access.performing import perform
from kehou.rulebook.facts.fees import SERVICE_ITEM, IncomeSource

pytestmark = pytest.mark.django_db


@pytest.mark.clause("A4.17", "A9.14")
def test_a_plan_that_charges_without_the_citys_word_is_refused() -> None:
    with pytest.raises(UnableToSubmitPlan) as refused:
        kept(allowed=False)
    assert "A4.17" in refused.value.clauses


@pytest.mark.clause("A4.17", "A9.14")
def test_free_care_is_on_no_bill() -> None:
    school = kept(price=None, allowed=False)
    assert school.ask(0).price_fen is None
    school.hold()
    with pytest.raises(UnableToIssueBills) as refused:
        school.charge()
    assert refused.value.clauses == ("A9.14",)
    school.billed.now = NEXT_DAY
    school.billed.issue()
    with school.world.inside():
        assert set(Bill.objects.values_list("item", flat=True)) == {SERVICE_ITEM}


@pytest.mark.clause("A4.17", "A4.15", "A9.12")
def test_whole_agreed_periods_of_who_was_there_are_billed_once() -> None:
    school = kept()
    for child, ends in ((0, time(18, 30)), (1, time(18, 29)), (2, time(18, 30))):
        assert school.ask(child, ends=ends).price_fen == PRICE.amount
    school.hold(away=(2,))
    school.charge()
    (bill,) = school.care_bills(0)
    assert (bill.units, bill.gross_fen, bill.price_fen) == (1, 150, 150)
    assert school.care_bills(1) == school.care_bills(2) == []  # a minute short of a period; not there
    with pytest.raises(UnableToIssueBills):  # no day twice
        school.charge()
    school.hold(NEXT_MONDAY)
    school.charge(now=at(9, 0, on=NEXT_MONDAY + timedelta(days=1)))
    assert [row.units for row in school.care_bills(0)] == [1, 1]
    assert [row.units for row in school.care_bills(2)] == [1]
    assert school.billed.totals().holds


@pytest.mark.clause("A9.6", "A9.39")
def test_the_waiver_comes_off_first_and_the_term_cap_cuts_what_is_more() -> None:
    school = kept(ceiling_fen=150, term_cap_fen=200)
    for child in (0, 1):
        school.ask(child)
    place, term = school.world.place, school.world.term.id
    entry = perform(
        enter_aid,
        actor=school.world[Role.SCHOOL_ACCOUNTANT],
        now=at(8, 0),
        place=place,
        term_id=term,
        pupil_id=school.world.children[1].pupil_id,
        category="orphan",
        document_number="演民发〔2026〕1号",
        recognised=date(2026, 1, 5),
    )
    perform(confirm_aid, actor=school.world[Role.SCHOOL_HEAD], now=at(8, 0), entry_id=entry.id)
    for monday in (MONDAY, NEXT_MONDAY):
        school.hold(monday)
        school.charge(now=at(9, 0, on=monday + timedelta(days=1)))
    assert [row.gross_fen for row in school.care_bills(0)] == [150, 50]  # 2.00 yuan a term at most
    assert [row.net_fen for row in school.care_bills(1)] == [0, 0]


@pytest.mark.clause("A9.16", "A9.15")
def test_care_has_a_bill_of_its_own_beside_the_services() -> None:
    school = kept()
    school.ask(0)
    school.billed.now = at(9, 0)
    school.billed.issue()
    service = school.billed.standing(0).net
    school.hold()
    school.charge()
    pupil = school.world.children[0].pupil_id
    with school.world.inside():
        mine = family_account(pupil, school.world.term.id)
        (care,) = care_accounts(pupil, school.world.term.id)
    assert mine
    assert mine.standing.net == service
    assert (care.gross, care.units, care.standing.open) == (PRICE, 1, PRICE)


@pytest.mark.clause("A9.6")
def test_a_price_above_the_citys_ceiling_for_care_is_refused_with_the_plan() -> None:
    with pytest.raises(UnableToSubmitPlan) as refused:
        kept(price=Fen(201))
    assert reasons_of(refused) == {"extended_care_above_ceiling"}


@pytest.mark.clause("A4.17", "A9.13", "A2.6")
@pytest.mark.parametrize("tariff", [{}, {"term_cap_fen": 200}], ids=["open", "capped"])
def test_what_the_plan_reckons_with_is_what_the_bills_and_the_book_come_to(tariff: dict[str, int]) -> None:
    """One child, two periods, as planned: by the tariff's own line, its cap for care included."""
    school = kept(**tariff)
    school.ask(0)
    for monday in (MONDAY, NEXT_MONDAY):
        school.hold(monday)
        school.charge(now=at(9, 0, on=monday + timedelta(days=1)))
    with school.world.inside():
        plan = approved_plan(school.world.school.id, school.world.term.id)
        assert plan
        fees = approved_facts(plan.version_id).fees
        booked = -balances(school.billed.ledger.id).of(FEES)
    billed = total(Fen(row.gross_fen) for row in school.care_bills(0))
    assert fees.planned_care_income == billed == booked == Fen(tariff.get("term_cap_fen", 300))
    service = total(row.planned_income for row in fees.prices)
    assert fees.planned_fee_income == service + billed
    assert fees.planned_from(IncomeSource.SERVICE_FEE) == fees.planned_fee_income


@pytest.mark.clause("A2.6", "A4.17")
@pytest.mark.parametrize(
    ("misjudged", "reasons"),
    [
        ({"care_units": 0}, {"charged_care_unplanned", "fee_income_does_not_add_up"}),
        ({"care_paying_count": 2}, {"fee_income_does_not_add_up", "fee_above_cost", "profit_planned"}),
    ],
    ids=["nobody", "more than the sources say"],
)
def test_a_plan_that_charges_for_care_and_does_not_reckon_with_it_is_refused(
    misjudged: dict[str, int], reasons: set[str]
) -> None:
    with pytest.raises(UnableToSubmitPlan) as refused:
        kept(misjudged=misjudged)
    assert reasons_of(refused) == reasons
