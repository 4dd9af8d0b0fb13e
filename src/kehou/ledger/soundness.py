"""Whether a book still is what it was when each entry was written."""

from __future__ import annotations

from collections.abc import Iterable

from kehou.kernel.fen import ZERO, Fen, total
from kehou.ledger.book import Stamp, entry_after
from kehou.ledger.chain import first_hash
from kehou.ledger.lines import Draft, Entry


def is_chained(ledger_key: str, entries: Iterable[Entry]) -> bool:
    """Whether numbers run without a gap and every hash follows from the lines and the one before."""
    head = first_hash(ledger_key)
    for number, entry in enumerate(entries, start=1):
        again = entry_after(head, number, Draft(entry.event, entry.lines), _stamp(entry), entry.reverses)
        if entry.number != number or again.chain_hash != entry.chain_hash:
            return False
        head = entry.chain_hash
    return True


def difference(entries: Iterable[Entry]) -> Fen:
    """What the debits have above the credits over a whole book; nothing, in a sound one."""
    off = (total(line.amount for line in entry.lines) for entry in entries)
    return total(max(gap, -gap) for gap in off) if entries else ZERO


def _stamp(entry: Entry) -> Stamp:
    return Stamp(
        date=entry.date,
        posted_at=entry.posted_at,
        document=entry.document,
        document_hash=entry.document_hash,
        made_by=entry.made_by,
        checked_by=entry.checked_by,
    )
