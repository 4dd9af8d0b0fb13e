"""The demo's own gateway: each start opens a fresh line, and a visitor pays as the family's phone would."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model

from factories.billing import Billed, a_billed_world
from kehou.demo.rolls import SCHOOLS
from kehou.demo.wallets import open_lines, pay
from kehou.funds.models import Merchant, WalletOrder
from kehou.funds.wallet.services.asking import ask_about_open_orders
from kehou.funds.wallet.services.ordering import order_payment
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import at

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:9"


def _order(billed: Billed) -> WalletOrder:
    guardian = billed.world.children[0].guardian
    return order_payment(actor=guardian, now=billed.now, bill_id=billed.bill().id)


def test_a_visitor_pays_through_the_demos_gateway() -> None:
    key = SCHOOLS[0].key
    billed = a_billed_world(per_class=1, short_code=key)
    logins = {f"{key}-accountant": Role.SCHOOL_ACCOUNTANT, "county-officer": Role.COUNTY_OFFICER}
    for login, role in logins.items():
        get_user_model().objects.create(login=login, person_id=billed.world[role].person)
    with open_lines(SITE):
        left = _order(billed)
    with open_lines(SITE):
        with billed.world.inside():
            assert WalletOrder.objects.get(pk=left.pk).state == "closed"
            assert Merchant.objects.filter(ended_at=None).count() == 1
        order = _order(billed)
        assert pay(order.id)
        assert not pay(order.id)
        assert not pay(new_id())
        sight = at(billed.world.place)
        assert ask_about_open_orders(sight=sight, now=billed.now, patience=timedelta(0))["settled"] == 1
    assert billed.standing().open == Fen(0)
    assert not pay(order.id)
