"""The gateway over HTTP on loopback: it checks each merchant's signature and signs each answer."""

from __future__ import annotations

import base64
import json
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.request import Request, urlopen

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from kehou.demo.gateway.bills import BILLS, FILES, name_bill, packed_bill
from kehou.demo.gateway.keys import Platform, new_key
from kehou.demo.gateway.till import Answer, Content, Order, Refused, Till
from kehou.platform.clock.wall import wall_now

_AUTHORIZATION = re.compile(r'(\w+)="([^"]*)"')
_ORDER = re.compile(r"/v3/pay/transactions/out-trade-no/([\w*|-]+)(/close)?")
_REFUNDS = "/v3/refund/domestic/refunds"
PHONE = "/phone/"


class Gateway:
    """All merchants of a gateway, behind one lock. ``down`` makes it answer nothing but errors."""

    def __init__(self) -> None:
        self.platform = Platform(new_key(), f"PUB_KEY_ID_0{secrets.randbelow(10**30):030d}")
        self.tills: dict[str, Till] = {}
        self.down = False
        self.address = ""
        self._lock = Lock()

    def open_till(self, merchant: str, *, app: str = "wx0000000000000001") -> Till:
        """A new merchant."""
        till = self.tills[merchant] = Till(merchant, app, self.platform)
        return till

    def pay(self, out_trade_no: str) -> bool:
        """Somebody's phone pays an order, and the gateway calls back; whether it was open."""
        with self._lock:
            till = next((till for till in self.tills.values() if out_trade_no in till.orders), None)
            if till is None or till.orders[out_trade_no].state != "NOTPAY":
                return False
            order = till.pay(out_trade_no)
            headers, body = till.notice(till.trade(order))
        Thread(target=send_notice, args=(order.notify_url, headers, body), daemon=True).start()
        return True

    def answer(self, method: str, path: str, body: str, authorization: str) -> Answer:
        """Serve one request. Raises Refused."""
        if self.down:
            raise Refused(HTTPStatus.INTERNAL_SERVER_ERROR, "SYSTEM_ERROR")
        with self._lock:
            till = self._merchant(method, path, body, authorization)
            content = json.loads(body) if body else {}
            bare = path.partition("?")[0]
            if (method, bare) == ("POST", "/v3/pay/transactions/native"):
                return _order(till, content)
            if found := _ORDER.fullmatch(bare):
                return _close(till, found[1]) if found[2] else _query(till, found[1])
            if bare == _REFUNDS:
                return _refund(till, content)
            if bare == BILLS:
                return name_bill(till, path, self.address)
            if bare == FILES:
                return packed_bill(till, path)
        raise Refused(HTTPStatus.NOT_FOUND, "RESOURCE_NOT_EXISTS")

    def _merchant(self, method: str, path: str, body: str, authorization: str) -> Till:
        said = dict(_AUTHORIZATION.findall(authorization))
        till = self.tills.get(said.get("mchid", ""))
        if till is None or said.get("serial_no") != till.certificate_serial:
            raise Refused(HTTPStatus.UNAUTHORIZED, "SIGN_ERROR")
        message = f"{method}\n{path}\n{said['timestamp']}\n{said['nonce_str']}\n{body}\n"
        try:
            signature = base64.b64decode(said["signature"])
            till.merchant_key.public_key().verify(signature, message.encode(), PKCS1v15(), SHA256())
        except InvalidSignature as error:
            raise Refused(HTTPStatus.UNAUTHORIZED, "SIGN_ERROR") from error
        return till


def _order(till: Till, content: Content) -> Answer:
    if (content["mchid"], content["appid"]) != (till.merchant, till.app):
        raise Refused(HTTPStatus.BAD_REQUEST, "PARAM_ERROR")
    number, total = content["out_trade_no"], content["amount"]["total"]
    known = till.orders.get(number)
    if known and (known.total != total or known.state != "NOTPAY"):
        raise Refused(HTTPStatus.FORBIDDEN, "OUT_TRADE_NO_USED")
    if total <= 0:
        raise Refused(HTTPStatus.BAD_REQUEST, "PARAM_ERROR")
    till.orders.setdefault(number, Order(number, total, content["notify_url"]))
    return HTTPStatus.OK, {"code_url": f"weixin://wxpay/bizpayurl?pr={number[-12:]}"}


