"""Every way to tamper with an exported book is found, beside the head that was published of it.

The positive control: the chain alone misses a cut tail, and whatever was chained anew after it was changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from factories.term_book import exported, term_book
from kehou.ledger.verify_book import FORMAT, Check, chained, verify

Row = dict[str, Any]
BOOK = term_book()
TRUE: Row = json.loads(exported(BOOK))
HEAD = [(len(BOOK.entries), BOOK.head)]


def _amount(entries: list[Row], by: Random) -> None:
    """Another amount, still in balance."""
    lines = by.choice(entries)["lines"]
    up = by.choice([line for line in lines if line[3] > 0])
    down = by.choice([line for line in lines if line[3] < 0 and line[1:3] == up[1:3]])
    more = by.randint(1, 10**6)
    up[3], down[3] = up[3] + more, down[3] - more


def _account(entries: list[Row], by: Random) -> None:
    """A cost moved from one account to another that its event may touch."""
    costs = [line for e in entries if e["event"] == "allowance_approved" for line in e["lines"]]
    line = by.choice([line for line in costs if line[0] in {"5001", "5002"}])
    line[0] = "5002" if line[0] == "5001" else "5001"


def _date(entries: list[Row], by: Random) -> None:
    by.choice(entries)["date"] = "2026-02-27"


def _delete(entries: list[Row], by: Random) -> None:
    del entries[by.randrange(len(entries) - 1)]


def _insert(entries: list[Row], by: Random) -> None:
    place = by.randrange(len(entries))
    forged = deepcopy(entries[0]) | {"document": f"forged/{by.random()}", "number": place + 1}
    entries.insert(place, forged)


def _reorder(entries: list[Row], by: Random) -> None:
    a = by.randrange(len(entries) - 1)
    entries[a], entries[a + 1] = entries[a + 1], entries[a]


def _cut_tail(entries: list[Row], by: Random) -> None:
    del entries[by.randrange(1, len(entries)) :]


def _renumber(entries: list[Row], by: Random) -> None:
    entry = by.choice(entries)
    entry["number"] += by.choice([-1, 1, 100])


def _swap(entries: list[Row], by: Random) -> None:
    """The papers of two entries exchanged."""
    a, b = by.sample(entries, 2)
    for name in ("document", "document_hash"):
        a[name], b[name] = b[name], a[name]


def _document(entries: list[Row], by: Random) -> None:
    by.choice(entries)["document_hash"] = f"{by.getrandbits(256):064x}"


def _person(entries: list[Row], by: Random) -> None:
    by.choice(entries)["made_by"] = f"somebody-{by.random()}"


def _forge_reversal(entries: list[Row], by: Random) -> None:
    """A reversal that takes back more than there was."""
    red = next(entry for entry in entries if entry["event"] == "reversal")
    for line in red["lines"]:
        line[3] *= 2


def _pupil(entries: list[Row], by: Random) -> None:
    """A bill turned to another family."""
    line = by.choice([line for entry in entries for line in entry["lines"] if line[4]])
    line[4] = "P999"


TAMPERS: dict[str, Callable[[list[Row], Random], None]] = {
    "edit an amount": _amount,
    "edit an account": _account,
    "edit a date": _date,
    "delete": _delete,
    "insert": _insert,
    "reorder": _reorder,
    "cut the tail": _cut_tail,
    "renumber": _renumber,
    "swap": _swap,
    "change a document": _document,
    "change who acted": _person,
    "forge a reversal": _forge_reversal,
    "turn to another family": _pupil,
}
SILENT = {"cut the tail"}  # what a chain cannot see by itself


def tampered(how: str, seed: int) -> Row:
    """The true book, tampered with; its cover says what it holds now."""
    book = deepcopy(TRUE)
    TAMPERS[how](book["entries"], Random(seed))
    book["count"], book["head"] = len(book["entries"]), book["entries"][-1]["chain"]
    return book


def chained_anew(book: Row) -> Row:
    """What a clever forger does next: numbers and chains the whole book again."""
    head = Check(book).heads[0]
    for number, entry in enumerate(book["entries"], start=1):
        entry["number"] = number
        head = entry["chain"] = chained(head, entry)
    book["head"] = head
    return book


def test_a_true_book_is_sound() -> None:
    assert TRUE["format"] == FORMAT
    assert verify(TRUE, HEAD) == []
    middle = len(BOOK.entries) // 2
    assert verify(TRUE, [(middle, BOOK.entries[middle - 1].chain_hash), *HEAD]) == []


@pytest.mark.clause("A9.22", "A7.11")
@pytest.mark.parametrize("how", TAMPERS)
def test_tampering_is_found_and_named(how: str) -> None:
    for seed in range(30):
        book = tampered(how, seed)
        assert verify(book, HEAD) != [], seed
        assert (verify(book, []) == []) == (how in SILENT), seed


@pytest.mark.clause("A9.22", "A7.11")
@pytest.mark.parametrize("how", TAMPERS)
def test_a_book_written_anew_is_found_by_its_published_head(how: str) -> None:
    missed_without = 0
    for seed in range(30):
        book = chained_anew(tampered(how, seed))
        if book == TRUE:  # renumbering alone is undone by numbering again
            continue
        assert verify(book, HEAD) != [], seed
        missed_without += verify(book, []) == []
    # The positive control: without the head the new chain holds, unless the book's own sense is broken.
    quiet = {
        "edit a date",
        "change a document",
        "change who acted",
        "cut the tail",
        "edit an account",
        "swap",
    }
    assert (missed_without == 30) == (how in quiet)


@pytest.mark.slow
@pytest.mark.clause("A9.22")
@pytest.mark.parametrize("how", TAMPERS)
def test_a_thousand_of_each(how: str) -> None:
    for seed in range(1000):
        book = tampered(how, seed)
        assert verify(book, HEAD) != [], seed
        again = chained_anew(book)
        assert again == TRUE or verify(again, HEAD) != [], seed
