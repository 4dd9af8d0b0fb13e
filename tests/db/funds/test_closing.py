"""A term is closed when all is settled, by two people, once; then its book takes no ordinary entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import DatabaseError

from factories.afternoon import running_school
from factories.books import BANK, BookWorld, open_a_book
from factories.closed import (
    OVER,
    STATEMENT,
    a_term_of_money,
    ask_and_confirm,
    close_a_term,
)
from factories.law import lay_down_the_law
from factories.refused import reasons_of
from factories.world import World, a_world
from kehou.authority.models import DepartureGrant
from kehou.funds.book import UnableToPost
from kehou.funds.closing.running import run_closing
from kehou.funds.closing.services.requesting import confirm_closing, request_closing
from kehou.funds.closing.steps import UnableToClose
from kehou.funds.models import AllowanceRun, ClosingStep, Refund, TermLedger
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI
from kehou.ledger import recipes as r
from kehou.ledger.accounts import Spending
from kehou.ledger.events import State
from kehou.ledger.recipes import Item
from kehou.platform.access.performing import perform

pytestmark = pytest.mark.django_db
POOL = STATEMENT


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(per_class=1)


@pytest.fixture
def book(world: World) -> BookWorld:
    return a_term_of_money(world)


def _ask(book: BookWorld, *, statement: int = STATEMENT, now: datetime = OVER) -> None:
    perform(
        request_closing,
        actor=book.world[Role.SCHOOL_ACCOUNTANT],
        now=now,
        ledger_id=book.ledger.id,
        statements={"B1": Fen(statement)},
    )


@pytest.mark.clause("A9.11", "A9.12")
def test_a_term_that_runs_is_not_closed(book: BookWorld) -> None:
    with pytest.raises(UnableToClose) as refused:
        _ask(book, now=datetime(2026, 7, 3, 18, tzinfo=SHANGHAI))
    assert "term_not_over" in reasons_of(refused)


@pytest.mark.clause("A9.23")
def test_a_bank_that_says_another_sum_stops_the_closing(book: BookWorld) -> None:
    with pytest.raises(UnableToClose) as refused:
        _ask(book, statement=STATEMENT - 1)
    assert reasons_of(refused) == {"bank_differs"}


@pytest.mark.clause("A9.23")
def test_money_of_unknown_origin_stops_the_closing(book: BookWorld) -> None:
    book.post(r.overpayment_recorded([Item("", book.point, Fen(1))], purse=BANK))
    with pytest.raises(UnableToClose) as refused:
        _ask(book, statement=STATEMENT + 1)
    assert reasons_of(refused) == {"receipts_unmatched"}


@pytest.mark.clause("A9.12", "A9.11")
def test_a_refund_that_waits_for_its_decision_stops_the_closing(book: BookWorld) -> None:
    with book.world.inside():
        Refund.objects.create(
            county_code=book.world.place.code,
            school_id=book.world.school.id,
            pupil_id=book.world.children[2].pupil_id,
            term_id=book.world.term.id,
            cause="special",
            source="asked/1",
            units=1,
            amount_fen=400,
            offset_fen=0,
            cash_fen=400,
            state=Refund.State.REQUESTED,
            requested_at=OVER,
        )
    with pytest.raises(UnableToClose) as refused:
        _ask(book)
    assert reasons_of(refused) == {"refunds_undecided"}
    assert refused.value.clauses == ("A9.12",)


@pytest.mark.clause("A9.28")
def test_a_sheet_that_waits_stops_the_closing(book: BookWorld) -> None:
    with book.world.inside():
        AllowanceRun.objects.create(
            county_code=book.world.place.code,
            school_id=book.world.school.id,
            ledger=book.ledger,
            month_date=date(2026, 6, 1),
            number=1,
            rate_fen=5000,
            made_by=book.world[Role.SCHOOL_ACCOUNTANT].person,
            made_at=OVER,
        )
    with pytest.raises(UnableToClose) as refused:
        _ask(book)
    assert reasons_of(refused) == {"allowances_unsettled"}
    assert refused.value.clauses == ("A9.28",)


@pytest.mark.clause("A9.11")
def test_sessions_without_a_record_stop_the_closing() -> None:
    lay_down_the_law()
    world = a_world(urban_rural_code="121")
    running_school(world)
    book = a_term_of_money(world)
    with pytest.raises(UnableToClose) as refused:
        _ask(book)
    assert reasons_of(refused) == {"sessions_not_final"}


@pytest.mark.clause("A9.3")
def test_a_shortfall_is_covered_before_the_closing(book: BookWorld) -> None:
    book.post(r.allowance_approved(teachers=[Item("T3", book.point, Fen(POOL + 1))]))
    with pytest.raises(UnableToClose) as refused:
        _ask(book)
    assert reasons_of(refused) == {"costs_not_covered"}
    book.post(r.shortfall_covered({book.point: Fen(1)}, purse=BANK))
    _ask(book, statement=STATEMENT + 1)


@pytest.mark.clause("A9.25")
def test_allowances_at_half_need_the_countys_note(world: World) -> None:
    book = open_a_book(world)
    book.post(r.bill_issued([book.item(1, 9000)]))
    book.post(r.receipt_recorded([book.item(1, 9000)], purse=BANK))
    book.post(r.allowance_approved(teachers=[Item("T1", book.point, Fen(3000))]))
    book.post(r.expense_approved(Spending.UTILITIES, {book.point: Fen(3000)}))
    with pytest.raises(UnableToClose) as refused:
        _ask(book, statement=9000)
    assert reasons_of(refused) == {"allowance_share_low"}
    with world.inside():
        DepartureGrant.objects.create(
            county_code=world.place.code,
            school_id=world.school.id,
            clause="A9.25",
            reason="本学期设备集中检修",
            granted_by=world[Role.COUNTY_APPROVER].person,
            granted_at=OVER,
            from_date=date(2026, 7, 1),
            until_date=date(2026, 7, 31),
        )
    _ask(book, statement=9000)


@pytest.mark.clause("A9.23")
def test_who_asked_does_not_confirm_and_nothing_is_confirmed_twice(book: BookWorld) -> None:
    closing = ask_and_confirm(book)
    again = {"now": OVER, "closing_id": closing.id, "statements": {"B1": Fen(STATEMENT)}}
    with pytest.raises(UnableToClose) as refused:
        perform(confirm_closing, actor=book.world[Role.SCHOOL_HEAD], **again)
    assert reasons_of(refused) == {"closing_confirmed"}
    with pytest.raises(UnableToClose) as refused:
        _ask(book)
    assert reasons_of(refused) == {"closing_requested"}


@pytest.mark.clause("A9.23")
def test_one_person_with_both_roles_cannot_do_both(book: BookWorld) -> None:
    _ask(book)
    accountant = book.world[Role.SCHOOL_ACCOUNTANT]
    head_too = replace(
        accountant, grants=(*accountant.grants, replace(accountant.grants[0], role=Role.SCHOOL_HEAD))
    )
    with book.world.inside():
        closing = book.ledger.closing
    with pytest.raises(UnableToClose) as refused:
        perform(
            confirm_closing,
            actor=head_too,
            now=OVER,
            closing_id=closing.id,
            statements={"B1": Fen(STATEMENT)},
        )
    assert refused.value.clauses == ("A9.23",)


@pytest.mark.clause("A9.22", "A7.11")
def test_a_closed_ledger_takes_no_ordinary_entry_and_never_goes_back(book: BookWorld) -> None:
    close_a_term(book)
    with pytest.raises(UnableToPost) as refused:
        book.post(r.bill_issued([book.item(1, 100)]), now=OVER)
    assert refused.value.clauses == ("A7.11",)
    for state in (State.OPEN, State.ARCHIVED):
        with pytest.raises(DatabaseError, match="does not go from"), book.world.inside():
            TermLedger.objects.filter(pk=book.ledger.id).update(state=state.value)


@pytest.mark.clause("A9.11")
def test_steps_run_once_however_often_they_are_asked_for(book: BookWorld) -> None:
    closing = close_a_term(book)
    with book.world.inside():
        before = TermLedger.objects.get(pk=book.ledger.id).head
    assert run_closing(closing.id, county_code=closing.county_code, now=OVER) == 0
    with book.world.inside():
        assert TermLedger.objects.get(pk=book.ledger.id).head == before
        assert list(ClosingStep.objects.order_by("id").values_list("name", flat=True)) == [
            "book",
            "arrears",
            "subsidy",
            "surplus",
        ]
