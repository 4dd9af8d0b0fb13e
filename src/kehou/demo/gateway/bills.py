"""The trade bill of a day: named with its digest, then handed out as a packed file."""

from __future__ import annotations

import gzip
from datetime import date, datetime
from hashlib import sha1
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from kehou.demo.gateway.till import Answer, Content, Order, Refused, Till
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day

BILLS, FILES = "/v3/bill/tradebill", "/v3/billdownload/file"
HEAD = "交易时间,公众账号{},商户号,".format("ID") + (
    "特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,"
    "应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,"
    "手续费,费率,订单金额,申请退款金额,费率备注"
)
TOTALS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"


def name_bill(till: Till, path: str, address: str) -> Answer:
    """Where the bill of a day lies, and its digest. Raises Refused for a day without trade."""
    day = _asked(path, "bill_date")
    content = day_bill(till, date.fromisoformat(day)).encode()
    return HTTPStatus.OK, {
        "hash_type": "SHA1",
        "hash_value": sha1(content, usedforsecurity=False).hexdigest(),
        "download_url": f"{address}{FILES}?token={day}",
    }


def packed_bill(till: Till, path: str) -> Answer:
    """The file itself."""
    return HTTPStatus.OK, gzip.compress(day_bill(till, date.fromisoformat(_asked(path, "token"))).encode())


def day_bill(till: Till, day: date) -> str:
    """The bill of a day as the channel writes it. Raises Refused for a day without trade."""
    paid = [order for order in till.orders.values() if _is_on(order.paid_at, day)]
    back = [told for told in till.refunds.values() if _is_on(told["success_time"], day)]
    if not paid and not back:
        raise Refused(HTTPStatus.BAD_REQUEST, "NO_STATEMENT_EXIST")
    rows = [_paid(till, order) for order in paid] + [_back(till, told) for told in back]
    in_all = _yuan(sum(order.total for order in paid))
    out_all = _yuan(sum(told["amount"]["refund"] for told in back))
    totals = [str(len(rows)), in_all, out_all, "0.00", "0.00000", in_all, out_all]
    return "\r\n".join([HEAD, *(_row(row) for row in rows), TOTALS, _row(totals)]) + "\r\n"


def _paid(till: Till, order: Order) -> list[str]:
    amount = _yuan(order.total)
    numbers = ["", "", order.transaction_id, order.out_trade_no]
    state = ["", "NATIVE", "SUCCESS", "OTHERS", "CNY"]
    return [
        *(_time(order.paid_at), till.app, till.merchant, *numbers, *state, amount, "0.00"),
        *("0", "0", "0.00", "0.00", "", "", "课后服务费", "", "0.00000", "0.00%", amount, "0.00", ""),
    ]


def _back(till: Till, told: Content) -> list[str]:
    amount = _yuan(told["amount"]["refund"])
    numbers = ["", "", told["transaction_id"], told["out_trade_no"]]
    state = ["", "NATIVE", "REFUND", "OTHERS", "CNY"]
    return [
        *(_time(told["success_time"]), till.app, till.merchant, *numbers, *state, "0.00", "0.00"),
        *(told["refund_id"], told["out_refund_no"], amount, "0.00", "ORIGINAL", told["status"]),
        *("课后服务费", "", "0.00000", "0.00%", "0.00", amount, ""),
    ]


def _asked(path: str, name: str) -> str:
    return parse_qs(urlsplit(path).query)[name][0]


def _is_on(moment: str, day: date) -> bool:
    return bool(moment) and local_day(datetime.fromisoformat(moment)) == day


def _time(moment: str) -> str:
    return datetime.fromisoformat(moment).strftime("%Y-%m-%d %H:%M:%S")


def _yuan(fen: int) -> str:
    return Fen(fen).in_yuan().replace(",", "")


def _row(values: list[str]) -> str:
    return ",".join(f"`{value}" for value in values)
