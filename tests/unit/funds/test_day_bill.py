"""The channel's bill of a day: fetched over HTTP, held against its digest and its totals, and compared."""

from __future__ import annotations

import gzip
from datetime import date, datetime, timedelta

import pytest

from kehou.demo.gateway import bills
from kehou.demo.gateway.serving import Gateway
from kehou.demo.gateway.till import Order, Till
from kehou.funds.wallet.comparing import Apart, Difference, differences
from kehou.funds.wallet.day_bill import BillRow, DayBill, UnreadableBill, read_day_bill
from kehou.funds.wallet.port import ChannelDown
from kehou.funds.wallet.wechat import WeChatChannel
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.moments import local_day
from kehou.platform.clock.wall import wall_now


@pytest.fixture
def till(gateway: Gateway, request: pytest.FixtureRequest) -> Till:
    made = gateway.open_till(f"19{abs(hash(request.node.name)) % 10**8:08d}")
    for number, fen in (("order-1", 123_456), ("order-2", 400)):
        made.orders[number] = Order(number, fen, "")
    made.pay("order-1")
    return made


@pytest.fixture
def channel(gateway: Gateway, till: Till) -> WeChatChannel:
    return WeChatChannel(till.keys(address=gateway.address, notify_address="http://127.0.0.1:9/"))


TODAY = local_day(wall_now())


def test_what_was_paid_and_given_back_is_on_the_bill(channel: WeChatChannel, till: Till) -> None:
    refund = {"out_trade_no": "order-1", "out_refund_no": "refund-1", "reason": "学校取消"}
    channel.refund(**refund, amount=Fen(56), total=Fen(123_456))
    bill = channel.day_bill(TODAY)
    number = till.orders["order-1"].transaction_id
    assert bill.rows == (
        BillRow("order-1", number, Fen(123_456)),
        BillRow("order-1", number, ZERO, "refund-1", Fen(56)),
    )
    assert (bill.paid, bill.refunded) == (Fen(123_456), Fen(56))


def test_a_day_without_trade_has_an_empty_bill(channel: WeChatChannel) -> None:
    assert channel.day_bill(TODAY - timedelta(days=1)) == DayBill()


@pytest.mark.parametrize("harm", ["another file", "no file", "elsewhere", "down"])
def test_a_file_that_is_not_the_one_that_was_signed_for_is_refused(
    channel: WeChatChannel, gateway: Gateway, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    name = bills.name_bill
    if harm == "another file":
        other = gzip.compress("别的文件".encode())
        monkeypatch.setattr("kehou.demo.gateway.serving.packed_bill", lambda *_: (200, other))
    elif harm == "no file":
        monkeypatch.setattr("kehou.demo.gateway.serving.packed_bill", lambda *_: (200, b"plain"))
    elif harm == "elsewhere":
        strange = "http://127.0.0.1:1"
        monkeypatch.setattr(
            "kehou.demo.gateway.serving.name_bill", lambda till, path, _: name(till, path, strange)
        )
    else:
        monkeypatch.setattr(gateway, "down", True)
    with pytest.raises(ChannelDown):
        channel.day_bill(TODAY)


def test_rows_that_do_not_add_up_are_no_bill(till: Till) -> None:
    text = bills.day_bill(till, TODAY)
    assert read_day_bill(text).paid == Fen(123_456)
    assert read_day_bill("\ufeff" + text).paid == Fen(123_456)
    for spoiled in (
        text.replace("`1234.56", "`1234.55", 1),
        text.replace("商户订单号", "订单号"),
        "",
        "a\nb\nc",
    ):
        with pytest.raises(UnreadableBill):
            read_day_bill(spoiled)


def test_what_one_of_them_lacks_or_says_otherwise_is_found() -> None:
    bill = DayBill(
        (
            BillRow("same", "1", Fen(100)),
            BillRow("unknown", "2", Fen(200)),
            BillRow("other", "3", Fen(300)),
            BillRow("midnight", "4", Fen(400)),
            BillRow("same", "1", ZERO, "back", Fen(50)),
        )
    )
    booked = {"same": Fen(100), "other": Fen(301), "untold": Fen(500), "back": Fen(50)}
    assert differences(bill, booked, {"midnight": Fen(400)}) == [
        Apart("other", Difference.AMOUNT, Fen(301), Fen(300)),
        Apart("unknown", Difference.NOT_HERE, ZERO, Fen(200)),
        Apart("untold", Difference.NOT_THERE, Fen(500), ZERO),
    ]
    assert differences(DayBill(), {}, {}) == []


def test_the_days_of_the_bill_are_local_days(till: Till) -> None:
    order = till.orders["order-2"]
    till.pay(
        "order-2", at=datetime.fromisoformat("2026-03-02T16:30:00+00:00")
    )  # half past midnight in the county
    assert read_day_bill(bills.day_bill(till, date(2026, 3, 3))).rows[0].amount == Fen(order.total)
