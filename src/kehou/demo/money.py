"""What the demo does with a school's money, from the accounts to the surplus, at one desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kehou.delivery.public import SessionInfo, session_facts
from kehou.demo.county import DemoCounty
from kehou.demo.gateway.serving import Gateway, send_notice
from kehou.demo.gateway.till import Till
from kehou.demo.rolls import DemoSchool
from kehou.demo.story.families import Family
from kehou.funds.models import (
    BankStatement,
    Bill,
    Merchant,
    MoneyAccount,
    Refund,
    SurplusShare,
    TermLedger,
    WalletOrder,
)
from kehou.funds.services import closing, money
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped

PAPER = "财政电子票据"


class MoneyDesk:
    """The accountant, cashier and head of one school, and what lies on their desks."""

    def __init__(self, county: DemoCounty, school: DemoSchool, now: datetime) -> None:
        self.county, self.now = county, now
        self.school = county.schools[school.key]
        self.place, self.term = self.school.place, county.term
        self.accountant, self.cashier, self.head = (
            county.actor(f"{school.key}-{key}") for key in ("accountant", "cashier", "head")
        )
        self.papers = 0

    def act(self, service: Any, actor: Actor, /, **arguments: Any) -> Any:
        """Call a service as one of them, now."""
        return perform(service, actor=actor, **{"now": self.now, **arguments})

    def register(self, code: str, kind: str) -> MoneyAccount:
        """Name an account."""
        row: MoneyAccount = self.act(
            money.register_account,
            self.accountant,
            place=self.place,
            kind=kind,
            code=code,
            holder=self.school.name,
            bank="示范农村商业银行" if kind != "treasury" else "示范县财政局",
            account_text=f"6200 0000 {len(code):04d} {ord(code[0]):04d}",
        )
        return row

    def open_book(self) -> TermLedger:
        """The school's bank account and the treasury's, confirmed by the county, and the term's book."""
        for code, kind in (("B1", "school"), ("T1", "treasury")):
            row = self.register(code, kind)
            self.act(money.confirm_account, self.county.actor("county-officer"), account_id=row.id)
        ledger: TermLedger = self.act(
            money.open_ledger, self.accountant, school_id=self.place.school, term_id=self.term.id
        )
        return ledger

    def ledger(self) -> TermLedger:
        """The term's book as it is now."""
        with scoped(at(self.place)):
            found = money.ledger_of(self.place.school, self.term.id)
        if found is None:
            raise AssertionError("the term has no ledger")
        return found

    def statements(self) -> dict[str, Fen]:
        """What the banks say: in the demo, what the book says."""
        ledger = self.ledger()
        with scoped(at(self.place)):
            return closing.purse_balances(ledger)

    def due(self) -> list[SurplusShare]:
        """The shares of the surplus that are still to be given back."""
        ledger = self.ledger()
        with scoped(at(self.place)):
            return closing.due_shares(ledger)

    def sessions(self) -> tuple[SessionInfo, ...]:
        """All sessions of the term."""
        with scoped(at(self.place)):
            return session_facts(self.place.school, self.term.id)

    def account(self, code: str) -> UUID:
        """A registered account by its code in the book."""
        with scoped(at(self.place)):
            return MoneyAccount.objects.get(school_id=self.place.school, code=code).id

    def issue(self, **options: Any) -> Any:
        """Bills for everyone who has none."""
        return self.act(money.issue_bills, self.accountant, place=self.place, term_id=self.term.id, **options)

    def bills(self) -> list[Bill]:
        """The live bills by number."""
        with scoped(at(self.place)):
            rows = Bill.objects.filter(school_id=self.place.school, term_id=self.term.id, cancelled_at=None)
            return list(rows.order_by("number"))

    def pay_code(self, bill: Bill) -> str:
        """What a family writes beside a transfer."""
        return money.pay_code(money.BillReference(self.term.year, self.term.half, bill.number))

    def take(self, bill: Bill, amount: Fen, **options: Any) -> Any:
        """Money at the counter."""
        self.papers += 1
        arguments: dict[str, Any] = {
            "payee": money.Payee(self.account("B1")),
            "paper_kind": PAPER,
            "paper_number": f"4399{self.papers:06d}",
        }
        return self.act(
            money.take_at_counter,
            options.pop("actor", self.cashier),
            bill_id=bill.id,
            amount=amount,
            **(arguments | options),
        )

    def import_file(self, rows: Iterable[str], **options: Any) -> BankStatement:
        """A bank's file of these rows."""
        text = "\n".join(["交易日期,收入金额,支出金额,附言,交易流水号", *rows])
        arguments: dict[str, Any] = {"account_id": self.account("B1"), "file_name": "账户明细.csv"}
        statement: BankStatement = self.act(
            money.import_statement,
            self.cashier,
            place=self.place,
            term_id=self.term.id,
            content=text.encode("gb18030"),
            **(arguments | options),
        )
        return statement

    def bank_row(self, bill: Bill, number: int, *, on: date) -> str:
        """A family's transfer as the bank's file has it."""
        return f"{on:%Y-%m-%d},{bill.net_fen / 100:.2f},,课后服务费 {self.pay_code(bill)},BK{number:06d}"

    def refunds(self, **about: Any) -> list[Refund]:
        """The refunds so far."""
        with scoped(at(self.place)):
            rows = Refund.objects.filter(school_id=self.place.school, term_id=self.term.id, **about)
            return list(rows.order_by("requested_at", "id"))

    def pay_back(self, refunds: Sequence[Refund]) -> int:
        """The head approves, the cashier pays; how many."""
        owed = [row for row in refunds if row.cash_fen]
        self.act(money.approve_refunds, self.head, refunds=[row.id for row in owed])
        for row in owed:
            self.act(
                money.pay_refund,
                self.cashier,
                refund_id=row.id,
                account_id=self.account("B1"),
                reference=f"TF{row.id.hex[-8:]}",
            )
        return len(owed)

    def totals(self) -> Any:
        """The control totals now."""
        ledger = self.ledger()
        with scoped(at(self.place)):
            return money.totals_of(ledger)


