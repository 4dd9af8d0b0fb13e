"""A whole ledger out of the database, as the pure book writes it."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from kehou.funds.book.posting import as_entry
from kehou.funds.models import LedgerEntry, LedgerLine, TermLedger
from kehou.kernel.fen import Fen
from kehou.ledger.exporting import Cover, book_written
from kehou.ledger.journal import journal_written
from kehou.ledger.lines import Entry, Fund, Line
from kehou.registry.public import school_info, schools_by_id, term_info

_COLUMNS = (
    *("entry_id", "account", "amount_fen", "point_code", "fund"),
    *("pupil_key", "person_key", "bank_code"),
)
_FUNDS = {fund.value: fund for fund in Fund}


def entries_of(ledger: TermLedger) -> list[Entry]:
    """Every entry of a ledger with its lines, in order; two queries however many there are."""
    lines: dict[UUID, list[Line]] = defaultdict(list)
    rows = LedgerLine.objects.filter(ledger=ledger).order_by("number", "position").values_list(*_COLUMNS)
    for entry, account, fen, point, fund, *keys in rows.iterator(chunk_size=5_000):
        lines[entry].append(Line(account, Fen(fen), point, _FUNDS[fund], *keys))
    booked = list(LedgerEntry.objects.filter(ledger=ledger).order_by("number"))
    numbers = {row.id: row.number for row in booked}
    return [
        as_entry(row, lines[row.id], numbers[row.reverses_id] if row.reverses_id else None) for row in booked
    ]


def cover_of(ledger: TermLedger) -> Cover:
    """What stands on the cover of a ledger."""
    names = schools_by_id(ledger.points.values())
    by_id = {str(identity): school.name for identity, school in names.items()}
    return Cover(
        ledger=str(ledger.id),
        school=school_info(ledger.school_id).name,
        term=term_info(ledger.term_id).label,
        points={code: by_id[school] for code, school in ledger.points.items()},
    )


def export_ledger(ledger: TermLedger) -> bytes:
    """The ledger as one canonical JSON file."""
    return book_written(cover_of(ledger), entries_of(ledger), head=ledger.head)


def export_journal(ledger: TermLedger) -> str:
    """The ledger as a journal for hledger."""
    return journal_written(cover_of(ledger), entries_of(ledger))
