"""A term is closed when all is settled; what is left goes back to who paid, to the fen, and nothing stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError

from factories.books import BANK, BookWorld, open_a_book
from factories.closed import (
    ARREARS,
    OVER,
    PAYERS,
    STATEMENT,
    WAIVED,
    a_term_of_money,
    ask_and_confirm,
    close_a_term,
    finish,
    give_back,
)
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.authority.models import DepartureGrant
from kehou.funds.access import KEEP_BOOK
from kehou.funds.accounts.building import build_account
from kehou.funds.accounts.publishing import UnableToPublishAccount, keep_account, publish_account
from kehou.funds.book import UnableToPost, balances
from kehou.funds.closing.anchoring import anchor_ledgers, anchors_of
from kehou.funds.closing.returns import due_shares
from kehou.funds.closing.running import run_closing
from kehou.funds.closing.services.finishing import UnableToFinish, archive_term, finish_return
from kehou.funds.closing.services.months import UnableToCloseMonth, close_month
from kehou.funds.closing.services.parking import park_share, tell_family
from kehou.funds.closing.services.requesting import confirm_closing, request_closing
from kehou.funds.closing.services.returning import (
    UnableToReturn,
    confirm_return,
    prepare_return,
    record_bounce,
)
from kehou.funds.closing.sharing import UnableToShare, keep_list, point_shares
from kehou.funds.closing.steps import UnableToClose
from kehou.funds.models import ClosingStep, LedgerAnchor, PublicAccount, SurplusShare, TermLedger
from kehou.funds.public import money_facts, term_account
from kehou.kernel.actor import Role
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.moments import SHANGHAI
from kehou.ledger import recipes as r
from kehou.ledger.accounts import SURPLUS, SURPLUS_DUE, SURPLUS_PARKED, Spending
from kehou.ledger.events import State
from kehou.ledger.recipes import Item
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


def _ask(book: BookWorld, *, statement: int = STATEMENT, now: datetime = OVER) -> None:
    perform(
        request_closing,
        actor=book.world[Role.SCHOOL_ACCOUNTANT],
        now=now,
        ledger_id=book.ledger.id,
        statements={"B1": Fen(statement)},
    )


def _reasons(refused: pytest.ExceptionInfo[UnableToClose]) -> list[str]:
    return [verdict.reason for verdict in refused.value.verdicts]


def _state(book: BookWorld) -> str:
    with book.world.inside():
        return TermLedger.objects.get(pk=book.ledger.id).state


def _publish(book: BookWorld, kind: str, *, now: datetime = OVER) -> PublicAccount:
    return perform(
        publish_account, actor=book.world[Role.SCHOOL_HEAD], now=now, ledger_id=book.ledger.id, kind=kind
    )


@pytest.mark.clause("A9.11", "A9.5", "A11.8")
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


@pytest.mark.clause("A9.11", "A9.12")
def test_a_term_that_runs_is_not_closed(book: BookWorld) -> None:
    with pytest.raises(UnableToClose) as refused:
        _ask(book, now=datetime(2026, 7, 3, 18, tzinfo=SHANGHAI))
    assert "term_not_over" in _reasons(refused)


@pytest.mark.clause("A9.23")
def test_a_bank_that_says_another_sum_stops_the_closing(book: BookWorld) -> None:
    with pytest.raises(UnableToClose) as refused:
        _ask(book, statement=STATEMENT - 1)
    assert _reasons(refused) == ["bank_differs"]


@pytest.mark.clause("A9.23")
def test_money_of_unknown_origin_stops_the_closing(book: BookWorld) -> None:
    book.post(r.overpayment_recorded([Item("", book.point, Fen(1))], purse=BANK))
    with pytest.raises(UnableToClose) as refused:
        _ask(book, statement=STATEMENT + 1)
    assert _reasons(refused) == ["receipts_unmatched"]


@pytest.mark.clause("A9.3")
def test_a_shortfall_is_covered_before_the_closing(book: BookWorld) -> None:
    book.post(r.allowance_approved(teachers=[Item("T3", book.point, Fen(POOL + 1))]))
    with pytest.raises(UnableToClose) as refused:
        _ask(book)
    assert _reasons(refused) == ["costs_not_covered"]
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
    assert _reasons(refused) == ["allowance_share_low"]
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
    with pytest.raises(UnableToClose):
        perform(confirm_closing, actor=book.world[Role.SCHOOL_HEAD], **again)
    with pytest.raises(UnableToClose):
        _ask(book)


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
        shares = point_shares(
            book.ledger, book.point, Fen(POOL), parameters_for(book.world.place, on=OVER.date())
        )
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
    assert reason in [verdict.reason for verdict in refused.value.verdicts]
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
    with pytest.raises(UnableToReturn):
        perform(confirm_return, actor=accountant, proof=" ", **confirming)
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
    with pytest.raises(UnableToReturn):  # what is on its way is not due again
        perform(prepare_return, actor=cashier, **preparing)


@pytest.mark.clause("A9.11")
def test_a_share_is_parked_for_its_family_after_notice_only(book: BookWorld) -> None:
    close_a_term(book)
    with book.world.inside():
        share = due_shares(book.ledger)[0]
    parking = {"actor": book.world[Role.SCHOOL_ACCOUNTANT], "now": OVER, "share_id": share.id}
    with pytest.raises(UnableToReturn) as refused:
        perform(park_share, **parking)
    assert [verdict.reason for verdict in refused.value.verdicts] == ["parked_without_notice"]
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
    perform(record_bounce, actor=book.world[Role.SCHOOL_ACCOUNTANT], now=OVER, return_id=first.id)
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
        with pytest.raises(UnableToPublishAccount):
            keep_account(
                ledger, replace(content, head="0" * 64), actor=book.world[Role.SCHOOL_HEAD], now=OVER
            )


@pytest.mark.clause("A11.8")
def test_accounts_come_in_their_time(book: BookWorld) -> None:
    with pytest.raises(UnableToPublishAccount):
        _publish(book, "preliminary")
    close_a_term(book)
    with pytest.raises(UnableToPublishAccount) as refused:
        _publish(book, "final")
    assert refused.value.clauses == ("A11.8",)
    with pytest.raises(UnableToFinish) as early:
        perform(archive_term, actor=book.world[Role.SCHOOL_HEAD], now=OVER, ledger_id=book.ledger.id)
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
    assert [verdict.reason for verdict in early.value.verdicts] == ["month_not_over"]
    later = datetime(2026, 2, 3, 12, tzinfo=SHANGHAI)
    with pytest.raises(UnableToCloseMonth) as off:
        perform(close_month, now=later, **(closing | {"statements": {"B1": Fen(STATEMENT + 1)}}))
    assert off.value.clauses == ("A9.23",)
    perform(close_month, now=later, **closing)
    with pytest.raises(UnableToCloseMonth):
        perform(close_month, now=later, **closing)
    with pytest.raises(UnableToPost) as refused:
        book.post(r.bill_issued([book.item(1, 100)]))
    assert refused.value.clauses == ("A7.11",)
    book.post(r.bill_issued([book.item(1, 100)]), now=later)


@pytest.mark.clause("A9.23")
def test_heads_are_kept_a_tier_up_where_the_school_cannot_write(book: BookWorld) -> None:
    assert anchor_ledgers(book.world.place.__class__("430181"), now=OVER) == 1
    assert anchor_ledgers(book.world.place.__class__("430181"), now=OVER) == 0
    with scoped(at(book.world.place)):
        ledger = TermLedger.objects.get(pk=book.ledger.id)
        assert anchors_of(ledger.id) == [(ledger.last_number, ledger.head)]
    anchor = {"county_code": "430181", "ledger_id": ledger.id, "entry_count": 1, "head": "0" * 64}
    with pytest.raises(DatabaseError), scoped(at(book.world.place)):
        LedgerAnchor.objects.create(**anchor, anchor_date=date(2026, 7, 9), anchored_at=OVER)
    with pytest.raises(DatabaseError), book.world.inside():
        LedgerAnchor.objects.update(head="0" * 64)


@pytest.mark.clause("A9.23")
def test_the_book_is_kept_by_its_own_school_only(book: BookWorld) -> None:
    assert not KEEP_BOOK.permits(book.world[Role.COUNTY_OFFICER], book.world.place)
    assert not KEEP_BOOK.permits(book.world[Role.TEACHER], book.world.place)
