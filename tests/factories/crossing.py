"""Two terms of one school: the first closed with a surplus, the second about to bill the same children."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from factories.billing import Billed
from factories.books import BookWorld
from factories.choosing import drawn
from factories.closed import a_term_of_money, close_a_term
from factories.law import lay_down_the_law, the_city_sets
from factories.world import COUNTY, World, a_world
from kehou.funds.book import open_ledger
from kehou.funds.book.exporting import export_journal, export_ledger
from kehou.funds.closing.services.returning import confirm_return, prepare_return
from kehou.funds.models import MoneyAccount, ReturnBatch, SetOff, ShareChoice, SurplusShare, TermLedger
from kehou.funds.setting_off.choosing import choose_for_share
from kehou.kernel.actor import Role
from kehou.kernel.moments import SHANGHAI
from kehou.ledger.verify_book import verify
from kehou.platform.access.performing import perform
from kehou.registry.public import term_info
from kehou.registry.services.organising import open_term

ENDED = datetime(2026, 2, 2, 9, tzinfo=SHANGHAI)


@dataclass
class Crossing:
    """The closed term's book, and the next one's world of bills."""

    before: BookWorld
    after: Billed

    @property
    def world(self) -> World:
        """The school with the term that is to be billed."""
        return self.after.world

    def share(self, child: int = 1) -> SurplusShare:
        """A child's share of the closed term."""
        with self.world.inside():
            return SurplusShare.objects.get(pupil_key=self.before.key(child))

    def choose(
        self, child: int = 1, *, sets_off: bool = True, now: datetime = ENDED, **options: Any
    ) -> ShareChoice:
        """The family chooses."""
        one = self.world.children[child]
        about = {"share_id": self.share(child).id, "pupil_id": one.pupil_id, "sets_off": sets_off}
        return perform(choose_for_share, now=now, **({"actor": one.guardian} | about | options))

    def prepare(self, *children: int, **options: Any) -> ReturnBatch:
        """The cashier puts the shares of some children together for the next term."""
        about = {
            "actor": self.world[Role.SCHOOL_CASHIER],
            "ledger_id": self.before.ledger.id,
            "purse_code": "B1",
            "kind": "set_off",
            "share_ids": [self.share(child).id for child in children],
        }
        return perform(prepare_return, now=ENDED, **(about | options))

    def confirm(self, batch: ReturnBatch, **options: Any) -> ReturnBatch:
        """The accountant carries them over."""
        about = {"actor": self.world[Role.SCHOOL_ACCOUNTANT], "now": ENDED} | options
        return perform(confirm_return, batch_id=batch.id, **about)

    def carry(self, *children: int) -> list[SetOff]:
        """The families choose, and their shares are carried."""
        for child in children:
            self.choose(child)
        self.confirm(self.prepare(*children))
        return [self.set_off(child) for child in children]

    def set_off(self, child: int = 1) -> SetOff:
        """A child's share in the next book."""
        with self.world.inside():
            return SetOff.objects.get(pupil_id=self.world.children[child].pupil_id)

    def books(self) -> tuple[TermLedger, TermLedger]:
        """Both books as they stand."""
        with self.world.inside():
            return tuple(TermLedger.objects.get(pk=each.ledger.pk) for each in (self.before, self.after))  # type: ignore[return-value]

    def faults(self) -> list[str]:
        """What the stand-alone verifier finds in either book."""
        with self.world.inside():
            return [fault for book in self.books() for fault in verify(json.loads(export_ledger(book)), [])]

    def journals(self) -> list[str]:
        """Both books for hledger."""
        with self.world.inside():
            return [export_journal(book) for book in self.books()]


def a_crossing(*, allowed: bool = True, opened: bool = True) -> Crossing:
    """Last autumn is closed with shares of children 1 to 3; this spring everyone signed and was drawn."""
    lay_down_the_law()
    if allowed:
        the_city_sets("surplus_offset", True)
    world = a_world(urban_rural_code="121")
    with world.inside():
        autumn = open_term(
            county_code=COUNTY.code, year=2025, half="autumn", first=date(2025, 9, 1), last=date(2026, 1, 23)
        )
    before = a_term_of_money(replace(world, term=term_info(autumn.id)))
    close_a_term(before, now=ENDED)
    return Crossing(before, next_book(world) if opened else Billed(world, before.ledger))


def next_book(world: World) -> Billed:
    """Everyone is drawn and the book of the world's term is open."""
    drawn(world)
    about = {"actor": world[Role.SCHOOL_ACCOUNTANT], "now": ENDED}
    ledger = perform(open_ledger, **about, school_id=world.school.id, term_id=world.term.id)
    billed = Billed(world, ledger)
    with world.inside():
        billed.accounts = dict(MoneyAccount.objects.values_list("code", "id"))
    return billed
