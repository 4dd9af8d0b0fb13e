"""A share that was set off by mistake goes back in both books, by two people and on paper."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from factories.closed import finish, give_back
from factories.crossing import ENDED, Crossing, a_crossing
from factories.refused import must_refuse
from kehou.funds.accounts.building import build_account
from kehou.funds.accounts.content import from_json
from kehou.funds.accounts.publishing import publish_account
from kehou.funds.book import balances
from kehou.funds.closing.returns import due_shares, parked_shares
from kehou.funds.closing.services.finishing import archive_term
from kehou.funds.closing.services.returning import confirm_return, prepare_return
from kehou.funds.models import PublicAccount, Receipt, Refund, SetOff, SetOffCorrection, TermLedger
from kehou.funds.setting_off.correcting import ask_correction, confirm_correction
from kehou.funds.setting_off.releasing import release_set_off
from kehou.kernel.actor import Actor, Role
from kehou.kernel.fen import ZERO, Fen
from kehou.ledger.accounts import BANK, REFUNDS_DUE, SET_ASIDE, SURPLUS_DUE, SURPLUS_PARKED
from kehou.ledger.events import State
from kehou.platform.access.performing import perform
from kehou.platform.messages.models import Message

pytestmark = pytest.mark.django_db
PAPER = "情况说明1号"
Kind = PublicAccount.Kind


def ask(crossing: Crossing, child: int = 1, **options: Any) -> SetOffCorrection:
    """The cashier asks to take a child's share back."""
    about = {
        "actor": crossing.world[Role.SCHOOL_CASHIER],
        "set_off_id": crossing.set_off(child).id,
        "cause": "not_chosen",
        "paper_number": PAPER,
    }
    return perform(ask_correction, now=ENDED, **(about | options))


def confirm(crossing: Crossing, child: int = 1, **options: Any) -> SetOff:
    """The accountant takes it back."""
    about = {"actor": crossing.world[Role.SCHOOL_ACCOUNTANT], "set_off_id": crossing.set_off(child).id}
    return perform(confirm_correction, now=ENDED, **(about | options))


def held(crossing: Crossing, *accounts: Any) -> tuple[Fen, Fen]:
    """What both books hold on some accounts."""
    with crossing.world.inside():
        before, after = (balances(book.id) for book in crossing.books())
    return before.of(*accounts), after.of(*accounts)


@pytest.fixture
def crossed() -> Crossing:
    """The shares of two children paid their bills."""
    crossing = a_crossing()
    crossing.carry(1, 2)
    crossing.after.issue()
    return crossing


@pytest.mark.clause("A9.11", "A9.22", "A9.23")
def test_a_share_that_paid_the_wrong_bill_goes_back_to_the_fen(crossed: Crossing) -> None:
    share, bank = crossed.share(), held(crossed, BANK)
    net = Fen(crossed.after.bill(1).net_fen)
    assert crossed.after.standing(1).open < net
    ask(crossed)
    assert held(crossed, BANK) == bank  # one person moves nothing
    row = confirm(crossed)
    amount = Fen(share.share_fen)
    assert (row.undone_fen, row.applied_fen, row.released_fen, row.waiting) == (amount.amount, 0, 0, ZERO)
    assert held(crossed, BANK) == (bank[0] + amount, bank[1] - amount)  # the bank saw nothing move
    assert held(crossed, SURPLUS_DUE)[0] <= -amount
    assert held(crossed, SET_ASIDE) == (ZERO, ZERO)
    assert crossed.after.standing(1).open == net
    assert crossed.after.standing(2).settled > ZERO  # the other family's share stays where it chose
    assert crossed.after.totals().holds
    with crossed.world.inside():
        assert share in due_shares(crossed.before.ledger)
        family = crossed.world.children[1].guardian
        assert Message.objects.filter(kind="set_off_corrected", to_person_id=family.person_id).count() == 1
    assert crossed.faults() == []
    give_back(crossed.before, now=ENDED)
    finish(crossed.before, now=ENDED)
    assert held(crossed, SURPLUS_DUE)[0] == ZERO


