"""Paying by phone on the family's pages, and the address that the channel calls back."""

from __future__ import annotations

import pytest
from django.test import Client

from factories.billing import Billed, a_billed_world
from factories.browsing import family_client, text_of
from factories.wallet import open_a_wallet
from kehou.demo.gateway.serving import Gateway
from kehou.funds.models import Receipt, Refund, WalletOrder
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def billed() -> Billed:
    billed = a_billed_world(per_class=1)
    set_business_now(billed.now)
    return billed


def _post(client: Client, address: str) -> None:
    assert client.post(address).status_code == 302


def test_a_family_pays_by_phone_and_the_call_back_settles(billed: Billed, gateway: Gateway) -> None:
    wallet = open_a_wallet(billed, gateway, number="1900000009")
    child = billed.world.children[0]
    family = family_client(child)
    account = f"/family/{child.pupil_id}/account/"
    assert "用微信支付缴费" in text_of(family, account)
    _post(family, f"/family/{child.pupil_id}/payments/")
    with billed.world.inside():
        order = WalletOrder.objects.get()
    address = f"/family/{child.pupil_id}/payments/{order.id}/"
    assert "<svg" in text_of(family, address)
    _post(family, address)
    assert "待缴" in text_of(family, account)
    headers, body = wallet.paid(order)
    called = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    notices = f"/wallet/{billed.world.school.short_code}/notices/"
    bare = Client(enforce_csrf_checks=True)
    refused = bare.post(notices, body + b" ", content_type="application/json", **called)
    assert (refused.status_code, refused.json()["code"]) == (401, "FAIL")
    assert bare.post(notices, body, content_type="application/json", **called).status_code == 204
    assert bare.post(notices, body, content_type="application/json", **called).status_code == 204
    assert bare.get(notices).status_code == 405
    assert "没有待缴的金额" in text_of(family, account)
    with billed.world.inside():
        assert Receipt.objects.count() == 1
        assert not Refund.objects.exists()


def test_a_lost_call_back_is_settled_when_the_family_asks(billed: Billed, gateway: Gateway) -> None:
    wallet = open_a_wallet(billed, gateway, number="1900000010")
    child = billed.world.children[0]
    family = family_client(child)
    _post(family, f"/family/{child.pupil_id}/payments/")
    with billed.world.inside():
        order = WalletOrder.objects.get()
    wallet.till.pay(order.trade_number)
    _post(family, f"/family/{child.pupil_id}/payments/{order.id}/")
    assert "没有待缴的金额" in text_of(family, f"/family/{child.pupil_id}/account/")
    gateway.down = True
    billed.pay(1, child=1)
    other = family_client(billed.world.children[1])
    pupil = billed.world.children[1].pupil_id
    answer = other.post(f"/family/{pupil}/payments/", follow=True)
    gateway.down = False
    assert "暂时没有应答" in answer.content.decode()
