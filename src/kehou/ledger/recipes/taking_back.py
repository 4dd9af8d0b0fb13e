"""A red reversal: an entry is never changed, only taken back by its mirror (红字冲销)."""

from __future__ import annotations

from kehou.ledger.events import EventKind
from kehou.ledger.lines import Draft, Entry, negated


def reversal(entry: Entry) -> Draft:
    """The mirror of an entry, line by line."""
    return Draft(EventKind.REVERSAL, negated(entry.lines))
