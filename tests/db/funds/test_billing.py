"""Bills: from agreements and planned periods, every gate pulled at the moment of issue (A9.6 to A9.18)."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError
from django.http import Http404

from factories.afternoon import plan_sessions, session_on
from factories.billing import BILLING, Billed, a_billed_world, with_a_book
from factories.refused import reasons_of
from factories.world import COUNTY, a_world
from kehou.agreements.public import withdraw
from kehou.authority.models import WaiverRule
from kehou.delivery.public import sessions_by_id
from kehou.delivery.services.cancelling import cancel_session
from kehou.funds.bills.content import times_from_json
from kehou.funds.bills.facts import Charge
from kehou.funds.bills.rules import BillState, state_of
from kehou.funds.bills.services.issuing import UnableToIssueBills
from kehou.funds.bills.services.waiving import UnableToWaive, confirm_aid, enter_aid
from kehou.funds.book import balances
from kehou.funds.models import Bill
from kehou.kernel.actor import Actor, Role
from kehou.kernel.fen import Fen, NotWholeFen
from kehou.kernel.moments import SHANGHAI
from kehou.ledger import accounts
from kehou.notices.models import Notice
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.platform.messages.models import Message
from kehou.rulebook.facts.bills import ServiceLine
from kehou.rulebook.facts.courses import Category
from sharing import Standing

pytestmark = pytest.mark.django_db
MONDAYS = 16  # Qingming and Labour Day take two


@pytest.fixture(scope="module")
def built(standing: Standing[Billed]) -> Billed:
    return standing(lambda: a_billed_world(issued=False, per_class=1))


@pytest.fixture
def billed(built: Billed) -> Billed:
    return deepcopy(built)


def refused(billed: Billed, *clauses: str, **options: object) -> set[str]:
    """Issuing is refused on the ground of these clauses; the reasons."""
    with pytest.raises(UnableToIssueBills) as refusal:
        billed.issue(**options)
    assert set(clauses) <= set(refusal.value.clauses)
    with billed.world.inside():
        assert not Bill.objects.exists()
    return reasons_of(refusal)


@pytest.mark.clause("A9.6", "A4.15")
def test_a_bill_is_the_planned_periods_at_the_approved_price(billed: Billed) -> None:
    issued = billed.issue()
    bill = billed.bill()
    lines = times_from_json(bill.lines)
    assert issued.bill_count == 6
    assert bill.units == sum(line.units for line in lines) == MONDAYS * len(lines)
    assert bill.net_fen == bill.gross_fen == bill.units * 200
    assert all(day.weekday() == 0 for line in lines for day in line.dates)
    with billed.world.inside():
        assert balances(billed.ledger.id).of(accounts.RECEIVABLE) == Fen(issued.gross_fen)
        assert Message.objects.filter(kind="bill_issued").count() == 6
    assert billed.totals().holds


def test_a_second_round_bills_nobody_twice(billed: Billed) -> None:
    billed.issue()
    with pytest.raises(UnableToIssueBills) as refusal:
        billed.issue()
    assert reasons_of(refusal) == {"nobody_to_bill"}


@pytest.mark.clause("A7.11")
def test_what_a_bill_says_never_changes(billed: Billed) -> None:
    billed.issue()
    with pytest.raises(DatabaseError, match="kept as they were written"), billed.world.inside():
        Bill.objects.update(net_fen=0, gross_fen=0)


def test_only_the_accountant_issues_bills(billed: Billed) -> None:
    for role in (Role.SCHOOL_CASHIER, Role.SCHOOL_HEAD, Role.CLASS_TEACHER, Role.COUNTY_OFFICER):
        with pytest.raises(Http404):
            billed.issue(actor=billed.world[role])


@pytest.mark.clause("A7.1")
def test_no_bill_without_an_approved_plan() -> None:
    billed = with_a_book(a_world(urban_rural_code="121", per_class=1, short_code="unplanned"))
    assert "bill_without_plan" in refused(billed, "A7.1")


@pytest.mark.clause("A2.12")
def test_no_bill_before_publicity_is_complete(billed: Billed) -> None:
    with billed.world.inside():
        Notice.objects.update(withdrawn_at=BILLING)
    assert refused(billed, "A2.12") == {"charge_before_publicity"}


@pytest.mark.clause("A7.6", "A9.15")
def test_no_bill_without_an_agreement_in_force(billed: Billed) -> None:
    world = billed.world
    child = world.children[0]
    perform(
        withdraw,
        actor=child.guardian,
        now=BILLING - timedelta(days=1),
        place=world.place,
        pupil_id=child.pupil_id,
        term_id=world.term.id,
    )
    billed.now = datetime(2026, 3, 3, 9, tzinfo=SHANGHAI)
    reasons = refused(billed, "A7.6", "A9.15", pupils=[child.pupil_id])
    assert {"bill_without_agreement", "bill_against_will"} <= reasons


@pytest.mark.clause("A9.6", "A9.10")
def test_the_price_neither_rises_nor_passes_the_tariff(billed: Billed) -> None:
    assert "bill_above_approved_price" in refused(billed, "A9.10", charge=Charge(price=Fen(201)))
    assert "bill_above_tariff" in refused(billed, "A9.6", charge=Charge(price=Fen(401)))


@pytest.mark.clause("A9.10")
def test_a_lower_price_is_billed(billed: Billed) -> None:
    billed.issue(charge=Charge(price=Fen(150)))
    assert billed.bill().price_fen == 150


@pytest.mark.clause("A9.13")
def test_nothing_is_added_to_the_service(billed: Billed) -> None:
    for item in ("materials", "app", "uniform", "meal", "洗手液"):
        assert "bill_item_not_listed" in refused(billed, "A9.13", charge=Charge(items=(item,)))


@pytest.mark.clause("A10.4")
def test_insurance_is_not_charged(billed: Billed) -> None:
    assert "bill_charges_insurance" in refused(billed, "A10.4", charge=Charge(items=("insurance",)))


@pytest.mark.clause("A9.16")
def test_a_bill_bundles_nothing(billed: Billed) -> None:
    charge = Charge(items=("after_school_service", "meal"))
    assert "bill_bundles" in refused(billed, "A9.16", charge=charge)


def _line(**changes: object) -> ServiceLine:
    line: dict[str, object] = {
        "slot_key": "homework-0",
        "minutes": 40,
        "grade": 3,
        "periods": 1,
        "dates": (date(2026, 3, 9),),
    }
    return ServiceLine(**(line | changes))  # type: ignore[arg-type]


@pytest.mark.clause("A9.18")
def test_hours_that_are_no_after_school_service_are_not_billed(billed: Billed) -> None:
    for category in (Category.EARLY_ARRIVAL, Category.NOON, Category.EVENING_STUDY, Category.WEEKEND):
        charge = Charge(extra=(_line(category=category),))
        assert "bill_of_excluded_hours" in refused(billed, "A9.18", charge=charge)


@pytest.mark.clause("A4.17", "A9.14")
def test_extended_care_is_not_billed_without_a_line_of_the_tariff(billed: Billed) -> None:
    charge = Charge(extra=(_line(category=Category.EXTENDED_CARE),))
    assert refused(billed, "A4.17", "A9.14", charge=charge) == {"bill_of_extended_care"}


@pytest.mark.clause("A9.10")
def test_no_bill_reaches_into_another_term(billed: Billed) -> None:
    charge = Charge(extra=(_line(dates=(date(2026, 9, 7),)),))
    assert "bill_across_terms" in refused(billed, "A9.10", charge=charge)


@pytest.mark.clause("A9.14")
def test_no_slot_outside_the_plan_is_billed(billed: Billed) -> None:
    charge = Charge(extra=(_line(slot_key="evening-club"),))
    assert "bill_outside_plan" in refused(billed, "A9.14", charge=charge)


@pytest.mark.clause("A4.15")
def test_a_part_of_a_period_is_not_billed(billed: Billed) -> None:
    charge = Charge(extra=(_line(minutes=75, periods=2),))
    assert "bill_of_part_periods" in refused(billed, "A4.15", charge=charge)


def test_fractions_of_a_fen_and_floats_are_no_money() -> None:
    for wrong in (1.5, True, "4"):
        with pytest.raises(NotWholeFen):
            Fen(wrong)  # type: ignore[arg-type]


def _aid(billed: Billed, *, child: int = 0, category: str = "orphan", **options: object) -> UUID:
    arguments: dict[str, object] = {
        "actor": billed.world[Role.SCHOOL_ACCOUNTANT],
        "now": billed.now,
        "place": billed.world.place,
        "term_id": billed.world.term.id,
        "pupil_id": billed.world.children[child].pupil_id,
        "category": category,
        "document_number": "演民发〔2026〕1号",
        "recognised": date(2026, 1, 20),
    }
    return perform(enter_aid, **(arguments | options)).id


@pytest.mark.clause("A9.39")
def test_a_pupil_on_the_aid_list_is_asked_for_nothing(billed: Billed) -> None:
    entry = _aid(billed)
    perform(confirm_aid, actor=billed.world[Role.SCHOOL_HEAD], now=billed.now, entry_id=entry)
    reasons = refused(billed, "A9.39", charge=Charge(waive=False))
    assert reasons == {"waiver_not_applied"}
    billed.issue()
    bill = billed.bill()
    assert (bill.net_fen, bill.waived_fen) == (0, bill.gross_fen)
    assert state_of(billed.standing()) is BillState.PAID
    with billed.world.inside():
        held = balances(billed.ledger.id)
        assert held.of(accounts.WAIVED_BY_SUBSIDY) == Fen(bill.waived_fen)
    assert billed.totals().holds


@pytest.mark.clause("A9.23")
def test_who_enters_aid_does_not_confirm_it(billed: Billed) -> None:
    entry = _aid(billed)
    accountant = billed.world[Role.SCHOOL_ACCOUNTANT]
    both = Actor(accountant.person_id, (*accountant.grants, *billed.world[Role.SCHOOL_HEAD].grants))
    with pytest.raises(UnableToWaive) as refusal:
        perform(confirm_aid, actor=both, now=billed.now, entry_id=entry)
    assert refusal.value.clauses == ("A9.23",)


@pytest.mark.clause("A9.40")
def test_aid_goes_by_the_countys_categories(billed: Billed) -> None:
    with pytest.raises(UnableToWaive) as refusal:
        _aid(billed, category="good_marks")
    assert reasons_of(refusal) == {"aid_category_unknown"}
    assert refusal.value.clauses == ("A9.40",)


@pytest.mark.clause("A9.39", "A9.40")
def test_nobody_on_the_aid_list_is_charged_before_the_county_has_its_rule(billed: Billed) -> None:
    perform(confirm_aid, actor=billed.world[Role.SCHOOL_HEAD], now=billed.now, entry_id=_aid(billed))
    with scoped(at(COUNTY)):
        WaiverRule.objects.all().delete()
    assert "charged_before_waiver_rule" in refused(billed, "A9.39", "A9.40", charge=Charge(waive=False))


@pytest.mark.clause("A9.39")
def test_late_aid_comes_off_the_bill_and_goes_back_where_it_was_paid(billed: Billed) -> None:
    billed.issue()
    net = billed.bill().net_fen
    billed.pay(net - 1_000)
    entry = _aid(billed)
    perform(confirm_aid, actor=billed.world[Role.SCHOOL_HEAD], now=billed.now, entry_id=entry)
    (refund,) = billed.refunds(cause="waiver")
    assert (refund.offset_fen, refund.cash_fen) == (1_000, net - 1_000)
    assert billed.standing().open == Fen(0)
    billed.approve(refund)
    billed.pay_back(refund)
    assert billed.totals().holds
    assert billed.totals().in_book == 0


@pytest.mark.clause("A9.12")
def test_cancelled_sessions_are_not_billed_at_all(billed: Billed) -> None:
    plan_sessions(billed.world, now=billed.now)
    session = session_on(billed.world, on=date(2026, 3, 9))
    perform(
        cancel_session,
        actor=billed.world[Role.SCHOOL_TEACHING],
        now=billed.now,
        session_id=session.id,
        cause="school_closed",
    )
    with billed.world.inside():
        (cancelled,) = sessions_by_id([session.id])
    billed.issue()
    for number, child in enumerate(billed.world.children):
        dates = [day for line in billed.bill(number).lines for day in line["dates"]]
        assert ("2026-03-09" not in dates) == (child.pupil_id in cancelled.pupil_ids)
