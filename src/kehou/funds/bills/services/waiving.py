"""The aid list: one person enters a pupil, another confirms; also after bills are out (A9.39, A9.40)."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at, parameters_for, waiver_rule
from kehou.funds.bills.aid import sealed_category
from kehou.funds.models import AidEntry, Bill
from kehou.funds.receipts.access import CONFIRM_AID, ENTER_AID
from kehou.funds.refunds.crediting import credit_bill
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.registry.public import pupils_of
from kehou.rulebook.facts.receipts import HandsFacts
from kehou.rulebook.facts.refunds import RefundCause
from kehou.rulebook.hunan_2024.art09_waiver import after_waiver


class UnableToWaive(UnableTo):
    """The county has no rule for it, or the same person would enter and confirm."""


@transaction.atomic
def enter_aid(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    pupil_id: UUID,
    category: str,
    document_number: str,
    recognised: date,
) -> AidEntry:
    """Put a pupil on the term's aid list, by the category of the county's rule. Raises UnableToWaive."""
    require(ENTER_AID, actor, place)
    ratio, refused = _ratio(place, category, local_day(now))
    if refused:
        raise UnableToWaive(refused)
    if not pupils_of(place.school, pupils=[pupil_id]):
        raise UnableToWaive([refusal("A3.3", "pupil_not_on_roll", subject="pupil")])
    if AidEntry.objects.filter(pupil_id=pupil_id, term_id=term_id).exists():
        raise UnableToWaive([refusal("A9.39", "aid_entered_before", subject="aid")])
    entry = AidEntry.objects.create(
        county_code=place.code,
        school_id=place.school,
        pupil_id=pupil_id,
        term_id=term_id,
        category=sealed_category(pupil_id, category),
        ratio=str(ratio),
        document_number=document_number,
        recognised_date=recognised,
        entered_by=actor.person,
        entered_at=now,
    )
    record("aid.entered", actor=actor, place=place, subject=subject_of("aid", entry.id), now=now)
    return entry


@transaction.atomic
def confirm_aid(*, actor: Actor, now: datetime, entry_id: UUID) -> AidEntry:
    """Confirm an entry. Where the bill is out the waiver comes off it; what was paid goes back (9.5).

    Raises UnableToWaive.
    """
    entry = AidEntry.objects.select_for_update().get(pk=entry_id, confirmed_at=None)
    require(CONFIRM_AID, actor, entry.place)
    hands = HandsFacts(entry.entered_by, actor.person)
    stopped = stops(judge_at(entry.place, hands, on=local_day(now)))
    if stopped:
        raise UnableToWaive(stopped)
    entry.confirmed_by, entry.confirmed_at = actor.person, now
    entry.save(update_fields=["confirmed_by", "confirmed_at"])
    record("aid.confirmed", actor=actor, place=entry.place, subject=subject_of("aid", entry.id), now=now)
    for bill in Bill.objects.filter(pupil_id=entry.pupil_id, term_id=entry.term_id, cancelled_at=None):
        _waive_late(entry, bill, actor, now)
    return entry


def _waive_late(entry: AidEntry, bill: Bill, actor: Actor, now: datetime) -> None:
    gross = Fen(bill.gross_fen)
    waived = gross - after_waiver(gross, Fraction(entry.ratio))
    credit_bill(
        actor=actor,
        now=now,
        bill_id=bill.id,
        cause=RefundCause.WAIVER,
        source=subject_of("aid", entry.id),
        amount=waived - Fen(bill.waived_fen),
    )


def _ratio(place: Place, category: str, on: date) -> tuple[Fraction, list[Verdict]]:
    """The part waived for a category: the county's, but not below what the rulebook has."""
    rule = waiver_rule(place.code, on=on)
    if rule is None:
        return Fraction(0), [refusal("A9.40", "charged_before_waiver_rule", subject="aid")]
    least = parameters_for(place, on=on).table("waiver_ratio").get(category)
    if category not in rule.ratios or not isinstance(least, Fraction):
        return Fraction(0), [refusal("A9.40", "aid_category_unknown", subject="aid")]
    return max(rule.ratios[category], least), []
