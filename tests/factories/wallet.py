"""A school that takes payments by phone, through the gateway on loopback."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.db import connections

from factories.billing import Billed
from kehou.demo.gateway.serving import Gateway
from kehou.demo.gateway.till import Answer, Refused, Till
from kehou.funds.models import Merchant, WalletOrder
from kehou.funds.wallet.merchants import confirm_merchant, register_merchant
from kehou.funds.wallet.services.ordering import order_payment
from kehou.funds.wallet.services.settling import Outcome, take_notice
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform


class WatchingGateway(Gateway):
    """Notes with each request how many of our transactions are open beneath the test's own.

    While it is ``mute`` it does what it is asked, and its answer is lost on the way.
    """

    def __init__(self) -> None:
        super().__init__()
        self.mute = False
        self.asker = connections["default"]  # of the test's thread; the gateway serves in others
        self.open: list[tuple[str, int]] = []

    def answer(self, method: str, path: str, body: str, authorization: str) -> Answer:
        """Note it, and answer as the gateway does."""
        self.open.append((path.partition("?")[0], len(self.asker.savepoint_ids)))
        answered = super().answer(method, path, body, authorization)
        if self.mute:
            raise Refused(HTTPStatus.BAD_GATEWAY, "LOST")
        return answered

    def depths(self) -> set[int]:
        """How many were open with the requests since this was last asked."""
        found = {depth for _, depth in self.open}
        self.open.clear()
        return found


@dataclass
class Wallet:
    """The school's line, and the gateway's side of it."""

    billed: Billed
    till: Till
    merchant: Merchant

    def order(self, child: int = 0) -> WalletOrder:
        """The child's guardian starts to pay by phone."""
        world = self.billed.world
        return order_payment(
            actor=world.children[child].guardian,
            now=self.billed.now,
            bill_id=self.billed.bill(child).id,
        )

    def take(self, headers: dict[str, str], body: bytes, **options: Any) -> Outcome:
        """A call-back comes in."""
        with self.billed.world.inside():
            return take_notice(
                merchant=self.merchant, headers=headers, body=body, now=self.billed.now, **options
            )

    def paid(self, order: WalletOrder) -> tuple[dict[str, str], bytes]:
        """The family pays the order; the call-back of it."""
        return self.till.notice(self.till.trade(self.till.pay(order.trade_number)))


def open_a_wallet(billed: Billed, gateway: Gateway, *, number: str = "1900000001") -> Wallet:
    """Register and confirm the school's line to the gateway."""
    world, till = billed.world, gateway.open_till(number)
    merchant = perform(
        register_merchant,
        actor=world[Role.SCHOOL_ACCOUNTANT],
        now=billed.now,
        place=world.place,
        account_id=billed.accounts["B1"],
        keys=till.keys(address=gateway.address, notify_address="http://127.0.0.1:9/notices/"),
    )
    merchant = perform(
        confirm_merchant,
        actor=world[Role.COUNTY_OFFICER],
        now=billed.now,
        merchant_id=merchant.id,
    )
    with world.inside():
        row = Merchant.objects.select_related("account").get(pk=merchant.id)
    return Wallet(billed, till, row)
