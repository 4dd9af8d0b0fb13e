"""A share stands against the next bill if the city allows it and the family chose so; else it goes back."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.http import Http404

from factories.closed import OVER, a_term_of_money, close_a_term, finish, give_back
from factories.crossing import ENDED, Crossing, a_crossing
from factories.law import lay_down_the_law, the_city_sets
from factories.refused import reasons_of
from factories.world import a_world
from kehou.authority.public import judge_at
from kehou.funds.book import balances
from kehou.funds.closing.gathering import term_end
from kehou.funds.closing.returns import due_shares
from kehou.funds.closing.services.returning import UnableToReturn, record_bounce
from kehou.funds.models import Receipt, Refund, SetOff, SurplusShare
from kehou.funds.receipts.judging import UnableToRecord
from kehou.funds.receipts.services.reversing import ask_reversal
from kehou.funds.setting_off.choosing import UnableToChoose, choose_for_share, enter_choice
from kehou.funds.setting_off.handlers import pay_back_who_left
from kehou.funds.setting_off.releasing import UnableToRelease, release_set_off
from kehou.kernel.actor import Role
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.verdict import stops
from kehou.ledger.accounts import BANK, REFUNDS_DUE, SET_ASIDE, SURPLUS_DUE
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import at, scoped
from kehou.platform.outbox.handling import Announcement
from kehou.registry.models import Pupil

pytestmark = pytest.mark.django_db


def held(crossing: Crossing, *accounts: Any) -> tuple[Fen, Fen]:
    """What both books hold on some accounts."""
    before, after = crossing.books()
    with crossing.world.inside():
        return balances(before.id).of(*accounts), balances(after.id).of(*accounts)


def leave(crossing: Crossing, child: int) -> None:
    """The child goes to another school."""
    pupil = crossing.world.children[child].pupil_id
    with crossing.world.inside():
        Pupil.objects.filter(pk=pupil).update(status=Pupil.Status.LEFT)


@pytest.mark.clause("A9.11", "A2.7")
def test_where_the_city_says_nothing_no_share_is_set_off() -> None:
    crossing = a_crossing(allowed=False)
    with pytest.raises(UnableToChoose) as refused:
        crossing.choose()
    assert (refused.value.clauses, reasons_of(refused)) == (("A9.11",), {"set_off_not_allowed"})
    with pytest.raises(UnableToReturn) as at_the_desk:
        crossing.prepare(1)
    assert at_the_desk.value.clauses == ("A9.11",)
    assert held(crossing, SET_ASIDE) == (ZERO, ZERO)
    give_back(crossing.before, now=ENDED)  # and so it goes back in money
    finish(crossing.before, now=ENDED)


@pytest.mark.clause("A9.11")
def test_a_share_that_no_family_chose_to_set_off_is_not() -> None:
    crossing = a_crossing()
    crossing.choose(1)
    crossing.choose(2, sets_off=False)
    for children in ((2,), (3,), (1, 3)):
        with pytest.raises(UnableToReturn) as refused:
            crossing.prepare(*children)
        assert reasons_of(refused) == {"set_off_unchosen"}
        assert refused.value.clauses == ("A9.11",)
    crossing.prepare(1)


@pytest.mark.clause("A9.11")
def test_a_chosen_share_pays_the_next_bill_and_no_fen_is_lost_between_the_books() -> None:
    crossing = a_crossing()
    share = Fen(crossing.share().share_fen)
    cash = sum(fen.amount for fen in held(crossing, BANK))
    crossing.carry(1)
    assert held(crossing, SET_ASIDE) == (ZERO, -share)
    crossing.after.issue()
    bill, standing = crossing.after.bill(1), crossing.after.standing(1)
    paid = min(share, Fen(bill.net_fen))
    assert (standing.settled, standing.open) == (paid, Fen(bill.net_fen) - paid)
    assert crossing.after.standing(2).open == Fen(crossing.after.bill(2).net_fen)  # who wanted the money
    row = crossing.set_off()
    assert (row.applied_fen, row.released_fen) == (paid.amount, (share - paid).amount)
    assert held(crossing, SET_ASIDE) == (ZERO, ZERO)
    assert sum(fen.amount for fen in held(crossing, BANK)) == cash  # the bank saw nothing move
    back = crossing.after.refunds(cause="set_off")
    assert [refund.cash_fen for refund in back] == ([row.released_fen] if row.released_fen else [])
    assert crossing.after.totals().holds
    assert crossing.faults() == []
    give_back(crossing.before, now=ENDED)
    finish(crossing.before, now=ENDED)
    assert held(crossing, SURPLUS_DUE) == (ZERO, ZERO)


@pytest.mark.clause("A9.11", "A9.23")
def test_a_bill_that_is_out_already_is_paid_at_once_by_two_people() -> None:
    crossing = a_crossing()
    crossing.after.issue()
    crossing.choose(1)
    cashier = crossing.world[Role.SCHOOL_CASHIER]
    both = replace(cashier, grants=(*cashier.grants, replace(cashier.grants[0], role=Role.SCHOOL_ACCOUNTANT)))
    batch = crossing.prepare(1, actor=both)
    with pytest.raises(UnableToReturn) as refused:
        crossing.confirm(batch, actor=both)
    assert refused.value.clauses == ("A9.23",)
    done = crossing.confirm(batch)
    assert done.proof.startswith("转入2026年上期账簿")
    with crossing.world.inside():
        receipt = Receipt.objects.get(channel=Receipt.Channel.SET_OFF)
    assert (receipt.recorded_by, receipt.matched_by) == (
        cashier.person,
        crossing.world[Role.SCHOOL_ACCOUNTANT].person,
    )
    assert receipt.amount_fen == crossing.set_off().applied_fen
    assert crossing.faults() == []
    with pytest.raises(UnableToRecord) as apart:  # red ink in one book alone would part the two
        asking = {"receipt_id": receipt.id, "cause": "wrong_bill", "paper_number": "情况说明1号"}
        perform(ask_reversal, actor=cashier, now=ENDED, **asking)
    assert apart.value.clauses == ("A9.22",)
    with crossing.world.inside():
        (row,) = batch.returns.all()
    with pytest.raises(UnableToReturn):  # nothing was paid by a bank that could come back
        bounce = {"return_id": row.id, "cause": "closed", "proof": "退票1号"}
        perform(record_bounce, actor=crossing.world[Role.SCHOOL_ACCOUNTANT], now=ENDED, **bounce)


@pytest.mark.clause("A9.11")
@pytest.mark.parametrize("harm", ["leaves", "thinks better of it"])
def test_who_leaves_or_thinks_better_before_the_second_person_is_due_in_money(harm: str) -> None:
    crossing = a_crossing()
    crossing.choose(1)
    crossing.choose(2)
    batch = crossing.prepare(1, 2)
    if harm == "leaves":
        leave(crossing, 1)
    else:
        crossing.choose(1, sets_off=False)
    crossing.confirm(batch)
    with crossing.world.inside():
        assert [row.pupil_id for row in SetOff.objects.all()] == [crossing.world.children[2].pupil_id]
        assert crossing.share(1) in due_shares(crossing.before.ledger)
    assert crossing.faults() == []


@pytest.mark.clause("A9.11")
def test_who_leaves_before_the_bill_is_paid_back() -> None:
    crossing = a_crossing()
    (row,) = crossing.carry(1)
    leave(crossing, 1)
    place = crossing.world.place
    told = Announcement(new_id(), "pupil.left", f"pupil/{row.pupil_id}", place, {}, ENDED)
    with scoped(at(place)):
        pay_back_who_left(told)
        pay_back_who_left(told)  # twice told, once done
    (refund,) = crossing.after.refunds(cause="set_off")
    assert refund.cash_fen == row.amount_fen == crossing.share().share_fen
    assert held(crossing, SET_ASIDE, REFUNDS_DUE) == (ZERO, Fen(-row.amount_fen))
    crossing.after.approve(refund)
    crossing.after.pay_back(refund)
    assert held(crossing, REFUNDS_DUE) == (ZERO, ZERO)
    crossing.after.issue()
    assert crossing.after.totals().holds
    assert crossing.faults() == []


@pytest.mark.clause("A9.11")
def test_a_family_may_still_ask_for_the_money_until_a_bill_took_it() -> None:
    crossing = a_crossing()
    crossing.carry(1, 2)
    crossing.choose(1, sets_off=False)
    assert [refund.state for refund in crossing.after.refunds(cause="set_off")] == [Refund.State.DECIDED]
    crossing.after.issue()
    assert crossing.after.standing(1).settled == ZERO
    for child in (1, 2):
        with pytest.raises(UnableToChoose) as refused:
            crossing.choose(child, sets_off=False)
        assert reasons_of(refused) == {"share_settled"}
    with pytest.raises(UnableToRelease):
        perform(
            release_set_off,
            actor=crossing.world[Role.SCHOOL_ACCOUNTANT],
            now=ENDED,
            set_off_id=crossing.set_off(2).id,
        )


@pytest.mark.clause("A9.11")
def test_a_term_does_not_close_while_a_share_waits_and_the_accountant_pays_it_back() -> None:
    crossing = a_crossing()
    (row,) = crossing.carry(1)
    ledger, today = crossing.books()[1], crossing.world.term.last_date

    def refused() -> Iterable[str]:
        with crossing.world.inside():
            return {
                v.reason for v in stops(judge_at(ledger.place, term_end(ledger, {}, today=today), on=today))
            }

    assert "set_offs_waiting" in refused()
    releasing = {"now": ENDED, "set_off_id": row.id}
    perform(release_set_off, actor=crossing.world[Role.SCHOOL_ACCOUNTANT], **releasing)
    assert "set_offs_waiting" not in refused()
    assert crossing.after.refunds(cause="set_off")[0].cash_fen == row.amount_fen
    assert crossing.faults() == []


@pytest.mark.clause("A9.11")
def test_a_share_waits_for_an_open_book_of_the_term_that_follows() -> None:
    crossing = a_crossing(opened=False)
    crossing.choose(1)
    with pytest.raises(UnableToReturn) as refused:
        crossing.prepare(1)
    assert reasons_of(refused) == {"set_off_not_next_term"}


@pytest.mark.clause("A9.11")
def test_who_finishes_the_school_gets_the_money() -> None:
    lay_down_the_law()
    the_city_sets("surplus_offset", True)
    book = a_term_of_money(a_world(grades=(1, 2)))  # children 0 to 2 stay, 3 to 5 finish in July
    close_a_term(book)

    def chosen(child: int) -> bool:
        one = book.world.children[child]
        with book.world.inside():
            share = SurplusShare.objects.get(pupil_key=book.key(child))
        about = {"share_id": share.id, "pupil_id": one.pupil_id, "sets_off": True}
        return perform(choose_for_share, actor=one.guardian, now=OVER, **about).sets_off

    assert chosen(2)
    with pytest.raises(UnableToChoose) as refused:
        chosen(3)
    assert reasons_of(refused) == {"set_off_of_leaver"}


@pytest.mark.clause("A9.11")
def test_only_the_childs_own_guardian_chooses_and_a_paper_has_a_number() -> None:
    crossing = a_crossing()
    other = crossing.world.children[2]
    for actor, pupil in (
        (other.guardian, crossing.world.children[1].pupil_id),
        (other.guardian, other.pupil_id),
    ):
        with pytest.raises(Http404):
            crossing.choose(1, actor=actor, pupil_id=pupil)
    carer = crossing.world.children[1].guardian
    with pytest.raises(Http404):
        crossing.choose(1, actor=replace(carer, wards=(replace(carer.wards[0], may_sign=False),)))
    office = {"now": ENDED, "share_id": crossing.share(1).id, "sets_off": True}
    with pytest.raises(UnableToChoose):
        perform(enter_choice, actor=crossing.world[Role.SCHOOL_CASHIER], paper_number=" ", **office)
    with pytest.raises(Http404):
        perform(enter_choice, actor=crossing.world[Role.TEACHER], paper_number="结余选择1号", **office)
    row = perform(
        enter_choice, actor=crossing.world[Role.SCHOOL_CASHIER], paper_number="结余选择1号", **office
    )
    assert row.pupil_id == crossing.world.children[1].pupil_id
    crossing.prepare(1)


@pytest.mark.clause("A9.22")
@pytest.mark.skipif(not shutil.which("hledger"), reason="hledger is not installed")
def test_hledger_accepts_both_books(tmp_path: Path) -> None:
    crossing = a_crossing()
    crossing.carry(1, 2)
    crossing.after.issue()
    for number, journal in enumerate(crossing.journals()):
        path = tmp_path / f"{number}.journal"
        path.write_text(journal, encoding="utf-8")
        command = ["hledger", "-f", str(path), "check", "-s"]
        assert subprocess.run(command, check=False, capture_output=True).returncode == 0
