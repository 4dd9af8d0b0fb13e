"""Reading for the cashier's desk: receipts, statements row by row, treasury moves, days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from kehou.funds.bills.desk import bill_numbered
from kehou.funds.bills.searching import numbers_meant
from kehou.funds.models import BankLine, Bill, MoneyAccount, Receipt, ReceiptReversal, WalletDay
from kehou.funds.wallet.comparing import Difference
from kehou.kernel.fen import Fen
from kehou.platform.sealed.cipher import unseal
from kehou.platform.sealed.keyring import house_key
from kehou.registry.public import SchoolInfo, TermInfo, names_of

TO_CONFIRM, A_PAGE = 50, 25  # what is confirmed by the page, and what is only looked through
_SHOWN = (
    *("paid_date", "channel", "amount_fen", "paper_number", "reference", "matched_at", "reversed_at"),
    *("bill", "bill__pupil_id"),
)
_APART = {
    Difference.NOT_HERE: "微信有这笔，账上没有",
    Difference.NOT_THERE: "账上有这笔，微信没有",
    Difference.AMOUNT: "两边金额不同",
}


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One receipt with whose it is."""

    receipt: Receipt
    name: str


@dataclass(frozen=True, slots=True)
class BankRowShown:
    """One row of a statement with what its remark says."""

    row: BankLine
    remark: str


@dataclass(frozen=True, slots=True)
class ApartShown:
    """One order or refund of which channel and book do not say the same."""

    key: str
    what: str
    here: Fen
    there: Fen


@dataclass(frozen=True, slots=True)
class WalletDayShown:
    """A day of the channel's bill beside the book."""

    day: WalletDay
    apart: tuple[ApartShown, ...]


def wallet_days(school: SchoolInfo) -> list[WalletDayShown]:
    """The last week of comparisons with the channel's own bill, the latest first."""
    rows = WalletDay.objects.filter(school_id=school.id).order_by("-day_date")[:7]
    return [WalletDayShown(row, tuple(_apart(found) for found in row.differences)) for row in rows]


def _apart(found: Mapping[str, Any]) -> ApartShown:
    what = _APART[Difference(found["kind"])]
    return ApartShown(found["key"], what, Fen(found["here"]), Fen(found["there"]))


def accounts_of(school: SchoolInfo) -> list[MoneyAccount]:
    """The registered and confirmed accounts of whoever keeps the school's money."""
    rows = MoneyAccount.objects.filter(school_id=school.legal_person_id, ended_at=None)
    return list(rows.exclude(confirmed_at=None).order_by("code"))


def receipts_of(school: SchoolInfo, term: TermInfo) -> QuerySet[Receipt]:
    """The receipts of a school's term."""
    return Receipt.objects.filter(school_id=school.id, term_id=term.id)


def receipt_page(
    receipts: QuerySet[Receipt], number: str | None = None, *, many: int = A_PAGE
) -> Page[Receipt]:
    """A page of some receipts; the latest come first."""
    shown = receipts.select_related("bill").only(*_SHOWN).order_by("-recorded_at", "-id")
    return Paginator(shown, many).get_page(number)


def asked_reversals(school: SchoolInfo, term: TermInfo) -> list[ReceiptReversal]:
    """What was asked to be taken back and waits for the accountant, the oldest first."""
    rows = ReceiptReversal.objects.filter(receipt__school_id=school.id, receipt__term_id=term.id)
    waiting = rows.filter(confirmed_at=None, dropped_at=None)
    return list(waiting.select_related("receipt__bill").order_by("asked_at"))


def receipt_rows(*pages: Iterable[Receipt]) -> list[list[ReceiptRow]]:
    """The receipts of some pages with names, which are asked for once."""
    names = names_of(row.bill.pupil_id for page in pages for row in page if row.bill)
    return [
        [ReceiptRow(row, names.get(row.bill.pupil_id, "") if row.bill else "") for row in page]
        for page in pages
    ]


def statement_rows(rows: Iterable[BankLine]) -> list[BankRowShown]:
    """Rows with their remarks opened."""
    return [BankRowShown(row, _remark(row)) for row in rows]


def bill_meant(school: SchoolInfo, term: TermInfo, text: str) -> Bill | None:
    """The bill that a pay code or a bare number names; None where it names none."""
    numbers = numbers_meant(term, text)
    return bill_numbered(school.id, term.id, numbers) if numbers else None


def _remark(row: BankLine) -> str:
    if row.remark is None:
        return ""
    return unseal(bytes(row.remark), key=house_key("bank"), bound_to=f"remark:{row.id}")


def waiting_rows(school_id: UUID, term_id: UUID) -> int:
    """How many rows of bank statements wait for a bill."""
    return BankLine.objects.filter(
        school_id=school_id, statement__term_id=term_id, outcome=BankLine.Outcome.UNMATCHED
    ).count()
