"""A surplus goes back once; who asks again is told so by name, and what comes back late is not lost."""

from __future__ import annotations

import pytest

from factories.books import BookWorld
from factories.closed import OVER, a_term_of_money, close_a_term, finish, give_back
from factories.law import lay_down_the_law
from factories.refused import reasons_of
from factories.world import a_world
from kehou.funds.book import balances
from kehou.funds.closing.returns import due_shares, parked_shares
from kehou.funds.closing.services.parking import tell_family
from kehou.funds.closing.services.returning import confirm_return, prepare_return, record_bounce
from kehou.funds.models import SurplusShare, TermLedger
from kehou.kernel.actor import Role
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.verdict import UnableTo
from kehou.ledger.accounts import SURPLUS_DUE, SURPLUS_PARKED
from kehou.platform.access.performing import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def book() -> BookWorld:
    """A closed term whose surplus is to be given back."""
    lay_down_the_law()
    found = a_term_of_money(a_world(per_class=1))
    close_a_term(found)
    return found


@pytest.mark.clause("A9.11")
def test_a_surplus_goes_back_once_and_families_are_told_in_a_way_that_exists(book: BookWorld) -> None:
    accountant, cashier = book.world[Role.SCHOOL_ACCOUNTANT], book.world[Role.SCHOOL_CASHIER]
    with book.world.inside():
        share = SurplusShare.objects.filter(share_fen__gt=0)[0]
    with pytest.raises(UnableTo) as strange:
        perform(tell_family, actor=cashier, now=OVER, share_id=share.id, channel="pigeon")
    assert reasons_of(strange) == {"notice_channel_unknown"}
    batch = give_back(book)
    with pytest.raises(UnableTo) as twice:
        perform(confirm_return, actor=accountant, now=OVER, batch_id=batch.id, proof="回单2号")
    assert reasons_of(twice) == {"batch_confirmed"}
    with book.world.inside():
        (back, *_) = batch.returns.all()
    blank = {"actor": accountant, "now": OVER, "return_id": back.id, "cause": "closed", "proof": " "}
    with pytest.raises(UnableTo) as unproved:
        perform(record_bounce, **blank)
    assert reasons_of(unproved) == {"bounce_without_proof"}
    bounce = blank | {"proof": "退票1号"}
    perform(record_bounce, **bounce)
    with pytest.raises(UnableTo) as again:
        perform(record_bounce, **bounce)
    assert reasons_of(again) == {"nothing_to_bounce"}
    assert {strange.value.clauses, twice.value.clauses, again.value.clauses} == {("A9.11",)}


@pytest.mark.clause("A9.11", "A9.22")
def test_a_payment_that_comes_back_after_the_return_is_over_is_kept(book: BookWorld) -> None:
    accountant, cashier = book.world[Role.SCHOOL_ACCOUNTANT], book.world[Role.SCHOOL_CASHIER]
    batch = give_back(book)
    finish(book)
    with book.world.inside():
        back = batch.returns.select_related("share").first()
    assert back
    came = {"return_id": back.id, "cause": "closed", "proof": "退票1号"}
    perform(record_bounce, actor=accountant, now=OVER, **came)
    with book.world.inside():
        ledger = TermLedger.objects.get(pk=book.ledger.pk)
        assert (due_shares(ledger), parked_shares(ledger)) == ([], [back.share])
        assert balances(ledger.id).of(SURPLUS_PARKED) == Fen(-back.share.share_fen)
    about = {"ledger_id": book.ledger.id, "purse_code": "B1", "kind": "parked", "share_ids": [back.share_id]}
    again = perform(prepare_return, actor=cashier, now=OVER, **about)
    perform(confirm_return, actor=accountant, now=OVER, batch_id=again.id, proof="回单3号")
    with book.world.inside():
        assert balances(book.ledger.id).of(SURPLUS_PARKED, SURPLUS_DUE) == ZERO
