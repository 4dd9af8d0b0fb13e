"""Taking back a share that should not have crossed: out of the next book, into its own (A9.11, A9.22, A9.23).

What a family chose and a bill took stays, as any payment does. Only where the choice was not its own, or was
taken back in time and kept all the same, are both books put right, by two people and on paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.funds.access import ASK_CORRECTION, CONFIRM_CORRECTION
from kehou.funds.accounts.following import Correction, follow_book
from kehou.funds.bills.standing import standing_of
from kehou.funds.book import Paper, post, pupil_keys
from kehou.funds.closing.keeping import is_return_over, keep
from kehou.funds.closing.returns import item_of
from kehou.funds.models import (
    Bill,
    Receipt,
    Refund,
    SetOff,
    SetOffCorrection,
    ShareChoice,
    ShareReturn,
    TermLedger,
)
from kehou.funds.setting_off.releasing import refund_of
from kehou.funds.setting_off.telling import tell_of_a_correction
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.verdict import UnableTo, Verdict, refusal
from kehou.ledger.events import State
from kehou.ledger.lines import Draft
from kehou.ledger.recipes import Carried, Purse, set_off_sent_back, set_off_taken_back
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.registry.public import schools_by_id


class UnableToCorrect(UnableTo):
    """The share cannot be taken back any more, or not like this."""


@transaction.atomic
def ask_correction(
    *, actor: Actor, now: datetime, set_off_id: UUID, cause: str, paper_number: str
) -> SetOffCorrection:
    """The cashier asks that a share be taken back, with the number of the paper. Raises UnableToCorrect."""
    row = _held(set_off_id)
    require(ASK_CORRECTION, actor, row.ledger.place)
    refused = (
        [] if paper_number.strip() else [refusal("A9.11", "correction_without_paper", subject="set_off")]
    )
    if refused := [*refused, *_against(row)]:
        raise UnableToCorrect(refused)
    correction, _ = SetOffCorrection.objects.update_or_create(
        set_off=row,
        county_code=row.county_code,
        school_id=row.school_id,
        defaults={
            "cause": SetOffCorrection.Cause(cause).value,
            "paper_number": paper_number.strip(),
            "asked_by": actor.person,
            "asked_at": now,
        },
    )
    _record("set_off.correction_asked", row, actor, now)
    return correction


@transaction.atomic
def confirm_correction(*, actor: Actor, now: datetime, set_off_id: UUID) -> SetOff:
    """The accountant takes the share back in both books at once. Raises UnableToCorrect.

    Its own term owes it again, in money unless the family chooses anew; where that term's return is over,
    it is kept for the family by name, and a final account that was shown is followed by a corrected one.
    The bill that it paid is owed again.
    """
    _hold_bill(set_off_id)
    row = _held(set_off_id)
    require(CONFIRM_CORRECTION, actor, row.ledger.place)
    correction = row.corrections.filter(confirmed_at=None).first()
    if correction is None:
        raise UnableToCorrect([refusal("A9.23", "no_correction_asked", subject="set_off")])
    if correction.asked_by == actor.person:
        raise UnableToCorrect([refusal("A9.23", "maker_is_checker", subject="set_off", found="抵缴更正")])
    if refused := list(_against(row)):
        raise UnableToCorrect(refused)
    _book(row, correction, actor, now)
    _put_back(row, correction, actor, now)
    correction.confirmed_by, correction.confirmed_at = actor.person, now
    correction.save(update_fields=["confirmed_by", "confirmed_at"])
    follow_book(row.share.ledger, Correction.SET_OFF, actor=actor, now=now)
    tell_of_a_correction(row, now=now)
    _record("set_off.corrected", row, actor, now)
    return row


def _held(set_off_id: UUID) -> SetOff:
    rows = SetOff.objects.select_for_update(of=("self",))
    return rows.select_related("ledger", "share__ledger", "batch").get(pk=set_off_id)


def _hold_bill(set_off_id: UUID) -> None:
    """The bill before the share and the book, as payments take them."""
    taken = Receipt.objects.filter(reference=subject_of("set_off", set_off_id), reversed_at=None)
    list(Bill.objects.select_for_update().filter(pk__in=taken.values("bill_id")))


def _receipt(row: SetOff) -> Receipt | None:
    rows = Receipt.objects.filter(term_id=row.term_id, reference=subject_of("set_off", row.id))
    return rows.filter(reversed_at=None).select_related("bill").first()


def _against(row: SetOff) -> Iterator[Verdict]:
    """What keeps a share from being taken back as it stands now."""
    if row.undone_fen:
        yield refusal("A9.22", "set_off_undone", subject="set_off")
        return
    if row.ledger.state != State.OPEN.value:
        yield refusal("A7.11", "set_off_book_closed", subject="set_off", found=row.ledger.state)
    refund, receipt = refund_of(row), _receipt(row)
    moved = refund is not None and refund.state != Refund.State.DECIDED
    if receipt and receipt.bill:
        standing = standing_of(receipt.bill)
        moved = moved or standing.settled - Fen(receipt.settled_fen) < standing.granted
    if moved:
        yield refusal("A9.12", "set_off_paid_out", subject="set_off")


def _book(row: SetOff, correction: SetOffCorrection, actor: Actor, now: datetime) -> None:
    own, purse = row.share.ledger, Purse(row.batch.purse_code, row.batch.is_treasury)
    back = set_off_taken_back(item_of(row.share), purse=purse, is_returned=is_return_over(own))
    key = pupil_keys(row.ledger_id, [row.pupil_id])[row.pupil_id]
    point = schools_by_id([row.school_id])[row.school_id].short_code
    carried = Carried(key, point, Fen(row.applied_fen), Fen(row.released_fen), row.waiting)

    def enter(ledger: TermLedger, draft: Draft) -> None:
        paper = Paper(subject_of("correction", correction.id))
        post(ledger=ledger, draft=draft, paper=paper, actor=actor, now=now, prepared_by=correction.asked_by)

    enter(own, back)
    enter(row.ledger, set_off_sent_back(carried, purse=purse))


def _put_back(row: SetOff, correction: SetOffCorrection, actor: Actor, now: datetime) -> None:
    """The papers follow the books: receipt, refund, the share's way, and the family's word."""
    if receipt := _receipt(row):
        receipt.reversed_by, receipt.reversed_at = actor.person, now
        receipt.save(update_fields=["reversed_by", "reversed_at"])
    if refund := refund_of(row):
        refund.state = Refund.State.CORRECTED
        refund.save(update_fields=["state"])
    ShareReturn.objects.filter(share=row.share, bounced_at=None).update(bounced_at=now)
    row.applied_fen, row.released_fen, row.undone_fen = 0, 0, row.amount_fen
    row.save(update_fields=["applied_fen", "released_fen", "undone_fen"])
    here = {"county_code": row.county_code, "school_id": row.school_id, "share": row.share}
    ShareChoice.objects.create(
        **here,
        pupil_id=row.pupil_id,
        sets_off=False,
        paper_number=correction.paper_number,
        chosen_by=actor.person,
        chosen_at=now,
    )
    if is_return_over(row.share.ledger):
        keep(row.share, actor=actor, now=now)


def _record(action: str, row: SetOff, actor: Actor, now: datetime) -> None:
    subject = subject_of("set_off", row.id)
    record(action, actor=actor, place=row.place, subject=subject, now=now, clauses=["A9.11", "A9.22"])
