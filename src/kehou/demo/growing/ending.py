"""The end of a demo school's term on quiet days: allowances by month, closing, surplus, account, archive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from kehou.demo.money import MoneyDesk
from kehou.funds.services import closing, pay
from kehou.kernel.moments import SHANGHAI
from kehou.kernel.places import Place
from kehou.registry.public import TermInfo

PURSE = "B1"
SHOWN = timedelta(days=7)
PAID_ON = 10  # of the next month


def months(term: TermInfo) -> Iterator[date]:
    """The first day of every month of a term."""
    month = term.first_date.replace(day=1)
    while month <= term.last_date:
        yield month
        month = next_month(month)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month + timedelta(days=31)).replace(day=1)


def pay_month(desk: MoneyDesk, month: date) -> None:
    """A month's sheet: drafted, tested, shown inside the school, approved by the head, paid."""
    now = datetime.combine(next_month(month).replace(day=PAID_ON), time(10), SHANGHAI)
    run = desk.act(
        pay.draft_run, desk.accountant, now=now, place=desk.place, term_id=desk.term.id, month=month
    )
    asked = {"run_id": run.id}
    desk.act(pay.test_run, desk.accountant, now=now, **asked)
    desk.act(pay.publish_run, desk.accountant, now=now, **asked)
    desk.act(pay.approve_run, desk.head, now=now + SHOWN, **asked)
    desk.act(pay.pay_run, desk.cashier, now=now + SHOWN, purse_code=PURSE, **asked)


def close_term(desk: MoneyDesk, now: datetime) -> None:
    """Closed by two people, every share fixed, the first account shown (A9.11, A11.8)."""
    said, book = desk.statements(), {"ledger_id": desk.ledger().id}
    asked = desk.act(closing.request_closing, desk.accountant, now=now, statements=said, **book)
    desk.act(closing.confirm_closing, desk.head, now=now, closing_id=asked.id, statements=said)
    closing.run_closing(asked.id, county_code=desk.place.code, now=now)
    desk.act(closing.publish_account, desk.head, now=now, kind="preliminary", **book)


def give_back(desk: MoneyDesk, now: datetime) -> None:
    """The surplus that is due goes back, the final account is shown, the book archived (A9.11, A11.8)."""
    ledger = desk.ledger()
    batch = desk.act(
        closing.prepare_return,
        desk.cashier,
        now=now,
        ledger_id=ledger.id,
        purse_code=PURSE,
        share_ids=[share.id for share in desk.due()],
    )
    desk.act(
        closing.confirm_return, desk.accountant, now=now + SHOWN, batch_id=batch.id, proof="2026022600417"
    )
    desk.act(closing.finish_return, desk.accountant, now=now + SHOWN, ledger_id=ledger.id)
    book = {"ledger_id": ledger.id}
    desk.act(closing.publish_account, desk.head, now=now + SHOWN, kind="final", **book)
    closing.anchor_ledgers(Place(desk.place.code), now=now + SHOWN)
    desk.act(closing.archive_term, desk.head, now=now + SHOWN, **book)