@pytest.mark.clause("A9.22")
@pytest.mark.skipif(not shutil.which("hledger"), reason="hledger is not installed")
def test_hledger_accepts_both_books_after_a_correction(crossed: Crossing, tmp_path: Path) -> None:
    ask(crossed)
    confirm(crossed)
    for number, journal in enumerate(crossed.journals()):
        path = tmp_path / f"{number}.journal"
        path.write_text(journal, encoding="utf-8")
        command = ["hledger", "-f", str(path), "check", "-s"]
        assert subprocess.run(command, check=False, capture_output=True).returncode == 0


@pytest.mark.clause("A9.11")
def test_a_share_that_waits_goes_back_and_the_family_may_choose_anew() -> None:
    crossing = a_crossing()
    crossing.carry(1)
    ask(crossing, cause="taken_back_before")
    confirm(crossing)
    assert held(crossing, SET_ASIDE, REFUNDS_DUE) == (ZERO, ZERO)
    crossing.choose(1)
    crossing.confirm(crossing.prepare(1))
    with crossing.world.inside():
        assert sorted(SetOff.objects.values_list("undone_fen", flat=True)) == [0, crossing.share().share_fen]
    crossing.after.issue()
    assert crossing.after.standing(1).settled > ZERO
    assert crossing.after.totals().holds
    assert crossing.faults() == []


@pytest.mark.clause("A9.11", "A11.8")
def test_after_the_return_is_over_it_is_kept_by_name_and_the_public_line_follows(crossed: Crossing) -> None:
    give_back(crossed.before, now=ENDED)
    finish(crossed.before, now=ENDED)
    share = crossed.share()
    ask(crossed)
    confirm(crossed)
    assert held(crossed, SURPLUS_PARKED)[0] == Fen(-share.share_fen)
    with crossed.world.inside():
        assert parked_shares(crossed.before.ledger) == [share]
        account = build_account(crossed.books()[0], Kind.FINAL, on=ENDED.date())
        later = build_account(crossed.books()[1], Kind.PRELIMINARY, on=ENDED.date())
        left = SetOff.objects.get(undone_fen=0)
    assert (account.set_off_fen, account.set_off_families) == (left.amount_fen, 1)
    assert later.set_off_from_before_fen == left.amount_fen
    act = {"now": ENDED, "ledger_id": crossed.before.ledger.id, "purse_code": "B1"}
    cashier, accountant = crossed.world[Role.SCHOOL_CASHIER], crossed.world[Role.SCHOOL_ACCOUNTANT]
    batch = perform(prepare_return, actor=cashier, kind="parked", share_ids=[share.id], **act)
    perform(confirm_return, actor=accountant, now=ENDED, batch_id=batch.id, proof="回单2号")
    assert held(crossed, SURPLUS_PARKED)[0] == ZERO
    assert crossed.faults() == []


def _publish(crossing: Crossing, kind: PublicAccount.Kind) -> PublicAccount:
    about = {"now": ENDED, "ledger_id": crossing.before.ledger.id, "kind": kind}
    return perform(publish_account, actor=crossing.world[Role.SCHOOL_HEAD], **about)


@pytest.mark.clause("A11.8", "A9.11")
@pytest.mark.parametrize("archived", [False, True])
def test_a_final_account_that_was_shown_is_followed_by_a_corrected_one(
    crossed: Crossing, archived: bool
) -> None:
    give_back(crossed.before, now=ENDED)
    finish(crossed.before, now=ENDED)
    final = _publish(crossed, Kind.FINAL)
    if archived:
        head = crossed.world[Role.SCHOOL_HEAD]
        perform(archive_term, actor=head, now=ENDED, ledger_id=crossed.before.ledger.id)
    amount = crossed.share().share_fen
    ask(crossed)
    confirm(crossed)
    with crossed.world.inside():
        book, last = crossed.books()[0], PublicAccount.objects.latest("version")
        shown, told = from_json(last.content), from_json(final.content)
        assert PublicAccount.objects.count() == 2  # the earlier one stays
    assert (last.version, last.kind) == (final.version + 1, Kind.FINAL)
    assert (last.entry_count, last.head) == (book.last_number, book.head)  # it says what the book says
    assert shown.correction == "account_after_set_off"
    assert told.correction == ""
    assert shown.set_off_fen == told.set_off_fen - amount
    assert shown.lines[SURPLUS_PARKED.code] - told.lines.get(SURPLUS_PARKED.code, 0) == amount
    assert shown.returned == told.returned - Fen(amount)
    assert book.state == (State.ARCHIVED if archived else State.DISCLOSED)


