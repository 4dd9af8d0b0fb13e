"""Fees that go to the treasury come back in full and in time, or the county is told (A9.31)."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta

import pytest

from factories.billing import Billed, a_billed_world
from factories.refused import reasons_of
from kehou.funds.book import UnableToPost, balances
from kehou.funds.models import TreasuryMove
from kehou.funds.receipts.judging import Payee, UnableToRecord
from kehou.funds.refunds.services.paying import await_treasury
from kehou.funds.treasury.moving import check_move, move_treasury
from kehou.funds.treasury.tasks import watch_money
from kehou.funds.treasury.watching import watch_treasury
from kehou.kernel.actor import Actor, Role
from kehou.kernel.fen import Fen
from kehou.ledger import accounts
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now
from kehou.platform.duties.models import Duty
from kehou.platform.outbox.models import OutboxEvent
from sharing import Standing

pytestmark = pytest.mark.django_db


def _paid() -> Billed:
    billed = a_billed_world(per_class=1)
    billed.pay(2_000)
    return billed


@pytest.fixture(scope="module")
def built(standing: Standing[Billed]) -> Billed:
    return standing(_paid)


@pytest.fixture
def billed(built: Billed) -> Billed:
    return deepcopy(built)


def _move(billed: Billed, kind: str, amount_fen: int, **options: object) -> TreasuryMove:
    arguments: dict[str, object] = {
        "actor": billed.world[Role.SCHOOL_CASHIER],
        "bank_id": billed.accounts["B1"],
        "treasury_id": billed.accounts["T1"],
        "moved": billed.now.date(),
        "reference": f"{kind}-{amount_fen}",
    }
    return perform(
        move_treasury,
        now=billed.now,
        place=billed.world.place,
        term_id=billed.world.term.id,
        kind=kind,
        amount=Fen(amount_fen),
        **(arguments | options),
    )


def _check(billed: Billed, move: TreasuryMove, actor: Actor | None = None) -> TreasuryMove:
    accountant = actor or billed.world[Role.SCHOOL_ACCOUNTANT]
    return perform(check_move, actor=accountant, now=billed.now, move_id=move.id)


def _held(billed: Billed) -> tuple[Fen, Fen]:
    with billed.world.inside():
        held = balances(billed.ledger.id)
        return held.of(accounts.BANK), held.of(accounts.TREASURY)


def test_a_remittance_and_an_allotment_are_booked_once_another_confirms(billed: Billed) -> None:
    move = _move(billed, "remittance", 1_500)
    assert _held(billed) == (Fen(2_000), Fen(0))
    _check(billed, move)
    assert _held(billed) == (Fen(500), Fen(1_500))
    with pytest.raises(UnableToRecord) as refused:
        _check(billed, move)
    assert reasons_of(refused) == {"move_was_booked"}
    _check(billed, _move(billed, "allotment", 1_500))
    assert _held(billed) == (Fen(2_000), Fen(0))
    assert billed.totals().holds


@pytest.mark.clause("A9.23")
def test_who_enters_a_remittance_does_not_confirm_it(billed: Billed) -> None:
    cashier = billed.world[Role.SCHOOL_CASHIER]
    both = Actor(cashier.person_id, (*cashier.grants, *billed.world[Role.SCHOOL_ACCOUNTANT].grants))
    move = _move(billed, "remittance", 1_500)
    with pytest.raises(UnableToRecord) as refusal:
        _check(billed, move, both)
    assert refusal.value.clauses == ("A9.23",)


def test_no_more_is_remitted_than_there_is(billed: Billed) -> None:
    move = _move(billed, "remittance", 2_001)
    with pytest.raises(UnableToPost):
        _check(billed, move)


@pytest.mark.clause("A9.31")
def test_a_treasury_that_keeps_a_fen_or_is_late_becomes_a_case(billed: Billed) -> None:
    _check(billed, _move(billed, "remittance", 1_500))
    _check(billed, _move(billed, "allotment", 1_499))
    assert _watch(billed, 1) == 0
    assert _watch(billed, 60) == _watch(billed, 61) == 1
    with billed.world.inside():
        (duty,) = Duty.objects.filter(kind="treasury.give_back")
        assert (duty.clause, duty.owner_role) == ("A9.31", "county_finance")
        cases = OutboxEvent.objects.filter(topic="case.due")
        assert {case.payload["clause"] for case in cases} == {"A9.31"}
    _check(billed, _move(billed, "allotment", 1))
    assert _watch(billed, 62) == 0


def _watch(billed: Billed, days: int) -> int:
    with billed.world.inside():
        return watch_treasury(ledger_id=billed.ledger.id, now=billed.now + timedelta(days=days))


@pytest.mark.clause("A9.31")
def test_the_daily_round_finds_what_a_treasury_keeps(billed: Billed) -> None:
    _check(billed, _move(billed, "remittance", 1_500))
    for days, expected in ((1, 0), (60, 1)):
        set_business_now(billed.now + timedelta(days=days))
        watch_money(0)
        with billed.world.inside():
            assert Duty.objects.filter(kind="treasury.give_back").count() == expected


def test_a_fee_that_lies_at_the_treasury_goes_back_by_treasury_return(billed: Billed) -> None:
    net = billed.bill(1).net_fen
    billed.pay(net + 3_000, child=1, payee=Payee(billed.accounts["T1"]))
    (refund,) = billed.refunds()
    billed.approve(refund)
    with pytest.raises(UnableToPost):
        billed.pay_back(refund)  # the bank account holds 20.00 yuan only
    cashier = billed.world[Role.SCHOOL_CASHIER]
    perform(await_treasury, actor=cashier, now=billed.now, refund_id=refund.id)
    assert billed.refunds()[0].state == "awaiting"
    billed.pay_back(refund, account="T1", way="treasury")
    assert _held(billed) == (Fen(2_000), Fen(net))
    assert billed.totals().holds
