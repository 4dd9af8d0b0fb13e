"""A school's money in the demo as its people would handle it on quiet days."""

from __future__ import annotations

from kehou.demo.money import MoneyDesk


def collect(desk: MoneyDesk, *, late: int) -> None:
    """Open the book, bill everyone, take in the bank's file; the last few families have not paid yet."""
    desk.open_book()
    desk.issue()
    asked = [bill for bill in desk.bills() if bill.net_fen]
    paid = asked[: len(asked) - late]
    rows = (desk.bank_row(bill, number, on=desk.now.date()) for number, bill in enumerate(paid, start=1))
    desk.import_file(rows)