@pytest.mark.clause("A11.8")
def test_before_the_final_account_nothing_follows_by_itself(crossed: Crossing) -> None:
    """The control: what is still to be shown finally needs no correction."""
    first = _publish(crossed, Kind.PRELIMINARY)
    ask(crossed)
    confirm(crossed)
    with crossed.world.inside():
        assert list(PublicAccount.objects.values_list("id", flat=True)) == [first.id]


def _no_paper(crossing: Crossing) -> None:
    ask(crossing, paper_number=" ")


def _same_hands(crossing: Crossing) -> None:
    ask(crossing, actor=_both(crossing))
    confirm(crossing, actor=_both(crossing))


def _both(crossing: Crossing) -> Actor:
    cashier = crossing.world[Role.SCHOOL_CASHIER]
    return replace(cashier, grants=(*cashier.grants, replace(cashier.grants[0], role=Role.SCHOOL_ACCOUNTANT)))


def _unasked(crossing: Crossing) -> None:
    confirm(crossing)


def _twice(crossing: Crossing) -> None:
    ask(crossing)
    confirm(crossing)
    ask(crossing)


def _closed(crossing: Crossing) -> None:
    ask(crossing)
    with crossing.world.inside():
        TermLedger.objects.filter(pk=crossing.after.ledger.pk).update(state=State.SOFT_CLOSED.value)
    confirm(crossing)


def _paid_out(crossing: Crossing) -> None:
    (refund,) = crossing.after.refunds(cause="set_off", pupil_id=crossing.world.children[1].pupil_id)
    crossing.after.approve(refund)
    ask(crossing)


@pytest.mark.clause("A7.11", "A9.11", "A9.12", "A9.22", "A9.23")
@pytest.mark.parametrize(
    ("attempt", "clause", "reason"),
    [
        (_no_paper, "A9.11", "correction_without_paper"),
        (_same_hands, "A9.23", "maker_is_checker"),
        (_unasked, "A9.23", "no_correction_asked"),
        (_twice, "A9.22", "set_off_undone"),
        (_closed, "A7.11", "set_off_book_closed"),
        (_paid_out, "A9.12", "set_off_paid_out"),
    ],
)
def test_what_is_not_corrected(
    crossed: Crossing, attempt: Callable[[Crossing], None], clause: str, reason: str
) -> None:
    must_refuse(clause, reason, attempt, crossed)
    assert crossed.after.totals().holds
    assert crossed.faults() == []


@pytest.mark.clause("A9.11")
def test_a_change_of_mind_while_it_waits_needs_no_correction_and_its_refund_none_either() -> None:
    """What was released and not approved yet goes back with the rest; the refund says so."""
    crossing = a_crossing()
    crossing.carry(1)
    about = {"now": ENDED, "set_off_id": crossing.set_off().id}
    perform(release_set_off, actor=crossing.world[Role.SCHOOL_ACCOUNTANT], **about)
    ask(crossing)
    confirm(crossing)
    assert [refund.state for refund in crossing.after.refunds(cause="set_off")] == [Refund.State.CORRECTED]
    assert held(crossing, REFUNDS_DUE) == (ZERO, ZERO)
    assert crossing.after.totals().holds


@pytest.mark.clause("A9.11", "A9.23")
def test_the_database_itself_takes_no_half_and_no_single_hand(crossed: Crossing) -> None:
    row = crossed.set_off()
    correction = ask(crossed)
    with crossed.world.inside():
        for harm in (
            lambda: SetOff.objects.filter(pk=row.pk).update(applied_fen=0, released_fen=0, undone_fen=1),
            lambda: SetOffCorrection.objects.filter(pk=correction.pk).update(
                confirmed_by=correction.asked_by, confirmed_at=ENDED
            ),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                harm()
        whole = {"applied_fen": 0, "released_fen": 0, "undone_fen": row.amount_fen}
        assert SetOff.objects.filter(pk=row.pk).update(**whole) == 1  # the control
        assert Receipt.objects.filter(channel="set_off").count() == 2
