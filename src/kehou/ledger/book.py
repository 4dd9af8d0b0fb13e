"""A book in memory: what the database keeps row by row, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from kehou.kernel.fen import ZERO, Fen, total
from kehou.kernel.verdict import refusal
from kehou.ledger.accounts import MONEY
from kehou.ledger.chain import first_hash, next_hash, open_part, sealed_hash
from kehou.ledger.checking import UnableToPost, check
from kehou.ledger.events import EVENTS, EventKind, State
from kehou.ledger.lines import Draft, Entry, Fund, Line
from kehou.ledger.recipes.taking_back import reversal


@dataclass(frozen=True, slots=True)
class Stamp:
    """When an entry was booked, on which paper, by whom."""

    date: date
    posted_at: datetime
    document: str
    document_hash: str
    made_by: str
    checked_by: str = ""


def entry_after(previous: str, number: int, draft: Draft, stamp: Stamp, reverses: int | None = None) -> Entry:
    """The next entry of a book whose head is ``previous``."""
    sealed = sealed_hash(
        draft.lines,
        document=stamp.document,
        document_hash=stamp.document_hash,
        made_by=stamp.made_by,
        checked_by=stamp.checked_by,
    )
    part = open_part(
        number=number,
        day=stamp.date,
        posted_at=stamp.posted_at,
        event=draft.event,
        lines=draft.lines,
        reverses=reverses,
        sealed=sealed,
    )
    return Entry(
        number=number,
        date=stamp.date,
        posted_at=stamp.posted_at,
        event=draft.event,
        lines=draft.lines,
        document=stamp.document,
        document_hash=stamp.document_hash,
        made_by=stamp.made_by,
        checked_by=stamp.checked_by,
        reverses=reverses,
        sealed_hash=sealed,
        previous_hash=previous,
        chain_hash=next_hash(previous, part),
    )


def check_people(event: EventKind, stamp: Stamp) -> None:
    """Money leaves, and entries are taken back, by two people only (A9.23). Raises UnableToPost."""
    if not EVENTS[event].pays and event is not EventKind.REVERSAL:
        return
    if not stamp.checked_by or stamp.checked_by == stamp.made_by:
        raise UnableToPost([refusal("A9.23", "maker_is_checker", subject="entry", found=EVENTS[event].name)])


@dataclass
class Book:
    """The entries of one term in order, and what they add up to."""

    key: str
    state: State = State.OPEN
    entries: list[Entry] = field(default_factory=list)
    reversed_numbers: set[int] = field(default_factory=set)
    _balances: dict[tuple[str, Fund, str], Fen] = field(default_factory=dict)
    _held: dict[str, Fen] = field(default_factory=dict)

    @property
    def head(self) -> str:
        """The hash that holds the whole book."""
        return self.entries[-1].chain_hash if self.entries else first_hash(self.key)

    def post(self, draft: Draft, stamp: Stamp) -> Entry:
        """Book an event. Raises UnableToPost; then nothing was booked."""
        return self._add(draft, stamp, None)

    def reverse(self, number: int, stamp: Stamp) -> Entry:
        """Take an entry back by its mirror, once. Raises UnableToPost."""
        entry = self.entries[number - 1]
        check_reversible(entry.event, is_reversed=number in self.reversed_numbers)
        red = self._add(reversal(entry), stamp, number)
        self.reversed_numbers.add(number)
        return red

    def _add(self, draft: Draft, stamp: Stamp, reverses: int | None) -> Entry:
        check(draft, state=self.state)
        check_people(draft.event, stamp)
        check_purses(draft, lambda code: self._held.get(code, ZERO))
        entry = entry_after(self.head, len(self.entries) + 1, draft, stamp, reverses)
        self.entries.append(entry)
        for line in entry.lines:
            place = (line.account, line.fund, line.point)
            self._balances[place] = self._balances.get(place, ZERO) + line.amount
            if line.bank_code:
                self._held[line.bank_code] = self._held.get(line.bank_code, ZERO) + line.amount
        return entry

    def lines(self) -> Iterable[Line]:
        """Every line of the book."""
        return (line for entry in self.entries for line in entry.lines)

    def balance(self, which: Callable[[Line], bool]) -> Fen:
        """What the lines add up to for which a test holds."""
        return total(line.amount for line in self.lines() if which(line))

    def balances(self) -> dict[tuple[str, Fund, str], Fen]:
        """The balance of each account, fund and point that was moved."""
        return dict(self._balances)


def check_reversible(event: EventKind, *, is_reversed: bool) -> None:
    """An entry is taken back once, and a reversal never. Raises UnableToPost."""
    if is_reversed or event is EventKind.REVERSAL:
        raise UnableToPost([refusal("A9.22", "entry_reversed", subject="entry")])


def check_purses(draft: Draft, held: Callable[[str], Fen]) -> None:
    """No account pays out more than it holds. Raises UnableToPost."""
    for code in {line.bank_code for line in draft.lines if line.account in MONEY}:
        moved = total(line.amount for line in draft.lines if line.bank_code == code)
        if moved < ZERO and (there := held(code)) + moved < ZERO:
            raise UnableToPost(
                [refusal("A9.23", "purse_too_small", subject=f"purse/{code}", found=there, required=-moved)]
            )
