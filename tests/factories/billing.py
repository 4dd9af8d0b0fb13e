"""A school whose pupils were drawn, with an open book: bills can be issued, paid and refunded."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from factories.afternoon import plan_sessions
from factories.books import open_a_book
from factories.choosing import DRAWN, drawn
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.funds.bills.facts import Standing
from kehou.funds.bills.services.issuing import issue_bills
from kehou.funds.bills.standing import standing_of
from kehou.funds.models import Bill, BillRound, MoneyAccount, Receipt, Refund, TermLedger
from kehou.funds.receipts.days import Totals, totals_of
from kehou.funds.receipts.judging import Payee
from kehou.funds.receipts.services.recording import take_at_counter
from kehou.funds.refunds.services.paying import approve_refunds, pay_refund
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.platform.access.performing import perform
from kehou.platform.outbox.announcing import drain
from kehou.platform.outbox.models import OutboxEvent

BILLING = DRAWN + timedelta(days=1)


@dataclass
class Billed:
    """A world with a book, its accounts, and bills once they are issued."""

    world: World
    ledger: TermLedger
    now: datetime = BILLING
    papers: int = 0
    accounts: dict[str, UUID] = field(default_factory=dict)

    def issue(self, **options: Any) -> BillRound:
        """The accountant issues the bills of the term."""
        options.setdefault("actor", self.world[Role.SCHOOL_ACCOUNTANT])
        return perform(
            issue_bills, now=self.now, place=self.world.place, term_id=self.world.term.id, **options
        )

    def bill(self, child: int = 0) -> Bill:
        """A child's bill."""
        with self.world.inside():
            return Bill.objects.get(pupil_id=self.world.children[child].pupil_id, cancelled_at=None)

    def standing(self, child: int = 0) -> Standing:
        """Where a child's bill stands."""
        bill = self.bill(child)
        with self.world.inside():
            return standing_of(bill)

    def pay(self, amount_fen: int, *, child: int = 0, **options: Any) -> Receipt:
        """The cashier takes money at the counter."""
        self.papers += 1
        arguments: dict[str, Any] = {
            "actor": self.world[Role.SCHOOL_CASHIER],
            "bill_id": self.bill(child).id,
            "amount": Fen(amount_fen),
            "payee": Payee(self.accounts["B1"]),
            "paper_kind": "财政电子票据",
            "paper_number": f"43{self.papers:08d}",
        }
        return perform(take_at_counter, now=self.now, **(arguments | options))

    def refunds(self, **about: Any) -> list[Refund]:
        """The refunds so far."""
        with self.world.inside():
            return list(Refund.objects.filter(**about).order_by("requested_at", "id"))

    def approve(self, *refunds: Refund) -> int:
        """The head approves refunds."""
        ids = [refund.id for refund in refunds]
        return perform(approve_refunds, actor=self.world[Role.SCHOOL_HEAD], now=self.now, refunds=ids)

    def pay_back(self, refund: Refund, *, account: str = "B1", **options: Any) -> Refund:
        """The cashier pays a refund out."""
        arguments: dict[str, Any] = {
            "actor": self.world[Role.SCHOOL_CASHIER],
            "refund_id": refund.id,
            "account_id": self.accounts[account],
            "reference": f"out-{refund.id.hex[:8]}",
        }
        return perform(pay_refund, now=self.now, **(arguments | options))

    def totals(self) -> Totals:
        """The control totals now."""
        with self.world.inside():
            return totals_of(self.ledger)


def a_billed_world(*, issued: bool = True, **options: Any) -> Billed:
    """Everyone signed for Mondays and was drawn; the book is open, and the bills are out."""
    lay_down_the_law()
    world = a_world(urban_rural_code="121", **options)
    drawn(world)
    billed = with_a_book(world)
    if issued:
        billed.issue()
    return billed


def with_a_book(world: World) -> Billed:
    """Open the book of a world."""
    book = open_a_book(world)
    billed = Billed(world, book.ledger)
    with world.inside():
        billed.accounts = dict(MoneyAccount.objects.values_list("code", "id"))
    return billed


def a_paid_world() -> Billed:
    """Bills of 16 Mondays at 2.00 yuan are out, one child a class; the first child's is paid."""
    billed = a_billed_world(per_class=1)
    plan_sessions(billed.world, now=billed.now)
    billed.pay(billed.bill().net_fen)
    return billed


def hand_over_again(world: World, topic: str) -> None:
    """The outbox hands every event of a topic over once more."""
    with world.inside():
        OutboxEvent.objects.filter(topic=topic).update(handled_at=None)
    drain(world.place)
