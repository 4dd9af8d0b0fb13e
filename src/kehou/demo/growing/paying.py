"""A school's money in the demo as its people would handle it on quiet days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from kehou.demo.money import MoneyDesk
from kehou.demo.story.families import Family
from kehou.funds.services import money, pay
from kehou.kernel.fen import Fen
from kehou.platform.database.scope import at, scoped
from kehou.providers.public import contracts_of

ONE_DAY = timedelta(days=1)
PAPER = Fen(18_600)
UNNAMED = "BK900001"


def collect(desk: MoneyDesk, *, late: int) -> None:
    """Open the book, bill everyone, take in the bank's file; the last few families have not paid yet."""
    desk.open_book()
    desk.issue()
    asked = [bill for bill in desk.bills() if bill.net_fen]
    paid = asked[: len(asked) - late]
    rows = (desk.bank_row(bill, number, on=desk.now.date()) for number, bill in enumerate(paid, start=1))
    desk.import_file(rows)


def take_the_rest(desk: MoneyDesk, people: Sequence[Family]) -> None:
    """Two families pay at the counter, a transfer names nobody, a pupil is put on the aid list.

    The head approves the first refunds of the cancelled session.
    """
    late = [bill for bill in desk.bills() if bill.net_fen][-8:]
    for bill in late[:2]:
        desk.take(bill, Fen(bill.net_fen))
    unnamed = f"{desk.now - ONE_DAY:%Y-%m-%d},{late[2].net_fen / 100:.2f},,王小明妈妈,{UNNAMED}"
    desk.import_file([desk.bank_row(late[3], 900_002, on=desk.now.date() - ONE_DAY), unnamed])
    owed = [refund.id for refund in desk.refunds(state="decided") if refund.cash_fen][:3]
    desk.act(money.approve_refunds, desk.head, refunds=owed)
    desk.act(
        money.enter_aid,
        desk.accountant,
        place=desk.place,
        term_id=desk.term.id,
        pupil_id=people[2].pupil.id,
        category="orphan",
        document_number="示民发〔2026〕3号",
        recognised=date(2026, 3, 20),
    )


def ask_to_spend(desk: MoneyDesk) -> None:
    """Paper that was approved and paid, a second lot and the provider's bill that wait for the head."""
    place = {"place": desk.place, "term_id": desk.term.id}
    with scoped(at(desk.place)):
        (contract, *_) = contracts_of(desk.place.school, term_id=desk.term.id)
    paid = _ask_for_paper(desk, PAPER)
    desk.act(pay.approve_expense, desk.head, expense_id=paid)
    desk.act(pay.pay_expense, desk.cashier, expense_id=paid, purse_code="B1")
    _ask_for_paper(desk, PAPER * 2)
    month = desk.now.date().replace(day=1)
    desk.act(
        pay.ask_provider_payment, desk.accountant, contract_id=contract.contract_id, month=month, **place
    )


def _ask_for_paper(desk: MoneyDesk, amount: Fen) -> object:
    return desk.act(
        pay.ask_expense,
        desk.accountant,
        place=desk.place,
        term_id=desk.term.id,
        category="consumables",
        amount=amount,
        course_key="craft",
        purpose="彩纸和剪刀",
        payee_kind="supplier",
        payee="示范县文体用品店",
    ).id
