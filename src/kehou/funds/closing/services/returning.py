"""Giving back what is left: in batches, prepared by one, confirmed with proof by another (9.16, A9.23)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from kehou.funds.access import CONFIRM_RETURN, PREPARE_RETURN
from kehou.funds.accounts.following import Correction, follow_book
from kehou.funds.book.accounts import purses_of
from kehou.funds.book.posting import Paper, post, within
from kehou.funds.closing.keeping import is_return_over, keep
from kehou.funds.closing.reach import return_in_reach
from kehou.funds.closing.returns import due_back, due_shares, item_of, parked_shares
from kehou.funds.closing.telling import tell_of_a_bounce
from kehou.funds.models import ReturnBatch, ShareReturn, SurplusShare, TermLedger
from kehou.funds.setting_off.carrying import carry
from kehou.funds.setting_off.chosen import asked
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal
from kehou.ledger import recipes
from kehou.ledger.accounts import SURPLUS_DUE, SURPLUS_PARKED
from kehou.ledger.lines import Draft
from kehou.ledger.recipes import Purse
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.rows import new_id

Kind = ReturnBatch.Kind


class UnableToReturn(UnableTo):
    """Money cannot be given back, or not like this."""


def prepare_return(
    *,
    actor: Actor,
    now: datetime,
    ledger_id: UUID,
    purse_code: str,
    kind: str = Kind.FAMILIES,
    share_ids: Iterable[UUID] = (),
) -> ReturnBatch:
    """Put together what leaves from one registered account; another person confirms it.

    Shares of families that are due, or that were parked and are asked for, or that stand against the next
    bill as the family chose; or, without shares, the subsidy that goes back to the finance office.
    From a treasury account they wait for the treasury's return. Raises UnableToReturn.
    """
    ledger = TermLedger.objects.select_for_update().get(pk=ledger_id)
    require(PREPARE_RETURN, actor, ledger.place)
    with within(ledger):
        purse = purses_of(ledger.school_id).get(purse_code)
        if purse is None:
            raise UnableToReturn([refusal("A9.17", "account_not_registered", subject=f"purse/{purse_code}")])
        shares = _shares(ledger, Kind(kind), set(share_ids), on=local_day(now))
        batch = _store(ledger, Kind(kind), purse, shares, actor, now)
        _record("surplus.prepared", batch, actor, now)
        return batch


def confirm_return(*, actor: Actor, now: datetime, batch_id: UUID, proof: str = "") -> ReturnBatch:
    """Confirm that a batch left, by the bank's or the treasury's own paper. Raises UnableToReturn.

    Shares that stand against the next bill need no paper of a bank: the next book's entry is theirs.

    Whoever prepared it cannot confirm it (A9.23).
    """
    batch = ReturnBatch.objects.select_for_update(of=("self",)).select_related("ledger").get(pk=batch_id)
    require(CONFIRM_RETURN, actor, batch.place)
    if batch.confirmed_at:
        raise UnableToReturn([refusal("A9.11", "batch_confirmed", subject="batch")])
    if batch.prepared_by == actor.person:
        raise UnableToReturn(
            [refusal("A9.23", "maker_is_checker", subject="batch", found=batch.get_kind_display())]
        )
    if not proof.strip() and batch.kind != Kind.SET_OFF:
        raise UnableToReturn([refusal("A9.11", "return_without_proof", subject="batch")])
    with within(batch.ledger):
        proof = carry(batch, actor=actor, now=now) if batch.kind == Kind.SET_OFF else proof
        for part, draft in enumerate(_drafts(batch)):
            post(
                ledger=batch.ledger,
                draft=draft,
                paper=Paper(f"batch/{batch.id}" + (f"/{part}" if part else "")),
                actor=actor,
                now=now,
                prepared_by=batch.prepared_by,
            )
        batch.proof, batch.confirmed_by, batch.confirmed_at = proof.strip(), actor.person, now
        batch.save(update_fields=["proof", "confirmed_by", "confirmed_at"])
        _record("surplus.returned", batch, actor, now)
    return batch


def record_bounce(*, actor: Actor, now: datetime, return_id: UUID, cause: str, proof: str) -> ShareReturn:
    """A payment came back, by the bank's own paper: its share is owed again. Raises UnableToReturn.

    Where the return is over, the share is kept for its family by name, and a final account that was shown
    is followed by a corrected one. The family is told.
    """
    batch = return_in_reach(return_id, actor=actor).batch
    require(CONFIRM_RETURN, actor, batch.ledger.place)
    with within(batch.ledger):
        held = ShareReturn.objects.select_for_update(of=("self",)).select_related("batch", "share__ledger")
        row = held.get(pk=return_id)
    if not may_bounce(row):
        raise UnableToReturn([refusal("A9.11", "nothing_to_bounce", subject="return")])
    if not proof.strip():
        raise UnableToReturn([refusal("A9.11", "bounce_without_proof", subject="return")])
    is_kept = batch.kind == Kind.PARKED or is_return_over(batch.ledger)
    account = SURPLUS_PARKED if is_kept else SURPLUS_DUE
    with within(batch.ledger):
        post(
            ledger=batch.ledger,
            draft=recipes.payment_bounced(account, [item_of(row.share)], purse=_purse(batch)),
            paper=Paper(f"bounce/{row.id}"),
            actor=actor,
            now=now,
        )
        row.bounced_at = now
        row.bounce_cause, row.bounce_proof = ShareReturn.Bounce(cause).value, proof.strip()
        row.save(update_fields=["bounced_at", "bounce_cause", "bounce_proof"])
        if is_kept:
            keep(row.share, actor=actor, now=now)
        follow_book(batch.ledger, Correction.BOUNCE, actor=actor, now=now)
        tell_of_a_bounce(row.share, now=now)
        _record("surplus.bounced", batch, actor, now)
    return row


def may_bounce(row: ShareReturn) -> bool:
    """Whether a bank paid a share out, so that it could come back."""
    batch = row.batch
    return bool(batch.confirmed_at) and not row.bounced_at and batch.kind != Kind.SET_OFF


def _shares(ledger: TermLedger, kind: ReturnBatch.Kind, wanted: set[UUID], *, on: date) -> list[SurplusShare]:
    if kind is Kind.FINANCE:
        if not any(due_back(ledger).values()):
            raise UnableToReturn([refusal("A9.11", "share_not_due", subject="batch", found=0)])
        return []
    at_hand = parked_shares(ledger) if kind is Kind.PARKED else due_shares(ledger)
    found = [share for share in at_hand if share.id in wanted]
    if not found or len(found) != len(wanted):
        raise UnableToReturn([refusal("A9.11", "share_not_due", subject="batch", found=len(found))])
    if kind is Kind.SET_OFF:
        _check_choices(ledger, found, on)
    return found


def _check_choices(ledger: TermLedger, shares: list[SurplusShare], on: date) -> None:
    """Only what a family chose in writing stands against its next bill, and only where the city allows it."""
    judged = asked(ledger, shares, on=on)
    refused = {(verdict.clause, verdict.reason): verdict for one in judged for verdict in one.refused}
    if len(judged) < len(shares):
        refused["A9.11", ""] = refusal("A9.11", "set_off_unchosen", subject="batch")
    if refused:
        raise UnableToReturn(refused.values())


def _drafts(batch: ReturnBatch) -> Sequence[Draft]:
    purse = _purse(batch)
    if batch.kind == Kind.SET_OFF:
        return []
    if batch.kind == Kind.FINANCE:
        return [
            recipes.unspent_subsidy_returned(amounts, purse=purse, fund=fund)
            for fund, amounts in due_back(batch.ledger).items()
            if amounts
        ]
    items = [item_of(row.share) for row in batch.returns.select_related("share").order_by("share__pupil_key")]
    recipe = recipes.parked_paid if batch.kind == Kind.PARKED else recipes.surplus_returned
    return [recipe(items, purse=purse)]


def _purse(batch: ReturnBatch) -> Purse:
    return Purse(batch.purse_code, batch.is_treasury)


def _store(
    ledger: TermLedger,
    kind: ReturnBatch.Kind,
    purse: Purse,
    shares: list[SurplusShare],
    actor: Actor,
    now: datetime,
) -> ReturnBatch:
    place = {"county_code": ledger.county_code}
    batch = ReturnBatch.objects.create(
        **place,
        school_id=ledger.school_id,
        ledger=ledger,
        number=ledger.batches.count() + 1,
        kind=kind,
        purse_code=purse.code,
        is_treasury=purse.is_treasury,
        prepared_by=actor.person,
        prepared_at=now,
    )
    rows = [
        ShareReturn(**place, id=new_id(), school_id=share.school_id, batch=batch, share=share)
        for share in shares
    ]
    ShareReturn.objects.bulk_create(rows, batch_size=2_000)
    return batch


def _record(action: str, batch: ReturnBatch, actor: Actor, now: datetime) -> None:
    record(action, actor=actor, place=batch.place, subject=subject_of("batch", batch.id), now=now)
