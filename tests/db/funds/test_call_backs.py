"""Call-backs in every bad form: each order settles once, to the fen (A9.17).

Two hundred are sent with the other tests, ten thousand by ``make callbacks``, each time with the control in
which the same storm does harm.
"""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest

from factories.billing import Billed, a_billed_world
from factories.wallet import Wallet, open_a_wallet
from kehou.demo.gateway.serving import Gateway
from kehou.demo.gateway.till import Order, Till
from kehou.funds.facts.wallet import SERIAL, SIGNATURE
from kehou.funds.models import Bill, Receipt, Refund, WalletOrder
from kehou.funds.wallet.guards import Guards
from kehou.funds.wallet.services.asking import BATCH, ask_about_open_orders
from kehou.kernel.fen import Fen
from kehou.platform.clock.wall import wall_now
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import at

pytestmark = pytest.mark.django_db
BAD = ("forged", "altered", "stale", "early", "strange", "wrong_amount", "wrong_merchant", "wrong_app")
GRADES = 6
WHOLE = bool(os.environ.get("KEHOU_WHOLE"))
Notice = tuple[dict[str, str], bytes]


class Storm:
    """Orders of a school's bills, and a storm of call-backs about them."""

    def __init__(self, billed: Billed, gateway: Gateway, *, orders: int, seed: int) -> None:
        self.wallet: Wallet = open_a_wallet(billed, gateway)
        self.till: Till = self.wallet.till
        self.impostor = Till(self.till.merchant, self.till.app, Gateway().platform, api_key=self.till.api_key)
        self.chance = random.Random(seed)
        self.orders = self._place(billed, orders)

    def _place(self, billed: Billed, count: int) -> list[Order]:
        """Orders as the service would have placed them, each paid at the gateway; a tenth of them lost."""
        with billed.world.inside():
            bills = Bill.objects.order_by("number")[:count]
            rows = [self._row(bill, number) for number, bill in enumerate(bills)]
            WalletOrder.objects.bulk_create(rows)
        for row in rows:
            self.till.orders[row.trade_number] = Order(row.trade_number, row.amount_fen, "")
            self.till.pay(row.trade_number)
        return [self.till.orders[row.trade_number] for row in rows]

    def _row(self, bill: Bill, number: int) -> WalletOrder:
        identity, now = new_id(), wall_now()
        return WalletOrder(
            id=identity,
            county_code=bill.county_code,
            school_id=bill.school_id,
            merchant=self.wallet.merchant,
            bill=bill,
            trade_number=identity.hex,
            amount_fen=1 + number % 97,
            placed_at=now,
            expires_at=now,
        )

    def good(self, order: Order) -> Notice:
        return self.till.notice(self.till.trade(order))

    def bad(self, order: Order, kind: str) -> Notice:
        """A call-back that must not be let in."""
        trade, stamp = self.till.trade(order), int(wall_now().timestamp())
        wrong = {
            "wrong_amount": {"amount": {"total": order.total + 1, "currency": "CNY"}},
            "wrong_merchant": {"mchid": "1900000002"},
            "wrong_app": {"appid": "wx0000000000000002"},
        }
        if kind in wrong:
            return self.till.notice(trade | wrong[kind])
        if kind in ("stale", "early"):
            return self.till.notice(trade, stamp=stamp + (-3_600 if kind == "stale" else 3_600))
        headers, body = self.till.notice(trade)
        if kind == "altered":
            return headers, body.replace(b'"summary"', b'"sumarry"')
        if kind == "strange":
            return {**headers, SERIAL: "5EED"}, body
        forged, forged_body = self.impostor.notice(trade)
        if self.chance.random() < 0.5:
            return {**forged, SERIAL: self.till.platform.key_id}, forged_body
        return {**headers, SIGNATURE: forged[SIGNATURE]}, body

    def blow(self, count: int) -> Counter[str]:
        """Send the call-backs in no order: most bad, some doubled or replayed, some orders without any."""
        told = [order for number, order in enumerate(self.orders) if number % 10]
        notices = [(self.good(order), "good") for order in told]
        notices += [(self.chance.choice(notices)[0], "replayed") for _ in range(count // 10)]
        notices += [(self.good(self.chance.choice(told)), "doubled") for _ in range(count // 10)]
        while len(notices) < count:
            kind = BAD[len(notices) % len(BAD)]
            notices.append((self.bad(self.chance.choice(self.orders), kind), kind))
        self.chance.shuffle(notices)
        outcomes: Counter[str] = Counter()
        for (headers, body), kind in notices:
            outcome = self.wallet.take(headers, body)
            outcomes[outcome.what] += 1
            assert outcome.accepted is (kind not in BAD), (kind, outcome)
        return outcomes

    def ask(self) -> int:
        """The query job, until it finds nothing."""
        settled = 0
        while True:
            found = ask_about_open_orders(
                sight=at(self.wallet.merchant.place),
                now=self.wallet.billed.now,
                patience=wall_now() - wall_now(),
            )
            settled += found["settled"]
            if found["settled"] < BATCH:
                return settled


def _check(billed: Billed, storm: Storm) -> None:
    """Each order has one receipt of its own amount; nothing else was booked."""
    with billed.world.inside():
        receipts = Counter(Receipt.objects.values_list("reference", flat=True))
        amounts = dict(Receipt.objects.values_list("reference", "amount_fen"))
        states = set(WalletOrder.objects.values_list("state", flat=True))
        owed = sum(Refund.objects.values_list("cash_fen", flat=True))
    assert set(receipts.values()) == {1}
    assert amounts == {order.transaction_id: order.total for order in storm.orders}
    assert states == {"paid"}
    totals = billed.totals()
    assert totals.holds
    assert totals.in_book == totals.settled + totals.excess == sum(order.total for order in storm.orders)
    assert owed == totals.excess


def _storm(gateway: Gateway, *, orders: int, notices: int, seed: int) -> None:
    billed = a_billed_world(per_class=-(-orders // GRADES))  # a bill has one live order at a time
    storm = Storm(billed, gateway, orders=orders, seed=seed)
    outcomes = storm.blow(notices)
    lost = sum(not number % 10 for number in range(orders))
    assert outcomes["settled"] == orders - lost
    assert sum(outcomes.values()) == notices
    assert storm.ask() == lost
    _check(billed, storm)


@pytest.mark.clause("A9.17")
def test_two_hundred_call_backs_settle_each_order_once(gateway: Gateway) -> None:
    _storm(gateway, orders=20, notices=200, seed=1)


@pytest.mark.slow
@pytest.mark.skipif(not WHOLE, reason="make callbacks sends them all")
@pytest.mark.clause("A9.17")
def test_ten_thousand_call_backs_settle_each_order_once(gateway: Gateway) -> None:
    _storm(gateway, orders=200, notices=10_000, seed=2)


@pytest.mark.clause("A9.17")
def test_without_the_guards_the_same_storm_does_harm(gateway: Gateway) -> None:
    """The positive control: doubled, stale and wrong call-backs are booked where nothing keeps them off."""
    billed = a_billed_world(per_class=1)
    storm = Storm(billed, gateway, orders=5, seed=3)
    down = Guards(time=False, serial=False, merchant=False, amount=False, once=False)
    order = storm.orders[0]
    notices = [storm.good(order), storm.good(order)]
    notices += [storm.bad(order, kind) for kind in ("stale", "wrong_amount", "wrong_merchant")]
    for headers, body in notices:
        assert storm.wallet.take(headers, body, guards=down).what == "settled"
    with billed.world.inside():
        booked = sum(Receipt.objects.values_list("amount_fen", flat=True))
    assert Fen(booked) == Fen(5 * order.total + 1)
