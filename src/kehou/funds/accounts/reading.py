"""Reading public accounts: anyone by address, and the file by which a visitor makes the figures again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Sum
from django.http import Http404

from kehou.funds.accounts.content import FORMAT
from kehou.funds.book import ledger_of
from kehou.funds.book.exporting import entries_of
from kehou.funds.book.posting import within
from kehou.funds.models import LedgerLine, PublicAccount, SurplusShare
from kehou.kernel.fen import Fen
from kehou.ledger.accounts import SURPLUS_PARKED
from kehou.ledger.chain import open_part
from kehou.ledger.events import EventKind
from kehou.ledger.lines import Entry
from kehou.platform.database.scope import Scope, at

SHARES_A_PAGE = 200


def scope_of_account(account_id: UUID, **_: object) -> Scope:
    """The scope of the one school whose account an address names; the account itself is public."""
    return at(account_by_id(account_id).place)


def account_by_id(account_id: UUID) -> PublicAccount:
    """One published account. Raises Http404."""
    row = PublicAccount.objects.select_related("ledger").filter(pk=account_id).first()
    if row is None:
        raise Http404
    return row


def accounts_of(ledger_id: UUID) -> list[PublicAccount]:
    """Every version of a ledger's account, the latest first."""
    return list(PublicAccount.objects.filter(ledger_id=ledger_id).order_by("-version"))


def latest_account(school_id: UUID, term_id: UUID) -> PublicAccount | None:
    """The latest account that tells of a school's or teaching point's money in a term."""
    ledger = ledger_of(school_id, term_id)
    return next(iter(accounts_of(ledger.id)), None) if ledger else None


def recomputable(account: PublicAccount) -> dict[str, Any]:
    """The account with what makes it again: shares by anonymous code, and the open layer of every entry.

    It holds no child, no teacher and no document: the inner layers of the chain stay sealed.
    """
    with within(account.ledger):
        entries = entries_of(account.ledger)[: account.entry_count]
        rows = SurplusShare.objects.filter(ledger_id=account.ledger_id)
        shares = list(rows.order_by("point_code", "pupil_key"))
    return {
        "format": FORMAT,
        "account": account.content,
        "chain": [_open(entry) for entry in entries],
        "shares": [
            [row.pupil_key, row.point_code, row.weight, row.net_paid_fen, row.share_fen] for row in shares
        ],
    }


def shares_shown(account: PublicAccount, page: str | None) -> tuple[Page[SurplusShare], Fen]:
    """One page of the shares by code, at all points of the ledger.

    And what families took, after the account was shown, of what it says is kept for them.
    """
    with within(account.ledger):
        shares = SurplusShare.objects.filter(ledger_id=account.ledger_id).order_by("pupil_key")
        found = Paginator(shares, SHARES_A_PAGE).get_page(page)
        found.object_list = list(found.object_list)
        return found, _taken_since(account)


def _taken_since(account: PublicAccount) -> Fen:
    lines = LedgerLine.objects.filter(
        ledger_id=account.ledger_id,
        number__gt=account.entry_count,
        event=EventKind.PARKED_PAID.value,
        account=SURPLUS_PARKED.code,
    )
    return Fen(int(lines.aggregate(taken=Sum("amount_fen"))["taken"] or 0))


def _open(entry: Entry) -> dict[str, object]:
    return open_part(
        number=entry.number,
        day=entry.date,
        posted_at=entry.posted_at,
        event=entry.event,
        lines=entry.lines,
        reverses=entry.reverses,
        sealed=entry.sealed_hash,
    )