class PhoneLine:
    """The school's line to a gateway, and families who pay by it."""

    def __init__(self, desk: MoneyDesk, gateway: Gateway, site: str) -> None:
        self.desk = desk
        self.till: Till = gateway.open_till("1900000043")
        self.notices = f"{site}/wallet/{desk.school.short_code}/notices/"
        keys = self.till.keys(address=gateway.address, notify_address=self.notices)
        row: Merchant = desk.act(
            money.register_merchant,
            desk.accountant,
            place=desk.place,
            account_id=desk.account("B1"),
            keys=keys,
        )
        desk.act(money.confirm_merchant, desk.county.actor("county-officer"), merchant_id=row.id)

    def order(self, family: Family, bill: Bill) -> WalletOrder:
        """The family starts to pay, and pays."""
        order = money.order_payment(actor=family.actor, now=self.desk.now, bill_id=bill.id)
        self.till.pay(order.trade_number)
        return order

    def call_back(self, order: WalletOrder, *, times: int = 1) -> list[int]:
        """The gateway calls back; the statuses of the answers."""
        told = self.till.trade(self.till.orders[order.trade_number])
        headers, body = self.till.notice(told)
        return [send_notice(self.notices, headers, body) for _ in range(times)]

    def forged(self, order: WalletOrder, gateway: Gateway) -> int:
        """Somebody else calls back with a key of their own."""
        impostor = Till(self.till.merchant, self.till.app, gateway.platform, api_key=self.till.api_key)
        impostor.platform = Gateway().platform
        headers, body = impostor.notice(self.till.trade(self.till.orders[order.trade_number]))
        return send_notice(self.notices, headers, body)
