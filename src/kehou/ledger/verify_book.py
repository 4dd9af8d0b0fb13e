#!/usr/bin/env python3
"""Check an exported book: python3 verify_book.py BOOK.json [--head COUNT:HASH ...]

One file that needs nothing but Python 3.9. It shares no code with the program that kept the book: it makes
the chain again from the lines, adds up every entry, and holds every event against its own list of accounts.
``--head`` gives a published head: the hash that was printed on the term's disclosure, or sent a tier up,
when the book held COUNT entries. Without it a book that was cut at its end, or written anew from some entry
on, cannot be told from a true one. Ends with 0 if nothing is wrong, with 1 if something is, with 2 if the
file cannot be read. The format is kehou-ledger/1; docs/decisions/ says how a book is made.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

FORMAT = "kehou-ledger/1"
MONEY = {"1001", "1002"}
PUPIL, PERSON, BANK = 4, 5, 6
# Which keys (pupil, person, bank) a line on an account must name; in capitals "must", in small "may".
ACCOUNTS = {
    **dict.fromkeys(("1001", "1002"), "B"),
    **dict.fromkeys(("1101", "2001", "2003", "2201", "2202", "4001", "4002", "4003", "4004", "4005"), "P"),
    **dict.fromkeys(("2101", "2102", "2104"), "H"),
    **dict.fromkeys(("2103", "2105", "5001", "5002", "5003", "5004"), "h"),
    "2002": "p",
    **dict.fromkeys(("2203", "4101", "4102", "4103", "5101", "5102", "5103", "5104", "6001", "6002"), ""),
}
CASH, STAFF, OTHER = "1001 1002", "5001 5002", "5101 5102 5103 5104"
SPENT = f"{STAFF} 5003 5004 {OTHER}"
# Event: debit accounts | credit accounts; an exclamation mark where two people are needed.
EVENTS = {
    "bill_issued": "1101|4001",
    "bill_cancelled": "4001|1101",
    "waiver_granted": "4002 4003|1101 2001",
    "receipt_recorded": f"{CASH}|1101",
    "overpayment_recorded": f"{CASH}|2002",
    "overpayment_returned": f"2002|{CASH}!",
    "remitted": "1002|1001!",
    "allotted": "1001|1002",
    "subsidy_received": f"{CASH}|4101",
    "interest_received": f"{CASH}|4102",
    "shortfall_covered": f"{CASH}|4103",
    "set_off_received": f"{CASH}|2003",
    "set_off_applied": "2003|1101",
    "set_off_released": "2003|2001",
    "set_off_sent_back": f"1101 2001 2003|{CASH}!",
    "refund_decided": "4004|2001",
    "refund_paid": f"2001|{CASH}!",
    "allowance_approved": f"{STAFF}|2101",
    "allowance_paid": f"2101|{CASH} 2103!",
    "allowance_corrected": f"2101|{STAFF}",
    "allowance_recovered": f"{CASH}|2101",
    "labour_approved": "5003|2102 2103",
    "labour_paid": f"2102|{CASH}!",
    "labour_corrected": "2102 2103|5003",
    "labour_recovered": f"{CASH}|2102",
    "tax_paid": f"2103|{CASH}!",
    "provider_accepted": "5004|2104",
    "provider_paid": f"2104|{CASH}!",
    "expense_approved": f"{OTHER}|2105",
    "expense_paid": f"2105|{CASH}!",
    "payment_bounced": f"{CASH}|2001 2002 2101 2102 2103 2104 2105 2201 2202",
    "arrears_closed": "4005|1101",
    "subsidy_applied": f"{SPENT} {CASH}|{SPENT} {CASH}",
    "surplus_fixed": "6001|2201",
    "unspent_subsidy_fixed": "6002|2203",
    "surplus_returned": f"2201|{CASH}!",
    "surplus_set_off": f"2201|{CASH}!",
    "set_off_taken_back": f"{CASH}|2201 2202",
    "surplus_parked": "2201|2202",
    "parked_paid": f"2202|{CASH}!",
    "unspent_subsidy_returned": f"2203|{CASH}!",
    "reversal": "|!",
}
Row = dict[str, Any]


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sealed(entry: Row) -> str:
    names = ("checked_by", "document", "document_hash", "lines", "made_by")
    return sha256(canonical({name: entry[name] for name in names})).hexdigest()


def chained(previous: str, entry: Row) -> str:
    """The head after an entry, from what the entry says."""
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    for account, fund, point, amount, *_ in entry["lines"]:
        sums[account, fund, point] += amount
    part = {name: entry[name] for name in ("date", "event", "number", "posted_at", "reverses")}
    part["sealed"] = sealed(entry)
    part["sums"] = [[*where, amount] for where, amount in sorted(sums.items())]
    return sha256(previous.encode() + canonical(part)).hexdigest()


class Check:
    """One walk through a book from its first entry to its last."""

    def __init__(self, book: Row) -> None:
        self.book = book
        self.points = set(book["points"])
        self.heads: dict[int, str] = {
            0: sha256(canonical({"format": FORMAT, "ledger": book["ledger"]})).hexdigest()
        }
        self.held: dict[str, int] = defaultdict(int)
        self.seen: dict[int, Row] = {}
        self.papers: set[tuple[str, str]] = set()
        self.taken_back: set[int] = set()

    def faults(self) -> Iterator[str]:
        for place, entry in enumerate(self.book["entries"], start=1):
            where = f"entry {entry['number']}"
            if entry["number"] != place:
                yield f"{where}: stands in place {place}; an entry is missing, added, moved or renumbered"
            yield from (f"{where}: {fault}" for fault in self.entry(place, entry))
        count = len(self.book["entries"])
        if self.book["count"] != count:
            yield f"book: says it holds {self.book['count']} entries, holds {count}"
        if self.book["head"] != self.heads[count]:
            yield "book: its head is not the hash of its last entry"

    def entry(self, place: int, entry: Row) -> Iterator[str]:
        self.heads[place] = chained(self.heads[place - 1], entry)
        if self.heads[place] != entry["chain"]:
            yield "does not fit the chain; it was edited, or follows another entry than it did"
            self.heads[place] = entry["chain"]  # so that later entries are judged for themselves
        if entry["event"] not in EVENTS:
            yield f"no such event: {entry['event']}"
            return
        yield from self.lines(entry)
        yield from self.people(entry)
        yield from self.paper(entry)
        yield from self.reversal(entry)
        self.seen[entry["number"]] = entry

    def lines(self, entry: Row) -> Iterator[str]:
        debits, credited = (set(side.rstrip("!").split()) for side in EVENTS[entry["event"]].split("|"))
        sums: dict[tuple[str, str], int] = defaultdict(int)
        for line in entry["lines"]:
            account, fund, point, amount = line[:4]
            if account not in ACCOUNTS:
                yield f"no such account: {account}"
                continue
            if (
                type(amount) is not int
                or amount == 0
                or fund not in {"fee", "subsidy"}
                or point not in self.points
            ):
                yield f"a line on {account} is not whole: {amount!r} {fund} {point}"
                continue
            if entry["event"] != "reversal" and account not in (debits if amount > 0 else credited):
                yield f"{entry['event']} cannot stand on this side of {account}"
            yield from self.keys(line)
            sums[fund, point] += amount
            if account in MONEY:
                self.held[line[BANK]] += amount
        yield from (
            f"does not balance for {fund} at {point}: {rest}" for (fund, point), rest in sums.items() if rest
        )
        for code in {line[BANK] for line in entry["lines"] if line[0] in MONEY and line[3] < 0}:
            if self.held[code] < 0:
                yield f"account {code} pays out more than it holds"

    def keys(self, line: list[Any]) -> Iterator[str]:
        wanted = ACCOUNTS[line[0]]
        for letter, place in (("p", PUPIL), ("h", PERSON), ("b", BANK)):
            if bool(line[place]) > (letter in wanted.lower()) or bool(line[place]) < (
                letter.upper() in wanted
            ):
                yield f"a line on {line[0]} names what it should not, or not what it should"

    def people(self, entry: Row) -> Iterator[str]:
        if EVENTS[entry["event"]].endswith("!") and entry["checked_by"] in {"", entry["made_by"]}:
            yield "was not checked by a second person"

    def paper(self, entry: Row) -> Iterator[str]:
        paper = (entry["event"], entry["document"])
        if paper in self.papers:
            yield f"books {entry['document']} a second time"
        self.papers.add(paper)

    def reversal(self, entry: Row) -> Iterator[str]:
        number = entry["reverses"]
        if (number is not None) != (entry["event"] == "reversal"):
            yield "a reversal names the entry that it takes back, and nothing else does"
            return
        if number is None:
            return
        first = self.seen.get(number)
        if first is None or first["event"] == "reversal" or number in self.taken_back:
            yield f"cannot take back entry {number}"
            return
        self.taken_back.add(number)
        if [[*line[:3], -line[3], *line[4:]] for line in first["lines"]] != entry["lines"]:
            yield f"is not the mirror of entry {number}"

    def against(self, count: int, head: str) -> Iterator[str]:
        if count not in self.heads:
            held = len(self.book["entries"])
            yield f"book: holds {held} entries, but a head of {count} was published; its end was cut"
        elif self.heads[count] != head:
            yield f"book: after entry {count} its head is not the published one; it was written anew"


def verify(book: Row, heads: list[tuple[int, str]]) -> list[str]:
    """Everything that is wrong with a book, beside the heads that were published of it."""
    check = Check(book)
    found = list(check.faults())
    for count, head in heads:
        found += check.against(count, head)
    return found


def say(text: str, *, wrong: bool = False) -> None:
    (sys.stderr if wrong else sys.stdout).write(f"{text}\n")


def read(file: str, marks: list[str]) -> tuple[bytes, Row, list[tuple[int, str]]]:
    """The file, the book in it, and the published heads. Raises whatever a strange file makes."""
    raw = Path(file).read_bytes()
    book = json.loads(raw)
    if book["format"] != FORMAT:
        raise ValueError(f"the format is {book['format']!r}, not {FORMAT}")
    return raw, book, [(int(count), head) for count, _, head in (mark.partition(":") for mark in marks)]


def main(arguments: list[str]) -> int:
    places = [place for place, word in enumerate(arguments) if word == "--head"]
    marks = [arguments[place + 1] for place in places if place + 1 < len(arguments)]
    files = [word for place, word in enumerate(arguments) if word != "--head" and place - 1 not in places]
    if len(files) != 1:
        say("usage: verify_book.py BOOK.json [--head COUNT:HASH ...]", wrong=True)
        return 2
    try:
        raw, book, heads = read(files[0], marks)
        faults = verify(book, heads)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        say(f"{files[0]}: cannot be read as a book: {error!r}", wrong=True)
        return 2
    if canonical(book) + b"\n" != raw:
        faults.append("book: the file is not written in the one canonical way")
    for fault in faults:
        say(fault, wrong=True)
    if not faults:
        beside = "the published heads agree" if heads else "no published head was given"
        say(f"sound: {len(book['entries'])} entries, head {book['head']}; {beside}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
