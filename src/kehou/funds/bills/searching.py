"""Finding bills and receipts: by what may stand in an address, or by a name, which may not (DP3)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from kehou.funds.bills.codes import references_in
from kehou.funds.models import Bill, Receipt, Refund
from kehou.registry.public import TermInfo, names_of, pupils_of

_LONGEST_NUMBER = 5


def numbers_meant(term: TermInfo, text: str) -> list[int]:
    """The numbers of bills that a text names in a term: by pay codes, or one bare number."""
    numbers = [
        reference.number
        for reference in references_in(text)
        if (reference.year, reference.half) == (term.year, term.half)
    ]
    bare = text.strip()
    if not numbers and bare.isascii() and bare.isdigit() and len(bare) <= _LONGEST_NUMBER:
        numbers = [int(bare)]
    return numbers


def bills_in(bills: QuerySet[Bill], *, school_id: UUID, class_id: UUID) -> QuerySet[Bill]:
    """Those of some bills whose children are in a class now."""
    return bills.filter(pupil_id__in=[pupil.id for pupil in pupils_of(school_id, class_id=class_id)])


def bills_meant(bills: QuerySet[Bill], term: TermInfo, text: str) -> QuerySet[Bill]:
    """Those of some bills that a number or a pay code names."""
    return bills.filter(number__in=numbers_meant(term, text))


def bills_named(bills: QuerySet[Bill], text: str) -> QuerySet[Bill]:
    """Those of some bills whose child's name holds a text."""
    return bills.filter(pupil_id__in=_named(bills.order_by().values_list("pupil_id", flat=True), text))


def receipts_meant(receipts: QuerySet[Receipt], term: TermInfo, text: str) -> QuerySet[Receipt]:
    """Those of some receipts whose paper or reference holds a text, or whose bill it names."""
    words = text.strip()
    of_paper = Q(paper_number__icontains=words) | Q(reference__icontains=words)
    return receipts.filter(of_paper | Q(bill__number__in=numbers_meant(term, words)))


def receipts_named(receipts: QuerySet[Receipt], text: str) -> QuerySet[Receipt]:
    """Those of some receipts whose child's name holds a text."""
    paid = receipts.exclude(bill=None).order_by().values_list("bill__pupil_id", flat=True)
    return receipts.filter(bill__pupil_id__in=_named(paid, text))


def refunds_named(refunds: QuerySet[Refund], text: str) -> QuerySet[Refund]:
    """Those of some refunds whose child's name holds a text."""
    owed = refunds.order_by().values_list("pupil_id", flat=True)
    return refunds.filter(pupil_id__in=_named((pupil for pupil in owed if pupil), text))


def _named(pupils: Iterable[UUID], text: str) -> list[UUID]:
    """Whose name holds a text. Names are sealed, so all of them are opened in memory, with two queries."""
    return [pupil for pupil, name in names_of(pupils).items() if text.strip() in name]
