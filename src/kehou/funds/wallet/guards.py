"""Our own guards over the channel's library, pure: they look at a call-back before and after it is opened.

The library checks the signature and opens the ciphertext. It looks at no time, it asks the network for
certificates when a serial is unknown, and it compares nothing with the order; these guards do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kehou.funds.facts.wallet import ALGORITHM, NONCE, SERIAL, SIGNATURE, SIGNATURE_TYPE, STAMP
from kehou.funds.wallet.port import Trade, TradeState
from kehou.kernel.fen import Fen

WINDOW = timedelta(minutes=5)
CURRENCY = "CNY"
MAX_BODY_BYTES = 64 * 1024


class NoticeRefused(ValueError):
    """A call-back was refused; ``reason`` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Expected:
    """What the house knows of an order that a call-back speaks of."""

    merchant: str
    app: str
    out_trade_no: str
    amount: Fen


@dataclass(frozen=True, slots=True)
class Guards:
    """Which guards stand. All do; a test lets one down to show the harm that it keeps off."""

    time: bool = True
    serial: bool = True
    merchant: bool = True
    amount: bool = True
    once: bool = True


ALL = Guards()


def admit(
    headers: Mapping[str, str], body: bytes, *, serials: frozenset[str], now: datetime, guards: Guards = ALL
) -> None:
    """Look at the outside of a call-back. ``now`` is the machine's clock. Raises NoticeRefused."""
    if len(body) > MAX_BODY_BYTES:
        raise NoticeRefused("body_too_large")
    if headers.get(SIGNATURE_TYPE) != ALGORITHM:
        raise NoticeRefused("algorithm")
    if not headers.get(NONCE) or not headers.get(SIGNATURE):
        raise NoticeRefused("unsigned")
    if guards.serial and headers.get(SERIAL) not in serials:
        raise NoticeRefused("serial")
    if guards.time and not _is_fresh(headers.get(STAMP, ""), now):
        raise NoticeRefused("time")


def _is_fresh(stamp: str, now: datetime) -> bool:
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 11):
        return False
    return abs(now.timestamp() - int(stamp)) <= WINDOW.total_seconds()


def compare(trade: Trade, expected: Expected, *, guards: Guards = ALL) -> None:
    """Hold what the channel says beside the order. Raises NoticeRefused."""
    if trade.out_trade_no != expected.out_trade_no:
        raise NoticeRefused("order")
    if guards.merchant and (trade.merchant, trade.app) != (expected.merchant, expected.app):
        raise NoticeRefused("merchant")
    if trade.state is not TradeState.PAID:
        raise NoticeRefused("not_paid")
    if not trade.transaction_id or trade.paid_at is None:
        raise NoticeRefused("incomplete")
    if guards.amount and (trade.amount != expected.amount or trade.currency != CURRENCY):
        raise NoticeRefused("amount")
