"""Shares that cross from one term's book into the next: whoever chooses what, no fen is lost or kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.term_book import BANK, BEGAN, COVER, HOME, POINT
from kehou.kernel.fen import ZERO, Fen, total
from kehou.ledger import recipes as r
from kehou.ledger.book import Book, Stamp
from kehou.ledger.events import State
from kehou.ledger.exporting import book_written
from kehou.ledger.lines import Draft
from kehou.ledger.recipes import Item
from kehou.ledger.verify_book import verify
from kehou.rulebook.hunan_2024.art09_surplus import set_off_parts, surplus_shares


@dataclass(frozen=True)
class Family:
    """What a family paid, whether it wants its share set off, its next bill, and whether it is gone then.

    ``mistaken``: when it comes out that the choice was not its own, if at all.
    """

    paid: int
    sets_off: bool
    bill: int
    leaves: bool
    at_point: bool
    mistaken: str

    @property
    def point(self) -> str:
        return POINT if self.at_point else HOME


FAMILIES = st.lists(
    st.builds(
        Family,
        paid=st.integers(1, 90_000),
        sets_off=st.booleans(),
        bill=st.integers(0, 90_000),
        leaves=st.booleans(),
        at_point=st.booleans(),
        mistaken=st.sampled_from(["", "", "waiting", "billed", "returned"]),
    ),
    min_size=1,
    max_size=8,
)


class Keeper:
    """Books into one book, an hour apart, by two people; an entry of nothing is none."""

    def __init__(self, key: str) -> None:
        self.book, self.turn = Book(key), 0

    def post(self, draft: Draft) -> None:
        if draft.lines:
            self.turn += 1
            at = BEGAN + timedelta(hours=self.turn)
            self.book.post(draft, Stamp(at.date(), at, f"paper/{self.turn}", "", "maker", "checker"))

    def of(self, *accounts: str) -> Fen:
        return self.book.balance(lambda line: line.account in accounts)

    def faults(self) -> list[str]:
        return verify(
            json.loads(book_written(COVER, self.book.entries, head=self.book.head))
            | {"ledger": self.book.key},
            [],
        )


def cross(families: list[Family], spent_share: int) -> tuple[Keeper, Keeper, dict[str, Fen], dict[str, Fen]]:
    """Play both terms; both books, what each family's share is, and what each got of it."""
    first, second = Keeper("first"), Keeper("second")
    items = {f"P{n}": Item(f"P{n}", f.point, Fen(f.paid)) for n, f in enumerate(families)}
    by_key = {f"P{n}": family for n, family in enumerate(families)}
    first.post(r.bill_issued(list(items.values())))
    first.post(r.receipt_recorded(list(items.values()), purse=BANK))
    shares: dict[str, Fen] = {}
    for point in (HOME, POINT):
        here = {key: item.amount.amount for key, item in items.items() if item.point == point}
        paid = sum(here.values())
        spent = paid * spent_share // 100
        staff = [Item("S", point, Fen(spent))]
        first.post(r.allowance_approved(teachers=staff))
        first.post(r.allowance_paid(staff, purse=BANK))
        shares |= surplus_shares(Fen(paid - spent), here)
    owed = {key: Item(key, items[key].point, amount) for key, amount in shares.items()}
    first.book.state = State.SOFT_CLOSED
    first.post(r.surplus_fixed(list(owed.values())))
    first.book.state = State.SURPLUS_FIXED
    carried = [item for key, item in owed.items() if by_key[key].sets_off]
    got = {key: item.amount for key, item in owed.items() if not by_key[key].sets_off}
    first.post(r.surplus_returned([owed[key] for key in got], purse=BANK))
    first.post(r.surplus_set_off(carried, purse=BANK))
    second.post(r.set_off_received(carried, purse=BANK))
    early = _mistaken(carried, by_key, "waiting")
    parts = {item.key: (ZERO, ZERO) for item in carried}
    _take_back(first, second, early, parts)
    parts = _bill(second, [item for item in carried if item not in early], by_key)
    late = _mistaken(carried, by_key, "billed")
    _take_back(first, second, late, parts)
    first.post(r.surplus_returned([*early, *late], purse=BANK))
    first.book.state = State.RETURNED
    last = _mistaken(carried, by_key, "returned")
    _take_back(first, second, last, parts)
    first.post(r.parked_paid(last, purse=BANK))
    back = [*early, *late, *last]
    got |= {item.key: item.amount for item in back}
    kept = [item for item in carried if item not in back]
    second.post(r.refund_paid([Item(i.key, i.point, parts[i.key][1]) for i in kept], purse=BANK))
    got |= {item.key: total(parts[item.key]) for item in kept}
    return first, second, shares, got


def _mistaken(carried: list[Item], by_key: dict[str, Family], when: str) -> list[Item]:
    return [item for item in carried if by_key[item.key].mistaken == when]


def _take_back(first: Keeper, second: Keeper, items: list[Item], parts: dict[str, tuple[Fen, Fen]]) -> None:
    """Out of the second book with all that it did there, into the first."""
    is_returned = first.book.state is State.RETURNED
    for item in items:
        taken, rest = parts[item.key]
        carried = r.Carried(item.key, item.point, taken, rest, item.amount - taken - rest)
        first.post(r.set_off_taken_back(item, purse=BANK, is_returned=is_returned))
        second.post(r.set_off_sent_back(carried, purse=BANK))


def _bill(second: Keeper, carried: list[Item], by_key: dict[str, Family]) -> dict[str, tuple[Fen, Fen]]:
    stays = [(key, family) for key, family in by_key.items() if not family.leaves and family.bill]
    second.post(r.bill_issued([Item(key, family.point, Fen(family.bill)) for key, family in stays]))
    billed = {key: Fen(family.bill) for key, family in stays}
    parts = {item.key: set_off_parts(item.amount, billed.get(item.key, ZERO)) for item in carried}
    second.post(r.set_off_applied([Item(i.key, i.point, parts[i.key][0]) for i in carried]))
    back = [Item(i.key, i.point, parts[i.key][1]) for i in carried]
    second.post(r.set_off_released(back))
    return parts


@pytest.mark.clause("A9.11", "A9.22")
@settings(max_examples=150, deadline=None)
@given(families=FAMILIES, spent_share=st.integers(0, 100))
def test_every_fen_of_a_share_reaches_its_family_over_both_books(
    families: list[Family], spent_share: int
) -> None:
    first, second, shares, got = cross(families, spent_share)
    assert {key: got.get(key, ZERO) for key in shares} == shares
    assert first.of("2201") == first.of("2202") == second.of("2003") == second.of("2001") == ZERO
    assert first.of("1001") == ZERO  # the first book is empty at its end
    taken = -second.of("4001") - second.of("1101")  # what of the next bills is paid
    assert second.of("1001") == taken
    assert total(shares.values()) == taken + _in_money(first, second)
    assert first.faults() == second.faults() == []


def _in_money(*keepers: Keeper) -> Fen:
    """What left the bank for families, from either book."""
    paid_out = {"surplus_returned", "parked_paid", "refund_paid"}
    entries = [entry for keeper in keepers for entry in keeper.book.entries if entry.event.value in paid_out]
    return -total(line.amount for entry in entries for line in entry.lines if line.bank_code)
