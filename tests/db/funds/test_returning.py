"""What is left goes back to who paid, to the fen, with proof; nobody is left out and nothing stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from factories.books import BANK, BookWorld
from factories.closed import (
    ARREARS,
    OVER,
    PAYERS,
    STATEMENT,
    WAIVED,
    a_term_of_money,
    close_a_term,
    finish,
    give_back,
)
from factories.law import lay_down_the_law
from factories.refused import reasons_of
from factories.world import World, a_world
from kehou.funds.book import UnableToPost, balances
from kehou.funds.closing.returns import due_shares
from kehou.funds.closing.running import run_closing
from kehou.funds.closing.services.finishing import UnableToFinish, finish_return
from kehou.funds.closing.services.parking import park_share, tell_family
from kehou.funds.closing.services.requesting import confirm_closing, request_closing
from kehou.funds.closing.services.returning import (
    UnableToReturn,
    confirm_return,
    prepare_return,
    record_bounce,
)
from kehou.funds.closing.sharing import UnableToShare, keep_list, net_paid, point_shares
from kehou.funds.models import SurplusShare
from kehou.funds.public import surplus_share_of
from kehou.kernel.actor import Role
from kehou.kernel.fen import ZERO, Fen
from kehou.ledger import recipes as r
from kehou.ledger.accounts import SURPLUS_DUE, SURPLUS_PARKED
from kehou.ledger.events import EventKind
from kehou.ledger.lines import Draft, Line
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped

pytestmark = pytest.mark.django_db
POOL = STATEMENT


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(per_class=1)


@pytest.fixture
def book(world: World) -> BookWorld:
    return a_term_of_money(world)


@pytest.mark.clause("A9.11")
def test_shares_follow_what_was_paid_net_and_leave_nobody_out(book: BookWorld) -> None:
    close_a_term(book)
    with book.world.inside():
        shares = {row.pupil_key: row.share_fen for row in SurplusShare.objects.all()}
    # 43000 over 28000 + 30000 + 30000; who was waived and who never paid get nothing.
    assert shares == {book.key(1): 13682, book.key(2): 14659, book.key(3): 14659}
    assert sum(shares.values()) == POOL
    assert not {book.key(WAIVED), book.key(ARREARS)} & set(shares)
    assert {book.key(child) for child in PAYERS} == set(shares)


@pytest.mark.clause("A9.11")
@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        ("a fen less", "surplus_sum_differs"),
        ("a waived pupil", "waived_gets_cash"),
        ("an early leaver left out", "payer_left_out"),
    ],
)
def test_a_list_that_is_not_the_pool_to_the_fen_is_refused(book: BookWorld, harm: str, reason: str) -> None:
    from kehou.authority.public import parameters_for

    with book.world.inside():
        paid, law = net_paid(book.ledger)[book.point], parameters_for(book.world.place, on=OVER.date())
        shares = point_shares(book.ledger, book.point, paid, Fen(POOL), law)
        if harm == "a fen less":
            shares[0] = replace(shares[0], share=shares[0].share - Fen(1))
        elif harm == "a waived pupil":
            shares.append(replace(shares[0], key=book.key(WAIVED), net_paid=ZERO, share=Fen(1)))
            shares[0] = replace(shares[0], share=shares[0].share - Fen(1))
        else:
            shares[1] = replace(shares[1], share=shares[0].share + shares[1].share)
            del shares[0]
        with pytest.raises(UnableToShare) as refused:
            keep_list(book.ledger, {book.point: Fen(POOL)}, shares)
    assert reason in reasons_of(refused)
    assert refused.value.clauses == ("A9.11",)


@pytest.mark.clause("A9.11")
def test_the_term_stays_open_while_a_share_is_unpaid(book: BookWorld) -> None:
    close_a_term(book)
    finishing = {"actor": book.world[Role.SCHOOL_ACCOUNTANT], "now": OVER, "ledger_id": book.ledger.id}
    with pytest.raises(UnableToFinish) as refused:
        perform(finish_return, **finishing)
    assert refused.value.clauses == ("A9.11", "A9.5")
    give_back(book)
    finish(book)


@pytest.mark.clause("A9.11")
def test_a_share_that_waits_for_the_treasury_is_not_returned_yet(book: BookWorld) -> None:
    book.pay(r.remitted({book.point: Fen(STATEMENT)}, bank=BANK, treasury=r.Purse("T1", is_treasury=True)))
    closing_at = {"statements": {"T1": Fen(STATEMENT)}}
    closing = perform(
        request_closing,
        actor=book.world[Role.SCHOOL_ACCOUNTANT],
        now=OVER,
        ledger_id=book.ledger.id,
        **closing_at,
    )
    perform(
        confirm_closing, actor=book.world[Role.SCHOOL_HEAD], now=OVER, closing_id=closing.id, **closing_at
    )
    run_closing(closing.id, county_code=closing.county_code, now=OVER)
    with book.world.inside():
        due = [share.id for share in due_shares(book.ledger)]
    batch = perform(
        prepare_return,
        actor=book.world[Role.SCHOOL_CASHIER],
        now=OVER,
        ledger_id=book.ledger.id,
        purse_code="T1",
        share_ids=due,
    )
    assert batch.is_treasury
    with pytest.raises(UnableToFinish):
        finish(book)
    confirming = {"now": OVER, "batch_id": batch.id}
    accountant = book.world[Role.SCHOOL_ACCOUNTANT]
    with pytest.raises(UnableToReturn) as refused:
        perform(confirm_return, actor=accountant, proof=" ", **confirming)
    assert reasons_of(refused) == {"return_without_proof"}
    perform(confirm_return, actor=accountant, proof="退付20260720", **confirming)
    finish(book)


@pytest.mark.clause("A9.23")
def test_who_prepared_a_return_does_not_confirm_it(book: BookWorld) -> None:
    close_a_term(book)
    cashier = book.world[Role.SCHOOL_CASHIER]
    both = replace(cashier, grants=(*cashier.grants, replace(cashier.grants[0], role=Role.SCHOOL_ACCOUNTANT)))
    with book.world.inside():
        due = [share.id for share in due_shares(book.ledger)]
    preparing = {"now": OVER, "ledger_id": book.ledger.id, "purse_code": "B1", "share_ids": due}
    batch = perform(prepare_return, actor=both, **preparing)
    with pytest.raises(UnableToReturn) as refused:
        perform(confirm_return, actor=both, now=OVER, batch_id=batch.id, proof="1")
    assert refused.value.clauses == ("A9.23",)
    with pytest.raises(UnableToReturn) as refused:  # what is on its way is not due again
        perform(prepare_return, actor=cashier, **preparing)
    assert reasons_of(refused) == {"share_not_due"}


@pytest.mark.clause("A9.11")
def test_a_share_is_parked_for_its_family_after_notice_only(book: BookWorld) -> None:
    close_a_term(book)
    with book.world.inside():
        share = due_shares(book.ledger)[0]
    parking = {"actor": book.world[Role.SCHOOL_ACCOUNTANT], "now": OVER, "share_id": share.id}
    with pytest.raises(UnableToReturn) as refused:
        perform(park_share, **parking)
    assert reasons_of(refused) == {"parked_without_notice"}
    perform(tell_family, actor=book.world[Role.SCHOOL_CASHIER], now=OVER, share_id=share.id, channel="call")
    assert perform(park_share, **parking).hold_until_date == date(2028, 7, 5)
    give_back(book)
    finish(book)
    with book.world.inside():
        assert balances(book.ledger.id).of(SURPLUS_PARKED) == Fen(-share.share_fen)
    claimed = perform(
        prepare_return,
        actor=book.world[Role.SCHOOL_CASHIER],
        now=OVER,
        ledger_id=book.ledger.id,
        purse_code="B1",
        kind="parked",
        share_ids=[share.id],
    )
    perform(
        confirm_return,
        actor=book.world[Role.SCHOOL_ACCOUNTANT],
        now=OVER,
        batch_id=claimed.id,
        proof="回单2",
    )
    with book.world.inside():
        assert balances(book.ledger.id).of(SURPLUS_PARKED) == ZERO


@pytest.mark.clause("A9.11")
def test_a_payment_that_came_back_is_owed_again(book: BookWorld) -> None:
    close_a_term(book)
    batch = give_back(book)
    with book.world.inside():
        first = batch.returns.order_by("share__pupil_key").first()
    assert first
    perform(
        record_bounce,
        actor=book.world[Role.SCHOOL_ACCOUNTANT],
        now=OVER,
        return_id=first.id,
        cause="closed",
        proof="退票1号",
    )
    with book.world.inside():
        assert [share.id for share in due_shares(book.ledger)] == [first.share_id]
        assert balances(book.ledger.id).of(SURPLUS_DUE) != ZERO
    with pytest.raises(UnableToFinish):
        finish(book)
    give_back(book)
    finish(book)


@pytest.mark.clause("A9.17")
def test_a_surplus_leaves_from_a_registered_account_only(book: BookWorld) -> None:
    close_a_term(book)
    with pytest.raises(UnableToReturn) as refused:
        perform(
            prepare_return,
            actor=book.world[Role.SCHOOL_CASHIER],
            now=OVER,
            ledger_id=book.ledger.id,
            purse_code="X9",
            share_ids=[],
        )
    assert refused.value.clauses == ("A9.17",)


@pytest.mark.clause("A9.11", "A2.7", "A9.5")
def test_nothing_is_reserved_carried_over_or_set_off(book: BookWorld) -> None:
    """No account takes a reserve; a share that is neither paid nor parked keeps the fees in the book."""
    close_a_term(book)
    with book.world.inside():
        share = due_shares(book.ledger)[0]
    set_off = (
        Line("2201", Fen(share.share_fen), book.point, pupil_key=share.pupil_key),
        Line("1101", Fen(-share.share_fen), book.point, pupil_key=share.pupil_key),
    )
    reserve = (Line("6001", Fen(1), book.point), Line("3101", Fen(-1), book.point))
    for event, lines in ((EventKind.SURPLUS_RETURNED, set_off), (EventKind.SURPLUS_FIXED, reserve)):
        with pytest.raises(UnableToPost):
            book.pay(Draft(event, lines), now=OVER)
    with pytest.raises(UnableToFinish) as refused:
        finish(book)
    assert refused.value.clauses == ("A9.11", "A9.5")


@pytest.mark.clause("A9.11")
def test_a_family_sees_its_own_share_and_where_it_is(book: BookWorld) -> None:
    world = book.world
    where = {"school_id": world.school.id, "term_id": world.term.id}
    close_a_term(book)
    with scoped(at(world.place)):
        mine = surplus_share_of(world.children[1].pupil_id, **where)
        waived = surplus_share_of(world.children[WAIVED].pupil_id, **where)
    assert mine
    assert (mine.code, mine.share, mine.due, mine.returned) == (book.key(1), Fen(13682), Fen(13682), ZERO)
    assert waived is None
    give_back(book)
    with scoped(at(world.place)):
        back = surplus_share_of(world.children[1].pupil_id, **where)
    assert back
    assert (back.due, back.returned) == (ZERO, Fen(13682))
