"""A whole book as one canonical JSON file, for the verifier, an auditor or another system."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kehou.ledger.accounts import CHART
from kehou.ledger.chain import FORMAT, canonical, line_written, moment_written
from kehou.ledger.lines import Entry


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover of an exported book. ``points`` are short codes with names."""

    ledger: str
    school: str
    term: str
    points: Mapping[str, str]


def book_written(cover: Cover, entries: Iterable[Entry], *, head: str) -> bytes:
    """The book as canonical JSON with a line end."""
    written = [entry_written(entry) for entry in entries]
    book = {
        "chart": [[account.code, account.name, account.kind.value] for account in CHART.values()],
        "count": len(written),
        "entries": written,
        "format": FORMAT,
        "head": head,
        "ledger": cover.ledger,
        "points": dict(cover.points),
        "school": cover.school,
        "term": cover.term,
    }
    return canonical(book) + b"\n"


def entry_written(entry: Entry) -> dict[str, object]:
    """An entry with its lines, its document and its place in the chain."""
    return {
        "chain": entry.chain_hash,
        "checked_by": entry.checked_by,
        "date": entry.date.isoformat(),
        "document": entry.document,
        "document_hash": entry.document_hash,
        "event": entry.event.value,
        "lines": [line_written(line) for line in entry.lines],
        "made_by": entry.made_by,
        "number": entry.number,
        "posted_at": moment_written(entry.posted_at),
        "reverses": entry.reverses,
    }
