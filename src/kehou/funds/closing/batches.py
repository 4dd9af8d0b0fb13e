"""One batch of shares as the desk reads it: who is paid in it, and what the bank gave back."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from kehou.funds.book.posting import within
from kehou.funds.closing.services.returning import may_bounce
from kehou.funds.closing.showing import names_in
from kehou.funds.models import ReturnBatch, ShareReturn
from kehou.platform.ui.pieces import Tone

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A share in a batch, with the child's name where it is still kept."""

    row: ShareReturn
    name: str
    state: str
    tone: Tone
    may_bounce: bool


def returns_page(
    batch: ReturnBatch, *, named: bool, words: str, page: str | None
) -> tuple[Page[ShareReturn], list[ReturnRow]]:
    """A page of a batch's shares, those whose name holds ``words``; names only where they are due (DP3)."""
    with within(batch.ledger):
        names = names_in(batch.ledger) if named else {}
        rows = batch.returns.select_related("share", "batch").order_by("share__pupil_key")
        if words and named:
            rows = rows.filter(share__pupil_key__in=[key for key, name in names.items() if words in name])
        found = Paginator(rows, A_PAGE).get_page(page)
        return found, [_shown(row, names) for row in found]


def return_row(row: ShareReturn) -> ReturnRow:
    """One share of a batch with its child's name."""
    with within(row.batch.ledger):
        return _shown(row, names_in(row.batch.ledger))


def _shown(row: ShareReturn, names: dict[str, str]) -> ReturnRow:
    state, tone = _state(row)
    name = names.get(row.share.pupil_key) or row.share.pupil_key[:8]
    return ReturnRow(row, name, state, tone, may_bounce(row))


def _state(row: ShareReturn) -> tuple[str, Tone]:
    if row.bounced_at:
        return ("已退回", Tone.STOP) if row.bounce_proof else ("已更正", Tone.PLAIN)
    if not row.batch.confirmed_at:
        return "等待确认", Tone.ATTENTION
    return ("已转入", Tone.DONE) if row.batch.kind == ReturnBatch.Kind.SET_OFF else ("已付款", Tone.DONE)
