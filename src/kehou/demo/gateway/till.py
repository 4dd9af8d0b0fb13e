"""What the gateway keeps of one merchant: its orders and refunds, and what it tells about them."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from kehou.demo.gateway.keys import Platform, new_key, private_text, public_text, sealed_resource
from kehou.funds.facts.wallet import MerchantKeys
from kehou.platform.clock.wall import wall_now

Content = dict[str, Any]
Answer = tuple[HTTPStatus, Content | bytes | None]


class Refused(Exception):
    """The gateway refuses a request with a documented code."""

    def __init__(self, status: HTTPStatus, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


@dataclass
class Order:
    """One order at the gateway."""

    out_trade_no: str
    total: int
    notify_url: str
    state: str = "NOTPAY"
    transaction_id: str = ""
    paid_at: str = ""
    refunded: int = 0


@dataclass
class Till:
    """One merchant of the gateway with all that was ordered and refunded."""

    merchant: str
    app: str
    platform: Platform
    certificate_serial: str = field(default_factory=lambda: secrets.token_hex(20).upper())
    api_key: str = field(default_factory=lambda: secrets.token_hex(16))
    merchant_key: RSAPrivateKey = field(default_factory=new_key)
    orders: dict[str, Order] = field(default_factory=dict)
    refunds: dict[str, Content] = field(default_factory=dict)

    def keys(self, *, address: str, notify_address: str) -> MerchantKeys:
        """What the merchant is given to sign its requests and to open call-backs."""
        return MerchantKeys(
            merchant=self.merchant,
            app=self.app,
            certificate_serial=self.certificate_serial,
            private_key=private_text(self.merchant_key),
            api_key=self.api_key,
            channel_key_id=self.platform.key_id,
            channel_key=public_text(self.platform.key),
            notify_address=notify_address,
            address=address,
        )

    def pay(self, out_trade_no: str, *, at: datetime | None = None) -> Order:
        """Somebody pays an order with their phone. Raises KeyError for one that is not open."""
        order = self.orders[out_trade_no]
        if order.state != "NOTPAY":
            raise KeyError(f"{out_trade_no} is {order.state}")
        order.state = "SUCCESS"
        order.transaction_id = f"42000{secrets.randbelow(10**23):023d}"
        order.paid_at = (at or wall_now()).isoformat(timespec="seconds")
        return order

    def trade(self, order: Order) -> Content:
        """An order as the gateway tells of it."""
        told: Content = {
            "mchid": self.merchant,
            "appid": self.app,
            "out_trade_no": order.out_trade_no,
            "trade_state": order.state,
            "trade_type": "NATIVE",
            "amount": {"total": order.total, "payer_total": order.total, "currency": "CNY"},
        }
        if order.paid_at:
            told |= {"transaction_id": order.transaction_id, "success_time": order.paid_at}
        return told

    def notice(
        self, content: Content, *, event: str = "TRANSACTION.SUCCESS", stamp: int | None = None
    ) -> tuple[dict[str, str], bytes]:
        """A signed and sealed call-back: its headers and its body."""
        kind = "refund" if event.startswith("REFUND") else "transaction"
        body = json.dumps(
            {
                "id": secrets.token_hex(18),
                "create_time": wall_now().isoformat(timespec="seconds"),
                "event_type": event,
                "resource_type": "encrypt-resource",
                "summary": "支付成功",
                "resource": sealed_resource(content, api_key=self.api_key, kind=kind),
            },
            ensure_ascii=False,
        )
        moment = stamp if stamp is not None else int(wall_now().timestamp())
        return self.platform.headers(body, stamp=moment), body.encode()

    def refund_notice(self, out_refund_no: str) -> tuple[dict[str, str], bytes]:
        """The call-back of a refund that went through."""
        told = self.refunds[out_refund_no]
        content = {key: value for key, value in told.items() if key != "status"}
        return self.notice(
            content | {"mchid": self.merchant, "refund_status": told["status"]}, event="REFUND.SUCCESS"
        )
