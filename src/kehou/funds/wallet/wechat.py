"""WeChat Pay, API v3, through its community library, in public-key mode; orders are paid by QR code."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha1
from typing import Any

from wechatpayv3 import WeChatPay, WeChatPayType

from kehou.funds.facts.wallet import MerchantKeys
from kehou.funds.wallet.day_bill import DayBill, UnreadableBill, read_day_bill
from kehou.funds.wallet.port import (
    ChannelDown,
    ForgedNotice,
    Notice,
    RefundState,
    RefundTrade,
    Trade,
    TradeState,
)
from kehou.kernel.fen import Fen

TIMEOUT_S = (5, 15)
NOTHING_THAT_DAY = "NO_STATEMENT_EXIST"
GZIP, MOST_BYTES = 31, 16 * 1024 * 1024
_REFUND_EVENTS = {"REFUND.SUCCESS", "REFUND.ABNORMAL", "REFUND.CLOSED"}


class WeChatChannel:
    """One merchant's line to WeChat Pay."""

    def __init__(self, keys: MerchantKeys) -> None:
        self._keys = keys
        self._pay = WeChatPay(
            wechatpay_type=WeChatPayType.NATIVE,
            mchid=keys.merchant,
            private_key=_bare(keys.private_key),
            cert_serial_no=keys.certificate_serial,
            appid=keys.app,
            apiv3_key=keys.api_key,
            notify_url=keys.notify_address,
            timeout=TIMEOUT_S,
            public_key=_bare(keys.channel_key),
            public_key_id=keys.channel_key_id,
        )
        self._pay._core._gate_way = keys.address  # the library knows one address only

    def order(self, *, out_trade_no: str, amount: Fen, about: str, expires_at: datetime) -> str:
        """Place an order; the address that the QR code shows. Raises ChannelDown."""
        answer = self._ask(
            self._pay.pay,
            description=about,
            out_trade_no=out_trade_no,
            amount={"total": amount.amount, "currency": "CNY"},
            time_expire=expires_at.isoformat(timespec="seconds"),
        )
        return str(answer["code_url"])

    def query(self, out_trade_no: str) -> Trade | None:
        """Where an order stands. Raises ChannelDown."""
        answer = self._ask(self._pay.query, out_trade_no=out_trade_no, missing=404)
        return _trade(answer) if answer else None

    def close(self, out_trade_no: str) -> None:
        """Close an order. Raises ChannelDown."""
        self._ask(self._pay.close, out_trade_no=out_trade_no)

    def refund(
        self, *, out_trade_no: str, out_refund_no: str, amount: Fen, total: Fen, reason: str
    ) -> RefundTrade:
        """Ask for a refund. Raises ChannelDown."""
        answer = self._ask(
            self._pay.refund,
            out_trade_no=out_trade_no,
            out_refund_no=out_refund_no,
            amount={"refund": amount.amount, "total": total.amount, "currency": "CNY"},
            reason=reason,
        )
        return _refund(answer, merchant=self._keys.merchant)

    def day_bill(self, day: date) -> DayBill:
        """The trade bill of a day, once its digest and its totals hold. Raises ChannelDown."""
        code, text = self._call(self._pay.trade_bill, bill_date=day.isoformat())
        if code == 400 and NOTHING_THAT_DAY in text:
            return DayBill()
        answer = _content(code, text)
        return _day_bill(self._file(str(answer["download_url"])), digest=str(answer["hash_value"]))

    def _file(self, address: str) -> bytes:
        """The bytes of a file that the channel named, fetched from the channel's own address only."""
        if not address.startswith(f"{self._keys.address}/"):
            raise ChannelDown("the file lies elsewhere")
        code, content = self._call(self._pay.download_bill, url=address)
        if code != 200 or not isinstance(content, bytes):
            raise ChannelDown(f"{code}")
        return content

    def read(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """Check the signature of a call-back and open it. Raises ForgedNotice."""
        try:
            opened = self._pay.callback(dict(headers), body)
            if not opened:
                raise ForgedNotice("the signature or the seal does not hold")
            return _notice(opened, merchant=self._keys.merchant)
        except ForgedNotice:
            raise
        except Exception as error:  # the library raises bare exceptions on what it cannot read
            raise ForgedNotice(str(error)) from error

    def _ask(self, call: Any, *, missing: int = 0, **arguments: Any) -> dict[str, Any]:
        code, text = self._call(call, **arguments)
        return {} if code == missing else _content(code, text)

    def _call(self, call: Any, **arguments: Any) -> tuple[int, Any]:
        try:
            code, content = call(**arguments)
        except Exception as error:  # no line, no answer, or the library's bare one on a wrong signature
            raise ChannelDown(str(error)) from error
        return int(code), content


def _day_bill(packed: bytes, *, digest: str) -> DayBill:
    """Unpack a bill, a few megabytes at most, and hold it against the digest that was signed for."""
    try:
        content = zlib.decompressobj(wbits=GZIP).decompress(packed, MOST_BYTES)
    except zlib.error as error:
        raise ChannelDown("the file does not unpack") from error
    if sha1(content, usedforsecurity=False).hexdigest() != digest.lower():
        raise ChannelDown("the file is not the one that was named")
    try:
        return read_day_bill(content.decode())
    except (UnreadableBill, UnicodeDecodeError) as error:
        raise ChannelDown(str(error)) from error


def _content(code: int, text: str) -> dict[str, Any]:
    if not 200 <= code < 300:
        raise ChannelDown(f"{code} {text}")
    return dict(json.loads(text)) if text else {}


def _notice(opened: Mapping[str, Any], *, merchant: str) -> Notice:
    kind, resource = str(opened["event_type"]), opened["resource"]
    if kind in _REFUND_EVENTS:
        return Notice(str(opened["id"]), _refund(resource, merchant=merchant))
    return Notice(str(opened["id"]), _trade(resource))


def _trade(answer: Mapping[str, Any]) -> Trade:
    amount = answer.get("amount") or {}
    paid = answer.get("success_time")
    return Trade(
        merchant=str(answer.get("mchid", "")),
        app=str(answer.get("appid", "")),
        out_trade_no=str(answer["out_trade_no"]),
        state=TradeState(answer["trade_state"]),
        transaction_id=str(answer.get("transaction_id", "")),
        amount=_fen(amount.get("total")),
        currency=str(amount.get("currency", "")),
        paid_at=datetime.fromisoformat(paid) if paid else None,
    )


def _refund(answer: Mapping[str, Any], *, merchant: str) -> RefundTrade:
    amount = answer.get("amount") or {}
    return RefundTrade(
        merchant=str(answer.get("mchid", merchant)),
        out_trade_no=str(answer["out_trade_no"]),
        out_refund_no=str(answer["out_refund_no"]),
        state=RefundState(answer.get("refund_status") or answer["status"]),
        amount=_fen(amount.get("refund")),
    )


def _fen(value: object) -> Fen | None:
    """An amount of a call-back; None for anything that is not a whole number."""
    return Fen(value) if type(value) is int else None


def _bare(pem: str) -> str:
    """The library adds the head and foot of a PEM text itself and takes no other line ends."""
    return pem.strip().replace("\r\n", "\n")
