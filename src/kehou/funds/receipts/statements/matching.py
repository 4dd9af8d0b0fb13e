"""Matching a bank's rows to bills by the code in the remark. Pure: every row gets exactly one outcome."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from kehou.funds.bills.codes import BillReference, references_in
from kehou.funds.receipts.statements.reading import BankRow, FaultyRow
from kehou.kernel.fen import ZERO


class Outcome(StrEnum):
    """What became of a row."""

    MATCHED = "matched"
    UNMATCHED = "unmatched"
    DOUBLED = "doubled"
    OUTGOING = "outgoing"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Match:
    """One row with its outcome; ``column`` and ``reason`` say why it did not match."""

    row: int
    outcome: Outcome
    bank_row: BankRow | None = None
    bill_id: UUID | None = None
    column: str = ""
    reason: str = ""


def match_rows(
    rows: Iterable[BankRow | FaultyRow],
    *,
    bills: Mapping[BillReference, UUID],
    seen: Collection[str],
) -> list[Match]:
    """The outcome of each row. ``seen`` are references that were taken in before."""
    known, found = set(seen), []
    for row in rows:
        match = _match(row, bills, known)
        if match.bank_row is not None:
            known.add(match.bank_row.reference)
        found.append(match)
    return found


def _match(row: BankRow | FaultyRow, bills: Mapping[BillReference, UUID], known: set[str]) -> Match:
    if isinstance(row, FaultyRow):
        return Match(row.row, Outcome.FAULTY, column=row.column, reason=row.reason)
    if row.reference in known:
        return Match(row.row, Outcome.DOUBLED, row, column="reference", reason="bank_row_seen_before")
    if row.income == ZERO:
        return Match(row.row, Outcome.OUTGOING, row)
    named = references_in(row.remark)
    of_ours = [bills[reference] for reference in named if reference in bills]
    if len(of_ours) == 1:
        return Match(row.row, Outcome.MATCHED, row, bill_id=of_ours[0])
    if len(of_ours) > 1:
        reason = "bank_row_names_several"
    else:
        reason = "bank_code_of_no_bill" if named else "bank_code_missing"
    return Match(row.row, Outcome.UNMATCHED, row, column="remark", reason=reason)
