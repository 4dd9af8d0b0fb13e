"""The line to the channel over a real socket, with real signatures, and what is not let through it."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from kehou.demo.gateway.serving import PHONE, Gateway, serve_gateway
from kehou.demo.gateway.till import Till
from kehou.funds.facts.wallet import SERIAL, SIGNATURE
from kehou.funds.wallet.guards import Expected, Guards, NoticeRefused, admit, compare
from kehou.funds.wallet.port import ChannelDown, ForgedNotice, RefundState, Trade, TradeState
from kehou.funds.wallet.wechat import WeChatChannel
from kehou.kernel.fen import Fen
from kehou.platform.clock.wall import wall_now

NOTIFY = "http://127.0.0.1:9/notices/"


@pytest.fixture(scope="module")
def till(gateway: Gateway) -> Till:
    return gateway.open_till("1900000001")


@pytest.fixture(scope="module")
def channel(gateway: Gateway, till: Till) -> WeChatChannel:
    return WeChatChannel(till.keys(address=gateway.address, notify_address=NOTIFY))


def _order(channel: WeChatChannel, number: str, amount_fen: int = 400) -> None:
    expires = datetime.now().astimezone() + timedelta(hours=2)
    address = channel.order(
        out_trade_no=number, amount=Fen(amount_fen), about="课后服务费", expires_at=expires
    )
    assert address.startswith("weixin://")


def test_an_order_is_placed_paid_and_found(channel: WeChatChannel, till: Till) -> None:
    _order(channel, "order-1")
    assert channel.query("order-1") == Trade(
        "1900000001", till.app, "order-1", TradeState.UNPAID, "", Fen(400), "CNY"
    )
    till.pay("order-1")
    paid = channel.query("order-1")
    assert paid is not None
    assert (paid.state, paid.amount) == (TradeState.PAID, Fen(400))
    assert channel.query("order-unknown") is None


def test_a_closed_order_is_not_paid(channel: WeChatChannel, till: Till) -> None:
    _order(channel, "order-2")
    channel.close("order-2")
    with pytest.raises(KeyError):
        till.pay("order-2")


def test_a_refund_asked_for_twice_is_given_once(channel: WeChatChannel, till: Till) -> None:
    _order(channel, "order-3", 1_000)
    till.pay("order-3")
    once = {"out_trade_no": "order-3", "out_refund_no": "refund-1", "amount": Fen(300), "total": Fen(1_000)}
    first = channel.refund(**once, reason="学校取消")
    assert first == channel.refund(**once, reason="学校取消")
    assert (first.state, first.amount) == (RefundState.DONE, Fen(300))
    assert till.orders["order-3"].refunded == 300
    with pytest.raises(ChannelDown, match="NOT_ENOUGH"):
        channel.refund(**{**once, "out_refund_no": "refund-2", "amount": Fen(701)}, reason="多退")


def test_a_phone_pays_an_open_order_once(channel: WeChatChannel, gateway: Gateway) -> None:
    _order(channel, "order-6")
    phone = Request(f"{gateway.address}{PHONE}order-6", method="POST")
    with urlopen(phone) as answer:
        assert answer.status == 200
    paid = channel.query("order-6")
    assert paid is not None
    assert paid.state is TradeState.PAID
    with pytest.raises(HTTPError):
        urlopen(phone)


def test_another_merchants_key_is_not_let_in(gateway: Gateway, till: Till) -> None:
    other = gateway.open_till("1900000002")
    stolen = till.keys(address=gateway.address, notify_address=NOTIFY)
    forged = other.keys(address=gateway.address, notify_address=NOTIFY)
    wrong = WeChatChannel(type(stolen)(**{**_fields(stolen), "private_key": forged.private_key}))
    with pytest.raises(ChannelDown, match="SIGN_ERROR"):
        wrong.query("order-1")


def test_an_answer_that_another_key_signed_is_not_believed(gateway: Gateway, till: Till) -> None:
    impostor = Gateway()
    impostor.tills = {till.merchant: till}
    with serve_gateway(impostor) as address:
        channel = WeChatChannel(till.keys(address=address, notify_address=NOTIFY))
        with pytest.raises(ChannelDown):
            channel.query("order-1")


def _fields(keys: object) -> dict[str, object]:
    return {name: getattr(keys, name) for name in keys.__dataclass_fields__}  # type: ignore[attr-defined]


def test_a_call_back_is_opened(channel: WeChatChannel, till: Till) -> None:
    _order(channel, "order-4")
    headers, body = till.notice(till.trade(till.pay("order-4")))
    notice = channel.read(headers, body)
    assert isinstance(notice.about, Trade)
    assert notice.about.out_trade_no == "order-4"


def test_an_altered_or_forged_call_back_does_not_open(channel: WeChatChannel, till: Till) -> None:
    content = till.trade(till.orders["order-4"])
    headers, body = till.notice(content)
    with pytest.raises(ForgedNotice):
        channel.read(headers, body.replace(b"SUCCESS", b"SUCCESS "))
    with pytest.raises(ForgedNotice):
        channel.read({**headers, SIGNATURE: "AAAA"}, body)
    impostor = Till(till.merchant, till.app, Gateway().platform, api_key=till.api_key)
    forged, forged_body = impostor.notice(content)
    with pytest.raises(ForgedNotice):
        channel.read({**forged, SERIAL: till.platform.key_id}, forged_body)


def test_the_guards_look_at_time_and_serial_first(till: Till) -> None:
    now, serials = wall_now(), frozenset({till.platform.key_id})
    stamp = int(now.timestamp())
    for age, admitted in ((299, True), (301, False), (-299, True), (-301, False)):
        headers, body = till.notice({}, stamp=stamp - age)
        if admitted:
            admit(headers, body, serials=serials, now=now)
        else:
            with pytest.raises(NoticeRefused, match="time"):
                admit(headers, body, serials=serials, now=now)
            admit(headers, body, serials=serials, now=now, guards=Guards(time=False))
    headers, body = till.notice({}, stamp=stamp)
    with pytest.raises(NoticeRefused, match="serial"):
        admit({**headers, SERIAL: "F00D"}, body, serials=serials, now=now)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"merchant": "1900000009"}, "merchant"),
        ({"app": "wx9"}, "merchant"),
        ({"out_trade_no": "order-9"}, "order"),
        ({"amount": Fen(399)}, "amount"),
        ({"amount": None}, "amount"),
        ({"currency": "USD"}, "amount"),
        ({"state": TradeState.UNPAID}, "not_paid"),
        ({"transaction_id": ""}, "incomplete"),
    ],
)
def test_the_guards_compare_each_part_with_the_order(change: dict[str, object], reason: str) -> None:
    expected = Expected("1900000001", "wx1", "order-5", Fen(400))
    trade = Trade("1900000001", "wx1", "order-5", TradeState.PAID, "4200", Fen(400), "CNY", wall_now())
    compare(trade, expected)
    changed = Trade(**{**_fields(trade), **change})  # type: ignore[arg-type]
    with pytest.raises(NoticeRefused, match=reason):
        compare(changed, expected)