def _query(till: Till, number: str) -> Answer:
    if number not in till.orders:
        raise Refused(HTTPStatus.NOT_FOUND, "ORDER_NOT_EXIST")
    return HTTPStatus.OK, till.trade(till.orders[number])


def _close(till: Till, number: str) -> Answer:
    order = till.orders.get(number)
    if order is None:
        raise Refused(HTTPStatus.NOT_FOUND, "ORDER_NOT_EXIST")
    if order.state == "SUCCESS":
        raise Refused(HTTPStatus.BAD_REQUEST, "ORDERPAID")
    order.state = "CLOSED"
    return HTTPStatus.NO_CONTENT, None


def _refund(till: Till, content: Content) -> Answer:
    number, asked = content["out_refund_no"], content["amount"]
    known = till.refunds.get(number)
    if known:
        if known["amount"]["refund"] != asked["refund"]:
            raise Refused(HTTPStatus.BAD_REQUEST, "INVALID_REQUEST")
        return HTTPStatus.OK, known
    order = till.orders.get(content["out_trade_no"])
    if order is None or not order.paid_at:
        raise Refused(HTTPStatus.NOT_FOUND, "RESOURCE_NOT_EXISTS")
    if asked["total"] != order.total or order.refunded + asked["refund"] > order.total:
        raise Refused(HTTPStatus.FORBIDDEN, "NOT_ENOUGH")
    order.refunded += asked["refund"]
    order.state = "REFUND"
    told = till.refunds[number] = {
        "refund_id": f"50000{secrets.randbelow(10**23):023d}",
        "out_refund_no": number,
        "out_trade_no": order.out_trade_no,
        "transaction_id": order.transaction_id,
        "status": "SUCCESS",
        "success_time": wall_now().isoformat(timespec="seconds"),
        "amount": {"refund": asked["refund"], "total": order.total, "currency": "CNY"},
    }
    return HTTPStatus.OK, told


class _Handler(BaseHTTPRequestHandler):
    """One connection; ``gateway`` answers."""

    gateway: Gateway
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._serve("GET", "")

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self._serve("POST", self.rfile.read(length).decode())

    def _serve(self, method: str, body: str) -> None:
        if method == "POST" and self.path.startswith(PHONE):  # no part of the protocol: the payer's phone
            self.send_response(200 if self.gateway.pay(self.path.removeprefix(PHONE)) else 404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        try:
            status, content = self.gateway.answer(
                method, self.path, body, self.headers.get("Authorization", "")
            )
        except Refused as refused:
            status, content = refused.status, {"code": refused.code, "message": refused.code}
        if isinstance(content, bytes):  # files are not signed; their digest was
            self._send(status, content, {"Content-Type": "application/octet-stream"})
            return
        text = "" if content is None else json.dumps(content, ensure_ascii=False)
        signed = self.gateway.platform.headers(text, stamp=int(wall_now().timestamp()))
        signed["Content-Type"] = "application/json; charset=utf-8"
        self._send(status, text.encode(), signed)

    def _send(self, status: HTTPStatus, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (named by the base class)
        """Say nothing."""


@contextmanager
def serve_gateway(gateway: Gateway, *, port: int = 0) -> Iterator[str]:
    """Serve a gateway on loopback while in use; its address."""
    server = ThreadingHTTPServer(("127.0.0.1", port), type("Handler", (_Handler,), {"gateway": gateway}))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    gateway.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield gateway.address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send_notice(address: str, headers: dict[str, str], body: bytes) -> int:
    """Carry a call-back to a merchant; the status of its answer."""
    request = Request(address, data=body, headers={**headers, "Content-Type": "application/json"})  # noqa: S310  (loopback)
    try:
        with urlopen(request, timeout=15) as answer:  # noqa: S310  (an address on loopback)
            return int(answer.status)
    except OSError as error:
        return int(getattr(error, "code", 0))
