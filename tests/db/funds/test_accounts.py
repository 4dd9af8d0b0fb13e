"""What is published equals the book; months close with the bank; heads are kept a tier up; the archive."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError

from factories.books import BANK, BookWorld
from factories.closed import (
    OVER,
    STATEMENT,
    a_term_of_money,
    close_a_term,
    finish,
    give_back,
)
from factories.engaged import a_contract_in_force, an_office
from factories.law import lay_down_the_law
from factories.refused import reasons_of
from factories.world import World, a_world
from kehou.funds.access import KEEP_BOOK
from kehou.funds.accounts.building import build_account
from kehou.funds.accounts.facts import PaidProvider
from kehou.funds.accounts.publishing import UnableToPublishAccount, keep_account, publish_account
from kehou.funds.book import UnableToPost, balances, person_key
from kehou.funds.closing.anchoring import anchor_ledgers, anchors_of
from kehou.funds.closing.services.finishing import UnableToFinish, archive_term
from kehou.funds.closing.services.months import UnableToCloseMonth, close_month
from kehou.funds.models import LedgerAnchor, PublicAccount, TermLedger
from kehou.funds.public import money_facts, term_account
from kehou.kernel.actor import Role
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.moments import SHANGHAI
from kehou.ledger import recipes as r
from kehou.ledger.accounts import SURPLUS
from kehou.ledger.events import State
from kehou.ledger.recipes import Item
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.platform.duties.models import Duty

pytestmark = pytest.mark.django_db
POOL = STATEMENT


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(per_class=1)


@pytest.fixture
def book(world: World) -> BookWorld:
    return a_term_of_money(world)


def _state(book: BookWorld) -> str:
    with book.world.inside():
        return TermLedger.objects.get(pk=book.ledger.id).state


def _publish(book: BookWorld, kind: str, *, now: datetime = OVER) -> PublicAccount:
    return perform(
        publish_account, actor=book.world[Role.SCHOOL_HEAD], now=now, ledger_id=book.ledger.id, kind=kind
    )


@pytest.mark.clause("A9.11", "A9.5", "A9.35", "A11.8")
def test_a_term_goes_its_whole_way_to_the_archive(book: BookWorld) -> None:
    close_a_term(book)
    assert _state(book) == State.SURPLUS_FIXED
    preliminary = _publish(book, "preliminary")
    give_back(book)
    finish(book)
    final = _publish(book, "final", now=OVER + timedelta(days=2))
    archive = perform(archive_term, actor=book.world[Role.SCHOOL_HEAD], now=OVER, ledger_id=book.ledger.id)
    assert _state(book) == State.ARCHIVED
    with book.world.inside():
        held = balances(book.ledger.id)
        ledger = TermLedger.objects.get(pk=book.ledger.id)
        told = term_account(book.world.school.id, book.world.term.id)
        facts = money_facts(book.world.school.id, book.world.term.id)
    assert all(amount == ZERO for (code, _, _), amount in held.by_place.items() if code[0] in "12")
    assert held.of(SURPLUS) == Fen(POOL)
    assert (archive.head, archive.entry_count) == (ledger.head, ledger.last_number)
    assert told
    assert facts
    assert (told.id, told.earlier) == (final.id, (preliminary.id,))
    assert told.content.pool == told.content.returned == facts.returned == Fen(POOL)
    assert told.content.net_paid == Fen(88000)
    assert (told.content.teachers.count, told.content.teachers.max_fen) == (2, 32000)
    assert (told.content.managers.mean_fen, told.content.outside.count) == (10000, 0)


@pytest.mark.clause("A11.8")
def test_an_account_says_what_the_ledger_says_and_nothing_else(book: BookWorld) -> None:
    close_a_term(book)
    with book.world.inside():
        ledger = TermLedger.objects.get(pk=book.ledger.id)
        content = build_account(ledger, PublicAccount.Kind.PRELIMINARY, on=OVER.date())
        for lines in (content.lines | {"5101": 1}, content.lines | {"5103": 2999}):
            with pytest.raises(UnableToPublishAccount) as refused:
                keep_account(
                    ledger, replace(content, lines=lines), actor=book.world[Role.SCHOOL_HEAD], now=OVER
                )
            assert refused.value.clauses == ("A11.8",)
        with pytest.raises(UnableToPublishAccount) as refused:
            keep_account(
                ledger, replace(content, head="0" * 64), actor=book.world[Role.SCHOOL_HEAD], now=OVER
            )
        assert reasons_of(refused) == {"account_of_other_book"}


@pytest.mark.clause("A11.8")
def test_accounts_come_in_their_time(book: BookWorld) -> None:
    with pytest.raises(UnableToPublishAccount) as refused:
        _publish(book, "preliminary")
    assert reasons_of(refused) == {"account_out_of_time"}
    close_a_term(book)
    with pytest.raises(UnableToPublishAccount) as refused:
        _publish(book, "final")
    assert refused.value.clauses == ("A11.8",)
    with pytest.raises(UnableToFinish) as early:
        perform(archive_term, actor=book.world[Role.SCHOOL_HEAD], now=OVER, ledger_id=book.ledger.id)
    assert reasons_of(early) == {"not_yet"}
    assert early.value.clauses == ("A11.8",)


@pytest.mark.clause("A9.22", "A9.23", "A7.11")
def test_a_month_is_closed_once_with_the_bank_and_takes_no_entry_then(book: BookWorld) -> None:
    closing = {
        "actor": book.world[Role.SCHOOL_ACCOUNTANT],
        "ledger_id": book.ledger.id,
        "month": date(2026, 1, 1),
        "statements": {"B1": Fen(STATEMENT)},
    }
    with pytest.raises(UnableToCloseMonth) as early:
        perform(close_month, now=datetime(2026, 1, 31, 12, tzinfo=SHANGHAI), **closing)
    assert reasons_of(early) == {"month_not_over"}
    later = datetime(2026, 2, 3, 12, tzinfo=SHANGHAI)
    with pytest.raises(UnableToCloseMonth) as off:
        perform(close_month, now=later, **(closing | {"statements": {"B1": Fen(STATEMENT + 1)}}))
    assert off.value.clauses == ("A9.23",)
    perform(close_month, now=later, **closing)
    with pytest.raises(UnableToCloseMonth) as refused:
        perform(close_month, now=later, **closing)
    assert reasons_of(refused) == {"month_closed_before"}
    with pytest.raises(UnableToPost) as refused:
        book.post(r.bill_issued([book.item(1, 100)]))
    assert reasons_of(refused) == {"month_closed"}
    assert refused.value.clauses == ("A7.11",)
    book.post(r.bill_issued([book.item(1, 100)]), now=later)


@pytest.mark.clause("A9.23")
def test_heads_are_kept_a_tier_up_where_the_school_cannot_write(book: BookWorld) -> None:
    assert anchor_ledgers(book.world.place.__class__("430181"), now=OVER) == 1
    assert anchor_ledgers(book.world.place.__class__("430181"), now=OVER) == 0
    with scoped(at(book.world.place)):
        ledger = TermLedger.objects.get(pk=book.ledger.id)
        assert anchors_of(ledger.id) == [(ledger.last_number, ledger.head)]
    book.post(r.bill_issued([book.item(1, 100)]), now=OVER)
    assert anchor_ledgers(book.world.place.__class__("430181"), now=OVER) == 1  # again on the same day
    anchor = {"county_code": "430181", "ledger_id": ledger.id, "entry_count": 1, "head": "0" * 64}
    with pytest.raises(DatabaseError), scoped(at(book.world.place)):
        LedgerAnchor.objects.create(**anchor, anchor_date=date(2026, 7, 9), anchored_at=OVER)
    with pytest.raises(DatabaseError), book.world.inside():
        LedgerAnchor.objects.update(head="0" * 64)


@pytest.mark.clause("A9.23")
def test_the_book_is_kept_by_its_own_school_only(book: BookWorld) -> None:
    assert not KEEP_BOOK.permits(book.world[Role.COUNTY_OFFICER], book.world.place)
    assert not KEEP_BOOK.permits(book.world[Role.TEACHER], book.world.place)


@pytest.mark.clause("A9.11", "A11.8")
def test_the_terms_end_is_owed_by_its_days_and_discharged(book: BookWorld) -> None:
    with book.world.inside():
        owed = dict(Duty.objects.filter(done_at=None).values_list("kind", "due_date"))
    assert owed["surplus_return"] == date(2026, 8, 2)
    assert owed["account_preliminary"] == date(2026, 7, 17)
    assert owed["account_final"] == date(2026, 8, 7)
    close_a_term(book)
    _publish(book, "preliminary")
    give_back(book)
    finish(book)
    _publish(book, "final")
    with book.world.inside():
        left = set(Duty.objects.filter(done_at=None).values_list("kind", flat=True))
    assert not {"surplus_return", "account_preliminary", "account_final"} & left


@pytest.mark.clause("A11.8", "A9.30")
def test_a_provider_is_named_with_what_it_is_paid(world: World) -> None:
    contract = a_contract_in_force(world, an_office(world))
    book = a_term_of_money(world)
    owed = Item(person_key(book.ledger.id, contract.provider_id), book.point, Fen(8000))
    book.post(r.provider_accepted([owed]))
    book.pay(r.provider_paid([owed], purse=BANK))
    with book.world.inside():
        ledger = TermLedger.objects.get(pk=book.ledger.id)
        content = build_account(ledger, PublicAccount.Kind.PRELIMINARY, on=OVER.date())
    assert content.providers == (PaidProvider("晨光艺术培训学校", 8000),)
