"""Where the return of a surplus stands, share by share."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, QuerySet

from kehou.funds.book.reading import balances
from kehou.funds.closing.facts import fee_balance
from kehou.funds.models import ReturnBatch, ShareReturn, SurplusShare, TermLedger
from kehou.kernel.fen import ZERO, Fen
from kehou.ledger.accounts import SUBSIDY_DUE_BACK
from kehou.ledger.lines import Fund
from kehou.ledger.recipes import Item
from kehou.platform.database.questions import Asked, question
from kehou.rulebook.facts.closing import SurplusReturn


def due_shares(ledger: TermLedger) -> list[SurplusShare]:
    """The shares that are neither on their way, nor returned, nor parked; a share of 0 owes nothing."""
    return asked_due(ledger.id).answer


def asked_due(ledger_id: UUID) -> Asked[list[SurplusShare]]:
    """The due shares, to be asked together with other things."""
    return _due_shares(ledger_id=ledger_id).then(list)


def awaits_choice(share: SurplusShare) -> bool:
    """Whether a family's word still counts: its share is due, or only prepared for the next bill."""
    prepared = _returns(share.ledger_id).filter(
        share=share, batch__kind=ReturnBatch.Kind.SET_OFF, batch__confirmed_at=None
    )
    return _due(share.ledger_id).filter(pk=share.pk).exists() or prepared.exists()


def parked_shares(ledger: TermLedger) -> list[SurplusShare]:
    """The shares that are kept for their families and were not paid since."""
    return asked_parked(ledger.id).answer


def asked_parked(ledger_id: UUID) -> Asked[list[SurplusShare]]:
    """The parked shares, to be asked together with other things."""
    return _parked_shares(ledger_id=ledger_id).then(list)


def due_back(ledger: TermLedger) -> dict[Fund, dict[str, Fen]]:
    """What is owed to the finance office, by fund and point."""
    found: dict[Fund, dict[str, Fen]] = {}
    for (code, fund, point), amount in balances(ledger.id).by_place.items():
        if code == SUBSIDY_DUE_BACK.code and amount < ZERO:
            found.setdefault(fund, {})[point] = -amount
    return found


def standing(ledger: TermLedger) -> SurplusReturn:
    """What is still unpaid, what was parked in silence, and what lies in the book unnamed (A9.11, A9.5)."""
    shares = SurplusShare.objects.filter(ledger=ledger, share_fen__gt=0)
    confirmed = _returns(ledger.id).exclude(batch__confirmed_at=None).values("share_id")
    unpaid = shares.filter(parking=None).exclude(pk__in=confirmed)
    silent = shares.exclude(parking=None).filter(notices=None)
    carried = shares.filter(set_offs__undone_fen=0)
    as_chosen = carried.filter(set_offs__choice__sets_off=True, set_offs__choice__share_id=F("id"))
    return SurplusReturn(
        unpaid=frozenset(unpaid.values_list("pupil_key", flat=True)),
        parked_without_notice=frozenset(silent.values_list("pupil_key", flat=True)),
        fee_balance=fee_balance(balances(ledger.id).by_place),
        set_off=frozenset(carried.values_list("pupil_key", flat=True)),
        set_off_unasked=frozenset(carried.exclude(pk__in=as_chosen).values_list("pupil_key", flat=True)),
    )


def item_of(share: SurplusShare) -> Item:
    """A share as the recipes take it."""
    return Item(share.pupil_key, share.point_code, Fen(share.share_fen))


def point_of(ledger: TermLedger, school_id: UUID) -> str | None:
    """The short code under which a ledger keeps a school's money, or None."""
    return next((code for code, school in ledger.points.items() if school == str(school_id)), None)


@question
def _due_shares(ledger_id: UUID) -> QuerySet[SurplusShare]:
    return _due(ledger_id).order_by("pupil_key")


@question
def _parked_shares(ledger_id: UUID) -> QuerySet[SurplusShare]:
    paid = _returns(ledger_id).filter(batch__kind=ReturnBatch.Kind.PARKED).values("share_id")
    rows = SurplusShare.objects.filter(ledger_id=ledger_id).exclude(parking=None)
    return rows.exclude(pk__in=paid).order_by("pupil_key")


def _due(ledger_id: UUID) -> QuerySet[SurplusShare]:
    on_the_way = _returns(ledger_id).values("share_id")
    return SurplusShare.objects.filter(ledger_id=ledger_id, share_fen__gt=0, parking=None).exclude(
        pk__in=on_the_way
    )


def _returns(ledger_id: UUID) -> QuerySet[ShareReturn]:
    return ShareReturn.objects.filter(share__ledger_id=ledger_id, bounced_at=None)
