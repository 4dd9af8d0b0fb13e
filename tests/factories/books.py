"""An open book for the small county's school, with a bank account and one at the treasury."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from factories.world import NOW, World
from kehou.funds.book import Paper, open_ledger, post, pupil_key
from kehou.funds.book.accounts import confirm_account, register_account
from kehou.funds.models import LedgerEntry, TermLedger
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.ledger.lines import Draft
from kehou.ledger.recipes import Item, Purse
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id

BANK, TREASURY = Purse("B1"), Purse("T1", is_treasury=True)


@dataclass
class BookWorld:
    """A world whose school keeps a book."""

    world: World
    ledger: TermLedger

    @property
    def point(self) -> str:
        """The school's own sub-ledger."""
        return self.world.school.short_code

    def key(self, child: int) -> str:
        """A child's key in the book, by its place in the world's list."""
        return pupil_key(self.ledger.id, self.world.children[child].pupil_id)

    def item(self, child: int, fen: int) -> Item:
        """An amount for a child."""
        return Item(self.key(child), self.point, Fen(fen))

    def post(
        self,
        draft: Draft,
        *,
        role: Role = Role.SCHOOL_ACCOUNTANT,
        prepared_by: Role | None = None,
        document: str = "",
        now: datetime = NOW,
    ) -> LedgerEntry:
        """Book an event as somebody of the school."""
        return perform(
            post,
            actor=self.world[role],
            now=now,
            ledger=self.ledger,
            draft=draft,
            paper=Paper(document or f"test/{new_id()}", "ab" * 32),
            prepared_by=self.world[prepared_by].person if prepared_by else None,
        )

    def pay(self, draft: Draft, *, now: datetime = NOW) -> LedgerEntry:
        """Book a payment that the cashier prepared and the accountant confirms."""
        return self.post(draft, prepared_by=Role.SCHOOL_CASHIER, now=now)


def open_a_book(world: World) -> BookWorld:
    """Register and confirm the accounts and open the book."""
    for code, kind in (("B1", "school"), ("T1", "treasury")):
        account = _register(world, code, kind)
        perform(confirm_account, actor=world[Role.COUNTY_OFFICER], now=NOW, account_id=account)
    ledger = perform(
        open_ledger,
        actor=world[Role.SCHOOL_ACCOUNTANT],
        now=NOW,
        school_id=world.school.id,
        term_id=world.term.id,
    )
    return BookWorld(world, ledger)


def _register(world: World, code: str, kind: str) -> UUID:
    return perform(
        register_account,
        actor=world[Role.SCHOOL_ACCOUNTANT],
        now=NOW,
        place=world.place,
        kind=kind,
        code=code,
        holder="演习小学",
        bank="农商行",
        account_text="8201 0000 0001",
    ).id
