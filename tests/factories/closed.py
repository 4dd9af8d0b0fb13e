"""A school whose term is over: what families paid, what was spent, and everything ready to be closed."""

from __future__ import annotations

from datetime import datetime

from factories.books import BANK, BookWorld, open_a_book
from factories.world import World
from kehou.funds.closing.returns import due_shares
from kehou.funds.closing.running import run_closing
from kehou.funds.closing.services.finishing import finish_return
from kehou.funds.closing.services.requesting import confirm_closing, request_closing
from kehou.funds.closing.services.returning import confirm_return, prepare_return
from kehou.funds.models import ReturnBatch, TermClosing
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI
from kehou.ledger import recipes as r
from kehou.ledger.accounts import Bearer, Spending
from kehou.ledger.recipes import Item
from kehou.platform.access.performing import perform

OVER = datetime(2026, 7, 6, 9, tzinfo=SHANGHAI)
WAIVED, PAYERS, ARREARS = 0, (1, 2, 3), 4
BILL = 30000
STATEMENT = 3 * BILL + 20000 - 2000 - 62000 - 3000


def a_term_of_money(world: World) -> BookWorld:
    """Five bills (one waived, one never paid), a subsidy, a refund, allowances, consumables."""
    book = open_a_book(world)
    book.post(r.bill_issued([book.item(child, BILL) for child in range(5)]))
    book.post(r.waiver_granted([book.item(WAIVED, BILL)], bearer=Bearer.SUBSIDY))
    book.post(r.receipt_recorded([book.item(child, BILL) for child in PAYERS], purse=BANK))
    book.post(r.subsidy_received({book.point: Fen(20000)}, purse=BANK))
    book.post(r.refund_decided([book.item(1, 2000)]))
    book.pay(r.refund_paid([book.item(1, 2000)], purse=BANK))
    staff = [Item("T1", book.point, Fen(32000)), Item("T2", book.point, Fen(20000))]
    manager = [Item("M1", book.point, Fen(10000))]
    book.post(r.allowance_approved(teachers=staff, managers=manager))
    book.pay(r.allowance_paid([*staff, *manager], purse=BANK))
    book.post(r.expense_approved(Spending.CONSUMABLES, {book.point: Fen(3000)}))
    book.pay(r.expense_paid({book.point: Fen(3000)}, purse=BANK))
    return book


def ask_and_confirm(book: BookWorld, *, now: datetime = OVER) -> TermClosing:
    """The accountant asks for the closing, the head confirms it; its steps have not run yet."""
    said = {"B1": Fen(STATEMENT)}
    closing = perform(
        request_closing,
        actor=book.world[Role.SCHOOL_ACCOUNTANT],
        now=now,
        ledger_id=book.ledger.id,
        statements=said,
    )
    return perform(
        confirm_closing,
        actor=book.world[Role.SCHOOL_HEAD],
        now=now,
        closing_id=closing.id,
        statements=said,
    )


def close_a_term(book: BookWorld, *, now: datetime = OVER) -> TermClosing:
    """Close the term as far as its surplus."""
    closing = ask_and_confirm(book, now=now)
    run_closing(closing.id, county_code=closing.county_code, now=now)
    return closing


def give_back(book: BookWorld, *, now: datetime = OVER) -> ReturnBatch:
    """Return every share that is due in one batch, with proof."""
    with book.world.inside():
        due = [share.id for share in due_shares(book.ledger)]
    batch = perform(
        prepare_return,
        actor=book.world[Role.SCHOOL_CASHIER],
        now=now,
        ledger_id=book.ledger.id,
        purse_code=BANK.code,
        share_ids=due,
    )
    return perform(
        confirm_return,
        actor=book.world[Role.SCHOOL_ACCOUNTANT],
        now=now,
        batch_id=batch.id,
        proof="回单20260706001",
    )


def finish(book: BookWorld, *, now: datetime = OVER) -> None:
    """Say that all is back."""
    perform(finish_return, actor=book.world[Role.SCHOOL_ACCOUNTANT], now=now, ledger_id=book.ledger.id)
