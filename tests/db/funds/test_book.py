"""The book takes what balances, by two people where money leaves, and keeps it as it was written."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from factories.books import BANK, TREASURY, BookWorld, open_a_book
from factories.refused import grounds_of, reasons_of
from factories.world import NOW, World, a_world
from kehou.funds.book import (
    Paper,
    UnableToOpenLedger,
    UnableToPost,
    balances,
    lines_of_pupil,
    open_ledger,
    pupil_key,
    reverse,
)
from kehou.funds.book.accounts import UnableToRegister, register_account
from kehou.funds.models import LedgerEntry, LedgerLine, TermLedger
from kehou.kernel.actor import Role
from kehou.kernel.fen import ZERO, Fen
from kehou.ledger.accounts import BANK as BANK_ACCOUNT
from kehou.ledger.accounts import CHART, RECEIVABLE
from kehou.ledger.events import EventKind, State
from kehou.ledger.lines import Draft, Line
from kehou.ledger.recipes import (
    Purse,
    bill_issued,
    receipt_recorded,
    refund_decided,
    refund_paid,
    remitted,
)
from kehou.platform.access.performing import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world(per_class=1)


@pytest.fixture
def book(world: World) -> BookWorld:
    return open_a_book(world)


def _fill(book: BookWorld) -> LedgerEntry:
    book.post(bill_issued([book.item(0, 60000), book.item(1, 30000)]))
    return book.post(receipt_recorded([book.item(0, 60000), book.item(1, 30000)], purse=BANK))


@pytest.mark.clause("A9.21", "A9.22")
def test_a_term_has_one_book_and_every_movement_is_in_it(book: BookWorld) -> None:
    _fill(book)
    with book.world.inside():
        held = balances(book.ledger.id)
        mine = lines_of_pupil(book.ledger.id, book.key(0))
    assert held.of(BANK_ACCOUNT) == Fen(90000)
    assert held.of(RECEIVABLE) == ZERO
    assert [(line.event, line.amount.amount) for line in mine] == [
        (EventKind.BILL_ISSUED, 60000),
        (EventKind.BILL_ISSUED, -60000),
        (EventKind.RECEIPT_RECORDED, -60000),
    ]
    with pytest.raises(UnableToOpenLedger) as refused:
        perform(
            open_ledger,
            actor=book.world[Role.SCHOOL_ACCOUNTANT],
            now=NOW,
            school_id=book.world.school.id,
            term_id=book.world.term.id,
        )
    assert reasons_of(refused) == {"ledger_exists"}


@pytest.mark.clause("A9.22")
def test_an_entry_that_does_not_balance_is_refused(book: BookWorld) -> None:
    draft = bill_issued([book.item(0, 60000)])
    off = replace(draft.lines[0], amount=Fen(60001))
    with pytest.raises(UnableToPost) as refused:
        book.post(Draft(draft.event, (off, *draft.lines[1:])))
    assert grounds_of(refused) == {("A9.22", "entry_unbalanced")}


@pytest.mark.clause("A9.20", "A9.32", "A9.33", "A9.34")
def test_what_has_no_account_cannot_be_booked(book: BookWorld) -> None:
    _fill(book)
    for account in ("5201", "3001", "9999"):
        lines = (
            Line(account, Fen(100), book.point),
            Line("1001", Fen(-100), book.point, bank_code="B1"),
        )
        with pytest.raises(UnableToPost) as refused:
            book.pay(Draft(EventKind.EXPENSE_PAID, lines))
        assert refused.value.clauses == ("A9.20",)


@pytest.mark.clause("A10.4")
def test_insurance_has_no_account_in_the_book(book: BookWorld) -> None:
    _fill(book)
    assert not [account for account in CHART.values() if "保险" in account.name]
    lines = (Line("5105", Fen(100), book.point), Line("1001", Fen(-100), book.point, bank_code="B1"))
    with pytest.raises(UnableToPost) as refused:
        book.pay(Draft(EventKind.EXPENSE_PAID, lines))
    assert reasons_of(refused) == {"no_such_account"}


@pytest.mark.clause("A9.24", "A9.31")
def test_an_event_touches_its_own_accounts_only(book: BookWorld) -> None:
    _fill(book)
    lines = (
        Line("4001", Fen(100), book.point, pupil_key=book.key(0)),
        Line("1001", Fen(-100), book.point, bank_code="B1"),
    )
    with pytest.raises(UnableToPost) as refused:
        book.pay(Draft(EventKind.EXPENSE_PAID, lines))
    assert grounds_of(refused) == {("A9.24", "account_not_of_event")}


@pytest.mark.clause("A9.23")
def test_one_person_alone_pays_nothing(book: BookWorld) -> None:
    _fill(book)
    book.post(refund_decided([book.item(0, 2000)]))
    payment = refund_paid([book.item(0, 2000)], purse=BANK)
    for alone in (None, Role.SCHOOL_ACCOUNTANT):
        with pytest.raises(UnableToPost) as refused:
            book.post(payment, prepared_by=alone)
        assert refused.value.clauses == ("A9.23",)
    assert book.pay(payment).number == 4


@pytest.mark.clause("A9.17")
def test_money_passes_registered_accounts_only(book: BookWorld, world: World) -> None:
    book.post(bill_issued([book.item(0, 60000)]))
    for purse in (Purse("X9"), Purse("T1"), Purse("B1", is_treasury=True)):
        with pytest.raises(UnableToPost) as refused:
            book.post(receipt_recorded([book.item(0, 60000)], purse=purse))
        assert grounds_of(refused) == {("A9.17", "account_not_registered")}
    account = {"code": "B2", "holder": "家委会", "bank": "农商行", "account_text": "1"}
    with pytest.raises(UnableToRegister) as unregistered:
        perform(
            register_account,
            actor=world[Role.SCHOOL_ACCOUNTANT],
            now=NOW,
            place=world.place,
            kind="committee",
            **account,
        )
    assert grounds_of(unregistered) == {("A9.17", "account_kind_unknown")}
    unconfirmed = perform(
        register_account,
        actor=world[Role.SCHOOL_ACCOUNTANT],
        now=NOW,
        place=world.place,
        kind="school",
        **account,
    )
    with pytest.raises(UnableToPost):
        book.post(receipt_recorded([book.item(0, 60000)], purse=Purse(unconfirmed.code)))
    assert book.post(receipt_recorded([book.item(0, 60000)], purse=TREASURY)).number == 2


@pytest.mark.clause("A9.23")
def test_no_account_pays_more_than_it_holds(book: BookWorld) -> None:
    _fill(book)
    with pytest.raises(UnableToPost) as refused:
        book.pay(remitted({book.point: Fen(90001)}, bank=BANK, treasury=TREASURY))
    assert reasons_of(refused) == {"purse_too_small"}
    book.pay(remitted({book.point: Fen(90000)}, bank=BANK, treasury=TREASURY))


@pytest.mark.clause("A9.22")
def test_a_document_is_booked_once(book: BookWorld) -> None:
    book.post(bill_issued([book.item(0, 60000)]), document="bill-run/1")
    with pytest.raises(UnableToPost) as refused:
        book.post(bill_issued([book.item(0, 60000)]), document="bill-run/1")
    assert reasons_of(refused) == {"document_booked"}


@pytest.mark.clause("A7.11")
def test_a_book_that_is_closed_takes_no_ordinary_entry(book: BookWorld) -> None:
    with book.world.inside():
        TermLedger.objects.update(state=State.SOFT_CLOSED.value)
    with pytest.raises(UnableToPost) as refused:
        book.post(bill_issued([book.item(0, 60000)]))
    assert refused.value.clauses == ("A7.11",)


@pytest.mark.clause("A9.22")
def test_an_entry_is_taken_back_in_red_and_once(book: BookWorld, world: World) -> None:
    receipt = _fill(book)
    act = {
        "actor": world[Role.SCHOOL_ACCOUNTANT],
        "now": NOW,
        "entry": receipt,
        "prepared_by": world[Role.SCHOOL_CASHIER].person,
    }
    red = perform(reverse, paper=Paper("correction/1"), **act)
    assert red.reverses_id == receipt.id
    with world.inside():
        assert balances(book.ledger.id).of(BANK_ACCOUNT) == ZERO
    for again in (receipt, red):
        with pytest.raises(UnableToPost) as refused:
            perform(reverse, paper=Paper("correction/2"), **(act | {"entry": again}))
        assert reasons_of(refused) == {"entry_reversed"}


STATEMENTS = {
    "edit an entry": "UPDATE funds_ledgerentry SET document = 'x'",
    "edit a line": "UPDATE funds_ledgerline SET amount_fen = amount_fen + 1",
    "delete an entry": "DELETE FROM funds_ledgerentry",
    "delete a line": "DELETE FROM funds_ledgerline",
    "another head": "UPDATE funds_termledger SET head = repeat('0', 64)",
    "another number": "UPDATE funds_termledger SET last_number = 9",
    "one more line": """
        INSERT INTO funds_ledgerline SELECT gen_random_uuid(), county_code, school_id, 9, number, entry_date,
            event, account, fund, point_code, amount_fen, pupil_key, person_key, bank_code, entry_id,
            ledger_id
        FROM funds_ledgerline LIMIT 1""",
}


@pytest.mark.clause("A7.11", "A9.22")
@pytest.mark.parametrize("harm", STATEMENTS)
def test_the_database_keeps_the_book_as_it_was_written(book: BookWorld, harm: str) -> None:
    _fill(book)
    with pytest.raises(DatabaseError), book.world.inside(), connection.cursor() as cursor:
        cursor.execute(STATEMENTS[harm])


@pytest.mark.clause("A9.22")
@pytest.mark.parametrize(("lines", "count"), [([], 2), ([100, -99], 2), ([100], 1), ([100, -50], 3)])
def test_the_database_takes_no_entry_that_is_unbalanced_or_incomplete(
    book: BookWorld, lines: list[int], count: int
) -> None:
    receipt = _fill(book)
    with pytest.raises(DatabaseError, match="not complete or does not balance"), transaction.atomic():
        with book.world.inside():
            _raw_entry(receipt, count, lines)
        _at_commit()  # out of every scope, as a commit is
    with book.world.inside():
        _raw_entry(receipt, 2, [100, -100])  # the positive control: the same way in, in balance
    _at_commit()


def _at_commit() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.clause("A9.22")
def test_the_database_takes_no_entry_out_of_turn(book: BookWorld) -> None:
    receipt = _fill(book)
    for change in ({"number": 9}, {"number": 2}, {"previous_hash": "0" * 64}):
        with pytest.raises(DatabaseError), book.world.inside():
            _raw_entry(receipt, 2, [100, -100], **change)


def _raw_entry(after: LedgerEntry, count: int, amounts: list[int], **change: object) -> None:
    fields = {
        name: getattr(after, name)
        for name in ("county_code", "school_id", "ledger_id", "entry_date", "posted_at", "event", "made_by")
    }
    chained = {"number": after.number + 1, "previous_hash": after.chain_hash, "chain_hash": "1" * 64}
    raw = {"document": "raw", "line_count": count, "sealed_hash": "2" * 64}
    entry = LedgerEntry.objects.create(**(fields | chained | raw | change))
    for position, amount in enumerate(amounts):
        LedgerLine.objects.create(
            county_code=entry.county_code,
            school_id=entry.school_id,
            ledger_id=entry.ledger_id,
            entry=entry,
            position=position,
            number=entry.number,
            entry_date=entry.entry_date,
            event=entry.event,
            account="1001",
            fund="fee",
            point_code="yx",
            amount_fen=amount,
        )


def test_a_pupil_has_another_key_in_each_book(book: BookWorld) -> None:
    child = book.world.children[0].pupil_id
    assert pupil_key(book.ledger.id, child) == book.key(0)
    assert pupil_key(UUID(int=1), child) != book.key(0)
    assert str(child) not in book.key(0)
