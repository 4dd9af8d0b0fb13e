"""What the house asks of a payment channel. The channel's own library stays behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from kehou.funds.wallet.day_bill import DayBill
from kehou.kernel.fen import Fen


class ChannelDown(RuntimeError):
    """The channel did not answer, or its answer could not be trusted; to be asked again later."""


class ForgedNotice(ValueError):
    """A notice was not signed by the channel, or does not open."""


class TradeState(StrEnum):
    """Where an order stands at the channel."""

    PAID = "SUCCESS"
    UNPAID = "NOTPAY"
    CLOSED = "CLOSED"
    REFUNDED = "REFUND"
    FAILED = "PAYERROR"


class RefundState(StrEnum):
    """Where a refund stands at the channel."""

    DONE = "SUCCESS"
    RUNNING = "PROCESSING"
    CLOSED = "CLOSED"
    FAILED = "ABNORMAL"


@dataclass(frozen=True, slots=True)
class Trade:
    """An order as the channel tells of it. ``amount`` is None where it names none."""

    merchant: str
    app: str
    out_trade_no: str
    state: TradeState
    transaction_id: str = ""
    amount: Fen | None = None
    currency: str = ""
    paid_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RefundTrade:
    """A refund as the channel tells of it."""

    merchant: str
    out_trade_no: str
    out_refund_no: str
    state: RefundState
    amount: Fen | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A call-back that the channel signed: its own id, and what it tells of."""

    id: str
    about: Trade | RefundTrade


class Channel(Protocol):
    """One merchant's line to the channel."""

    def order(self, *, out_trade_no: str, amount: Fen, about: str, expires_at: datetime) -> str:
        """Place an order; the address that a phone opens to pay it. Raises ChannelDown."""

    def query(self, out_trade_no: str) -> Trade | None:
        """Where an order stands; None for one that the channel does not know. Raises ChannelDown."""

    def close(self, out_trade_no: str) -> None:
        """Let nobody pay an order any more. Raises ChannelDown."""

    def refund(
        self, *, out_trade_no: str, out_refund_no: str, amount: Fen, total: Fen, reason: str
    ) -> RefundTrade:
        """Give money back; the same number twice gives it once. Raises ChannelDown."""

    def day_bill(self, day: date) -> DayBill:
        """What the channel says was paid and given back on a day. Raises ChannelDown."""

    def read(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """Open a call-back whose headers were admitted. Raises ForgedNotice."""
