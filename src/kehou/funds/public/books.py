"""Where the book of a term stands."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kehou.funds.book import ledger_of
from kehou.funds.book.exporting import export_journal, export_ledger
from kehou.ledger.events import State


@dataclass(frozen=True, slots=True)
class LedgerInfo:
    """A ledger, its state (9c), how many entries it holds, and its head."""

    id: UUID
    school_id: UUID
    term_id: UUID
    state: State
    entries: int
    head: str


def ledger_info(school_id: UUID, term_id: UUID) -> LedgerInfo | None:
    """The ledger that keeps a school's money in a term, or None before it was opened."""
    row = ledger_of(school_id, term_id)
    if row is None:
        return None
    return LedgerInfo(row.id, row.school_id, row.term_id, State(row.state), row.last_number, row.head)


def exported_book(school_id: UUID, term_id: UUID) -> bytes | None:
    """The book of a school's term as one canonical JSON file; None where there is none."""
    row = ledger_of(school_id, term_id)
    return export_ledger(row) if row else None


def exported_journal(school_id: UUID, term_id: UUID) -> str | None:
    """The book of a school's term as a journal for hledger; None where there is none."""
    row = ledger_of(school_id, term_id)
    return export_journal(row) if row else None
