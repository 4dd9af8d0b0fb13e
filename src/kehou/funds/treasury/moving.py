"""Money to the treasury and back: made by the cashier, confirmed and booked by the accountant (A9.23)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.funds.book import Paper, post, purse_of
from kehou.funds.booking import term_ledger
from kehou.funds.models import MoneyAccount, TreasuryMove
from kehou.funds.receipts.access import CHECK_TREASURY, MOVE_TREASURY
from kehou.funds.receipts.judging import UnableToRecord, another_hand
from kehou.kernel.actor import Actor
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import refusal
from kehou.ledger.recipes import allotted, remitted
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.registry.public import school_info

Kind = TreasuryMove.Kind


@transaction.atomic
def move_treasury(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    kind: str,
    bank_id: UUID,
    treasury_id: UUID,
    amount: Fen,
    moved: date,
    reference: str,
) -> TreasuryMove:
    """Enter a remittance to the treasury or an allotment from it; it waits for the other hand.

    Raises UnableToRecord.
    """
    require(MOVE_TREASURY, actor, place)
    if amount <= ZERO:
        raise UnableToRecord([refusal("A9.22", "amount_not_positive", subject="treasury", found=amount)])
    if purse_of(bank_id) is None or purse_of(treasury_id) is None:
        raise UnableToRecord([refusal("A9.17", "account_not_registered", subject="treasury")])
    row = TreasuryMove.objects.create(
        county_code=place.code,
        school_id=place.school,
        kind=Kind(kind),
        ledger=term_ledger(place.school, term_id),
        bank=MoneyAccount.objects.get(pk=bank_id),
        treasury=MoneyAccount.objects.get(pk=treasury_id),
        point_code=school_info(place.school).short_code,
        amount_fen=amount.amount,
        moved_date=moved,
        reference=reference,
        made_by=actor.person,
        made_at=now,
    )
    record("treasury.entered", actor=actor, place=place, subject=subject_of("treasury", row.id), now=now)
    return row


@transaction.atomic
def check_move(*, actor: Actor, now: datetime, move_id: UUID) -> TreasuryMove:
    """Confirm a move and book it. Raises UnableToRecord."""
    row = TreasuryMove.objects.select_for_update(of=("self",)).get(pk=move_id)
    require(CHECK_TREASURY, actor, row.place)
    refused = another_hand([row.made_by], actor=actor, place=row.place, on=local_day(now))
    if row.state != TreasuryMove.State.MADE:
        refused = (*refused, refusal("A9.22", "move_was_booked", subject="treasury"))
    bank, treasury = purse_of(row.bank_id), purse_of(row.treasury_id)
    if bank is None or treasury is None:
        refused = (*refused, refusal("A9.17", "account_not_registered", subject="treasury"))
    if refused or bank is None or treasury is None:
        raise UnableToRecord(refused)
    recipe = remitted if row.kind == Kind.REMITTANCE else allotted
    post(
        ledger=row.ledger,
        draft=recipe({row.point_code: Fen(row.amount_fen)}, bank=bank, treasury=treasury),
        paper=Paper(subject_of("treasury", row.id)),
        actor=actor,
        now=now,
        prepared_by=row.made_by,
        on=row.moved_date,
    )
    row.state, row.checked_by, row.checked_at = TreasuryMove.State.BOOKED, actor.person, now
    row.save(update_fields=["state", "checked_by", "checked_at"])
    return row
