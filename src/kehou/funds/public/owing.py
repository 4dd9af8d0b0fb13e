"""Between which pupils and their school money is still open (A9.11, A9.12)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Sum

from kehou.funds.book import pupil_keys
from kehou.funds.models import LedgerLine, Refund, TermLedger
from kehou.funds.refunds.asking import OWED
from kehou.ledger.accounts import (
    OVERPAID,
    RECEIVABLE,
    REFUNDS_DUE,
    SET_ASIDE,
    SURPLUS_DUE,
    SURPLUS_PARKED,
)
from kehou.registry.public import school_info

_BETWEEN = [
    account.code for account in (RECEIVABLE, REFUNDS_DUE, OVERPAID, SET_ASIDE, SURPLUS_DUE, SURPLUS_PARKED)
]


def pupils_with_open_money(school_id: UUID, pupils: Iterable[UUID]) -> frozenset[UUID]:
    """Those of some pupils of a school who owe, or to whom something is owed, in any of its books."""
    asked = set(pupils)
    waiting = Refund.objects.filter(
        school_id=school_id, pupil_id__in=asked, state__in=[*OWED, Refund.State.REQUESTED]
    )
    found = {pupil for pupil in waiting.values_list("pupil_id", flat=True) if pupil}
    ledgers = TermLedger.objects.filter(school_id=school_info(school_id).legal_person_id)
    held = _held([row.id for row in ledgers])
    for ledger_id in {ledger for ledger, _ in held}:
        found |= {pupil for pupil, key in pupil_keys(ledger_id, asked).items() if (ledger_id, key) in held}
    return frozenset(found)


def _held(ledgers: list[UUID]) -> set[tuple[UUID, str]]:
    """Whose accounts are not even, by book and key."""
    lines = LedgerLine.objects.filter(ledger_id__in=ledgers, account__in=_BETWEEN).exclude(pupil_key="")
    sums = lines.order_by().values_list("ledger_id", "account", "pupil_key").annotate(held=Sum("amount_fen"))
    return {(ledger, key) for ledger, _, key, held in sums if held}
