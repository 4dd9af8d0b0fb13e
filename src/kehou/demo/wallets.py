"""Paying by phone while the demo is served: a gateway on loopback, and a line to it for each school."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import Request, urlopen
from uuid import UUID

from kehou.demo.county import HOME
from kehou.demo.gateway.serving import PHONE, Gateway, serve_gateway
from kehou.demo.rolls import SCHOOLS
from kehou.funds.models import LIVE_ORDER, Merchant, MoneyAccount, WalletOrder
from kehou.funds.services import money
from kehou.kernel.actor import Actor
from kehou.platform.access.holding import grants_of
from kehou.platform.access.models import Account
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import business_now
from kehou.platform.database.scope import scoped
from kehou.registry.public import SchoolInfo, school_by_code

ADDRESS = "KEHOU_DEMO_GATEWAY"


@contextmanager
def open_lines(site: str) -> Iterator[None]:
    """Serve the gateway while the demo is served; the server's workers learn its address."""
    gateway = Gateway()
    with serve_gateway(gateway) as address:
        os.environ[ADDRESS] = address
        for number, school in enumerate(SCHOOLS, start=1):
            known = school_by_code(school.key)
            if known is not None:
                _renew_line(gateway, known, site, f"1900000{100 + number}")
        yield


def pay(order_id: UUID) -> bool:
    """Somebody's phone pays an order; whether there was a gateway and the order was open."""
    address = os.environ.get(ADDRESS, "")
    with scoped(HOME):
        order = WalletOrder.objects.filter(pk=order_id).first()
    if order is None or not address.startswith("http://127.0.0.1:"):
        return False
    request = Request(f"{address}{PHONE}{order.trade_number}", method="POST")  # noqa: S310  (loopback)
    try:
        with urlopen(request, timeout=10) as answer:  # noqa: S310  (an address on loopback)
            return int(answer.status) == 200
    except OSError:
        return False


def _renew_line(gateway: Gateway, school: SchoolInfo, site: str, number: str) -> None:
    """A fresh line to a gateway that is new at each start; open orders of the old one are closed."""
    now = business_now()
    with scoped(HOME):
        accounts = MoneyAccount.objects.filter(school_id=school.id, kind="school", ended_at=None)
        account = accounts.exclude(confirmed_at=None).first()
        if account is None:
            return
        old = Merchant.objects.filter(school_id=school.id, ended_at=None)
        live = WalletOrder.objects.filter(merchant__in=old, state__in=LIVE_ORDER)
        live.update(state=WalletOrder.State.CLOSED)
        old.update(ended_at=now)
    till = gateway.open_till(number)
    notices = f"{site}/wallet/{school.short_code}/notices/"
    keys = till.keys(address=gateway.address, notify_address=notices)
    accountant, officer = _actor(f"{school.short_code}-accountant"), _actor("county-officer")
    row = perform(
        money.register_merchant,
        actor=accountant,
        now=now,
        place=school.place,
        account_id=account.id,
        keys=keys,
    )
    perform(money.confirm_merchant, actor=officer, now=now, merchant_id=row.id)


def _actor(login: str) -> Actor:
    person = Account.objects.get(login=login).person_id
    return Actor(person, grants_of(person, on=business_now().date()))
