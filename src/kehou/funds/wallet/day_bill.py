"""The channel's own bill of a day (交易账单): what it says was paid and given back. Pure."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kehou.kernel.fen import ZERO, Fen, total

ORDER, TRANSACTION, STATE = "商户订单号", "微信订单号", "交易状态"
PAID, REFUND_NUMBER, REFUNDED = "应结订单金额", "商户退款单号", "申请退款金额"
ALL_PAID, ALL_REFUNDED, COUNT = "应结订单总金额", "申请退款总金额", "总交易单数"
COLUMNS = (ORDER, TRANSACTION, STATE, PAID, REFUND_NUMBER, REFUNDED)
MARK = "`"  # stands before each value, so that a spreadsheet leaves long numbers as they are


class UnreadableBill(ValueError):
    """The file is no bill of a day, or its rows do not add up to its own totals."""


@dataclass(frozen=True, slots=True)
class BillRow:
    """One row: an order that was paid, or a refund of one."""

    out_trade_no: str
    transaction_id: str
    amount: Fen
    out_refund_no: str = ""
    refunded: Fen = ZERO

    @property
    def key(self) -> str:
        """What names the row at the merchant: the refund's number, or the order's."""
        return self.out_refund_no or self.out_trade_no


@dataclass(frozen=True, slots=True)
class DayBill:
    """All rows of a day."""

    rows: tuple[BillRow, ...] = ()

    @property
    def paid(self) -> Fen:
        """All that was paid."""
        return total(row.amount for row in self.rows)

    @property
    def refunded(self) -> Fen:
        """All that went back."""
        return total(row.refunded for row in self.rows)


def read_day_bill(text: str) -> DayBill:
    """Read a day's bill and hold its rows against its own totals. Raises UnreadableBill."""
    try:
        lines = [row for row in csv.reader(text.removeprefix("\ufeff").splitlines()) if row]
        head, *rows, total_head, totals = lines
        said = dict(zip(total_head, _bare(totals), strict=True))
        bill = DayBill(tuple(_rows(head, rows)))
        wanted = (int(said[COUNT]), Fen.from_yuan(said[ALL_PAID]), Fen.from_yuan(said[ALL_REFUNDED]))
    except (ValueError, KeyError, csv.Error) as error:
        raise UnreadableBill("no bill of a day") from error
    if (len(bill.rows), bill.paid, bill.refunded) != wanted:
        raise UnreadableBill("the rows do not add up to the totals")
    return bill


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[BillRow]:
    places = [head.index(column) for column in COLUMNS]
    for row in rows:
        values = _bare(row)
        order, transaction, state, paid, refund, refunded = (values[place] for place in places)
        if state == "SUCCESS":
            yield BillRow(order, transaction, Fen.from_yuan(paid))
        else:
            yield BillRow(order, transaction, ZERO, refund, Fen.from_yuan(refunded))


def _bare(values: Sequence[str]) -> list[str]:
    return [value.removeprefix(MARK).strip() for value in values]
