"""The book as a journal that hledger reads: for checking from outside, not for the accountant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kehou.kernel.fen import Fen
from kehou.ledger.accounts import CHART
from kehou.ledger.events import EVENTS
from kehou.ledger.exporting import Cover
from kehou.ledger.lines import Entry, Fund, Line

COMMODITY = "CNY"
_FUNDS = {Fund.FEE: "服务费", Fund.SUBSIDY: "财政补助"}


def journal_written(cover: Cover, entries: Iterable[Entry]) -> str:
    """The whole journal: what it declares, then a transaction for each entry."""
    kept = list(entries)
    return "".join([*_declared(cover, kept), *map(_transaction, kept)])


def account_path(line: Line) -> str:
    """Where a line stands in hledger's tree: kind, account, point, fund, and the bank account of money."""
    account = CHART[line.account]
    parts = [account.kind.value, f"{account.code}{account.name}", line.point, _FUNDS[line.fund]]
    return ":".join([*parts, line.bank_code] if line.bank_code else parts)


def amount_text(amount: Fen) -> str:
    """An amount as hledger reads it."""
    return f"{amount.in_yuan().replace(',', '')} {COMMODITY}"


def _declared(cover: Cover, entries: list[Entry]) -> Iterator[str]:
    yield f"; {cover.school} {cover.term}\n; ledger {cover.ledger}\n\n"
    yield f"commodity 1000.00 {COMMODITY}\n\n"
    for path in sorted({account_path(line) for entry in entries for line in entry.lines}):
        yield f"account {path}\n"


def _transaction(entry: Entry) -> str:
    rows = [f"\n{entry.date.isoformat()} ({entry.number}) {EVENTS[entry.event].name}"]
    rows.append(f"    ; document:{entry.document}")
    if entry.reverses:
        rows.append(f"    ; reverses:{entry.reverses}")
    rows += [_posting(line) for line in entry.lines]
    return "\n".join(rows) + "\n"


def _posting(line: Line) -> str:
    about = f"  ; pupil:{line.pupil_key}" if line.pupil_key else ""
    about = about or (f"  ; person:{line.person_key}" if line.person_key else "")
    return f"    {account_path(line)}  {amount_text(line.amount)}{about}"
