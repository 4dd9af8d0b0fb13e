"""The paper route: signed by hand or fingerprint, scanned, keyed by one and checked by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.agreements.access import CHECK_PAPER, KEY_PAPER
from kehou.agreements.judging import judge_signing
from kehou.agreements.models import Agreement, DataConsent, PaperEntry
from kehou.agreements.services.signing import UnableToSign, offer_to_sign, store_agreement
from kehou.kernel.actor import Actor
from kehou.kernel.ids import PersonId
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.documents.freezing import content_hash
from kehou.registry.public import FamilyLink, families_of
from kehou.rulebook.facts.signer import Signer, Standing


@dataclass(frozen=True, slots=True)
class SignedSheet:
    """What stands on a sheet that a family signed by hand, and its scan; weekdays from Monday, 0.

    ``data_consent`` is None where the data notice was left unanswered.
    """

    pupil_id: UUID
    term_id: UUID
    version_id: UUID
    guardian_id: UUID
    signed_date: date
    days: tuple[int, ...]
    data_consent: bool | None
    scan_id: UUID


@transaction.atomic
def key_paper(*, actor: Actor, now: datetime, place: Place, sheet: SignedSheet) -> PaperEntry:
    """Key in what stands on a signed sheet, with its scan. It counts once another has checked it."""
    require(KEY_PAPER, actor, place)
    return PaperEntry.objects.create(
        county_code=place.code,
        school_id=place.school,
        pupil_id=sheet.pupil_id,
        term_id=sheet.term_id,
        version_id=sheet.version_id,
        signed_by=sheet.guardian_id,
        signed_date=sheet.signed_date,
        days=sorted(set(sheet.days)),
        data_consent=sheet.data_consent,
        scan_id=sheet.scan_id,
        keyed_by=actor.person,
        keyed_at=now,
    )


@transaction.atomic
def check_paper(*, actor: Actor, now: datetime, entry_id: UUID) -> Agreement:
    """Confirm a keyed sheet against its scan; now it is the family's agreement. Raises UnableToSign."""
    entry = PaperEntry.objects.select_for_update().get(pk=entry_id)
    require(CHECK_PAPER, actor, entry.place)
    if entry.agreement_id:
        raise UnableToSign([refusal("A7.11", "paper_already_checked", subject="agreement")])
    if entry.keyed_by == actor.person:
        raise UnableToSign([refusal("A7.11", "paper_checked_by_keyer", subject="agreement")])
    agreement = _agree(entry, actor, now)
    entry.agreement = agreement
    entry.save(update_fields=["agreement"])
    if entry.data_consent is not None:
        _consent(entry, agreement, now)
    return agreement


def _agree(entry: PaperEntry, actor: Actor, now: datetime) -> Agreement:
    today = local_day(now)
    offer = offer_to_sign(entry.place, entry.pupil_id, entry.term_id, now)
    signer = _signer(entry, today)
    refused = stops(judge_signing(offer, signer, entry.version_id, form="paper", on=today))
    if refused:
        raise UnableToSign(refused)
    return store_agreement(
        offer,
        days=tuple(entry.days),
        signed_by=entry.signed_by,
        now=now,
        actor=actor,
        form=Agreement.Form.PAPER,
        keyed_by=entry.keyed_by,
        checked_by=actor.person,
        scan_id=entry.scan_id,
    )


def _signer(entry: PaperEntry, today: date) -> Signer:
    links = families_of(entry.school_id, on=today, pupils=[entry.pupil_id])
    link: FamilyLink | None = next((row for row in links if row.guardian_id == entry.signed_by), None)
    standing = {"guardian": Standing.GUARDIAN, "carer": Standing.CARER}.get(link.kind if link else "")
    return Signer(
        person_id=PersonId(entry.signed_by),
        standing=standing or Standing.NONE,
        may_sign=bool(link and link.may_sign),
        is_school_staff=False,
        identity_checked=True,
    )


def _consent(entry: PaperEntry, agreement: Agreement, now: datetime) -> None:
    DataConsent.objects.create(
        county_code=entry.county_code,
        school_id=entry.school_id,
        pupil_id=entry.pupil_id,
        term_id=entry.term_id,
        given=bool(entry.data_consent),
        notice_hash=content_hash({"notes": agreement.terms["data_notes"]}),
        answered_by=entry.signed_by,
        answered_at=now,
    )
