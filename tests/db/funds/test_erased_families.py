"""Erasing a family leaves the book whole and the public account as it was; open money is seen in the book."""

from __future__ import annotations

import json

import pytest

from factories.books import BookWorld
from factories.closed import ARREARS, PAYERS, WAIVED, a_term_of_money, close_a_term, finish, give_back
from factories.former import leave, propose
from factories.law import lay_down_the_law
from factories.world import NOW, World, a_world
from kehou.funds.book.exporting import export_ledger
from kehou.funds.models import TermLedger
from kehou.funds.public import pupils_with_open_money, term_account
from kehou.kernel.actor import Role
from kehou.ledger.verify_book import verify
from kehou.oversight.services.erasing import confirm_erasure
from kehou.platform.access.performing import perform
from kehou.registry.public import names_of
from kehou.registry.public.names import ERASED

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(per_class=1)


@pytest.fixture
def book(world: World) -> BookWorld:
    return a_term_of_money(world)


def _open(world: World) -> list[int]:
    """Which children the book still has open."""
    with world.inside():
        found = pupils_with_open_money(world.school.id, [child.pupil_id for child in world.children])
    return [number for number, child in enumerate(world.children) if child.pupil_id in found]


def test_the_book_says_with_whom_money_is_open(world: World, book: BookWorld) -> None:
    assert _open(world) == [ARREARS]
    close_a_term(book)
    assert _open(world) == list(PAYERS)  # each is owed a share; what was never paid is written off
    give_back(book)
    assert _open(world) == []


def test_the_closed_book_and_its_account_stay_as_they_are(world: World, book: BookWorld) -> None:
    close_a_term(book)
    give_back(book)
    finish(book)
    with world.inside():
        before = export_ledger(_ledger(book))
        account = term_account(world.school.id, world.term.id)
    erasure = propose(world, leave(world, world.children[WAIVED], world.children[1]))
    approver = world[Role.COUNTY_APPROVER]
    assert perform(confirm_erasure, actor=approver, now=NOW, erasure_id=erasure.id, reason="已核对") == 2
    with world.inside():
        assert names_of([world.children[1].pupil_id]) == {world.children[1].pupil_id: ERASED}
        assert export_ledger(_ledger(book)) == before
        assert term_account(world.school.id, world.term.id) == account
    assert verify(json.loads(before), []) == []
    changed = json.loads(before)
    changed["entries"][0]["date"] = "2022-07-01"
    assert verify(changed, []) != []  # the control: the verifier would have seen a change


def _ledger(book: BookWorld) -> TermLedger:
    return TermLedger.objects.get(pk=book.ledger.id)
