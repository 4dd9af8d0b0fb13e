"""A central school keeps its teaching point's money: one book, each point settled by itself."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import UUID

import pytest
from click import ClickException
from django.http import Http404
from procrastinate.contrib.django.models import ProcrastinateJob

from factories.books import BANK, BookWorld, open_a_book
from factories.closed import OVER
from factories.law import lay_down_the_law
from factories.refused import reasons_of
from factories.world import COUNTY, a_world
from kehou.funds.book import UnableToOpenLedger, UnableToPost, balances, ledger_of, open_ledger, pupil_key
from kehou.funds.closing.running import run_closing
from kehou.funds.closing.services.parking import park_share, tell_family
from kehou.funds.closing.services.requesting import confirm_closing, request_closing
from kehou.funds.models import SurplusShare
from kehou.funds.public import exported_book, exported_journal, ledger_info, money_facts, surplus_share_of
from kehou.kernel.actor import Actor, Grant, Role
from kehou.kernel.fen import Fen
from kehou.kernel.places import Place
from kehou.ledger import recipes as r
from kehou.ledger.accounts import SURPLUS
from kehou.ledger.lines import Draft
from kehou.ledger.recipes import Item
from kehou.ledger.verify_book import verify
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import Scope, at, scoped
from kehou.registry.services.organising import open_school
from kehou.web.ledger_command import exported

pytestmark = pytest.mark.django_db
POINT = "yxpoint"
CHILD = new_id()


@pytest.fixture
def book() -> BookWorld:
    """A central school with one teaching point under it."""
    lay_down_the_law()
    world = a_world(per_class=1)
    with scoped(Scope(areas=frozenset({"43"}))):
        open_school(
            county_code=COUNTY.code,
            name="演习教学点",
            short_code=POINT,
            official_code="2143888888",
            grades=(1, 2),
            urban_rural_code="220",
            legal_person_id=world.school.id,
        )
    return open_a_book(world)


def _uuid(book: BookWorld) -> UUID:
    return UUID(book.ledger.points[POINT])


def _of_point(book: BookWorld) -> Actor:
    """An accountant who holds the role at the point itself."""
    return Actor(new_id(), (Grant(Role.SCHOOL_ACCOUNTANT, Place(COUNTY.code, _uuid(book))),))


def _child(book: BookWorld, fen: int) -> Item:
    return Item(pupil_key(book.ledger.id, CHILD), POINT, Fen(fen))


def _fill(book: BookWorld) -> None:
    """The central school keeps 100.00 of 300.00; the point keeps 10.00 of 200.00."""
    bills = [book.item(0, 30000), _child(book, 20000)]
    book.post(r.bill_issued(bills))
    book.post(r.receipt_recorded(bills, purse=BANK))
    staff = [Item("T1", book.point, Fen(20000)), Item("T2", POINT, Fen(19000))]
    book.post(r.allowance_approved(teachers=staff))
    book.pay(r.allowance_paid(staff, purse=BANK))


def _close(book: BookWorld) -> None:
    said = {"now": OVER, "statements": {"B1": Fen(11000)}}
    accountant, head = book.world[Role.SCHOOL_ACCOUNTANT], book.world[Role.SCHOOL_HEAD]
    closing = perform(request_closing, actor=accountant, ledger_id=book.ledger.id, **said)
    perform(confirm_closing, actor=head, closing_id=closing.id, **said)
    run_closing(closing.id, county_code=COUNTY.code, now=OVER)


@pytest.mark.clause("A9.22")
def test_a_points_money_is_in_the_book_of_its_central_school(book: BookWorld) -> None:
    _fill(book)
    with book.world.inside():
        assert ledger_of(_uuid(book), book.world.term.id) == book.ledger
        facts = money_facts(_uuid(book), book.world.term.id)
        info = ledger_info(_uuid(book), book.world.term.id)
    assert facts
    assert (facts.net_paid, facts.allowances, facts.teacher_count) == (Fen(20000), Fen(19000), 1)
    assert info
    assert info.school_id == book.world.school.id
    with pytest.raises(UnableToOpenLedger) as refused:
        perform(
            open_ledger,
            actor=_of_point(book),
            now=OVER,
            school_id=_uuid(book),
            term_id=book.world.term.id,
        )
    assert reasons_of(refused) == {"ledger_of_point"}


@pytest.mark.clause("A9.11", "A9.31")
def test_each_point_gives_back_its_own_surplus(book: BookWorld) -> None:
    _fill(book)
    _close(book)
    with book.world.inside():
        shares = {row.point_code: row.share_fen for row in SurplusShare.objects.all()}
        held = balances(book.ledger.id)
    assert shares == {book.point: 10000, POINT: 1000}
    assert held.of(SURPLUS, point=POINT) == Fen(1000)
    with scoped(at(Place(COUNTY.code, _uuid(book)))):  # what a family of the point may see
        mine = surplus_share_of(CHILD, school_id=_uuid(book), term_id=book.world.term.id)
        assert SurplusShare.objects.count() == 1
    assert mine
    assert (mine.share, mine.due) == (Fen(1000), Fen(1000))


@pytest.mark.clause("A9.11")
def test_a_points_share_is_told_parked_and_given_out_by_its_central_school(book: BookWorld) -> None:
    _fill(book)
    _close(book)
    with book.world.inside():
        share = SurplusShare.objects.get(point_code=POINT)
    act = {"actor": book.world[Role.SCHOOL_ACCOUNTANT], "now": OVER, "share_id": share.id}
    perform(tell_family, channel="call", **act)
    parking = perform(park_share, **act)
    assert parking.school_id == _uuid(book)
    stranger = a_world(short_code="other", per_class=0)[Role.SCHOOL_ACCOUNTANT]
    with pytest.raises(Http404):
        perform(tell_family, channel="call", **(act | {"actor": stranger}))


@pytest.mark.clause("A9.31", "A9.22")
def test_one_points_money_never_pays_for_another(book: BookWorld) -> None:
    _fill(book)
    draft = r.allowance_paid([Item("T9", book.point, Fen(100))], purse=BANK)
    moved = tuple(replace(line, point=POINT) if line.bank_code else line for line in draft.lines)
    with pytest.raises(UnableToPost) as refused:
        book.pay(Draft(draft.event, moved))
    assert refused.value.clauses == ("A9.22",)
    with pytest.raises(UnableToPost) as strange:
        book.post(r.bill_issued([Item("P", "elsewhere", Fen(1))]))
    assert reasons_of(strange) == {"point_not_of_ledger"}


def test_a_confirmed_closing_leaves_a_job_for_the_worker(book: BookWorld) -> None:
    _fill(book)
    _close(book)
    job = ProcrastinateJob.objects.get(task_name="funds.close_term")
    assert job.args["county_code"] == COUNTY.code


def test_a_book_is_exported_by_school_and_term(book: BookWorld) -> None:
    _fill(book)
    with book.world.inside():
        whole = exported_book(_uuid(book), book.world.term.id)
        journal = exported_journal(_uuid(book), book.world.term.id)
        assert exported_book(book.world.school.id, new_id()) is None
    assert whole
    assert "演习教学点".encode() in whole
    assert journal
    assert journal.count("\n2026-") == 4
    assert book.point in journal


def test_the_command_takes_a_book_out_or_says_what_is_missing(book: BookWorld) -> None:
    _fill(book)
    school, term = book.world.school.short_code, book.world.term.label
    assert verify(json.loads(exported(school, term, journal=False)), []) == []
    assert exported(POINT, term, journal=True).startswith("; 演习小学".encode())
    for wrong, said in (("none", "no school"), (school, "no term")):
        with pytest.raises(ClickException, match=said):
            exported(wrong, "1999年上期", journal=False)
    other = a_world(short_code="other", per_class=0)
    with pytest.raises(ClickException, match="no book"):
        exported(other.school.short_code, term, journal=False)
