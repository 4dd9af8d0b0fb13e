"""Signing a petition: by the family on its phone, or on paper keyed in with its scan (A7.12)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.authority.public import judge_at
from kehou.consultation.access import KEY_SIGNATURE
from kehou.consultation.models import Petition, PetitionSignature
from kehou.consultation.models.consultations import Channel
from kehou.consultation.services.sheets import Sheet
from kehou.consultation.signers import signer_on_paper, signer_on_phone
from kehou.kernel.actor import Actor
from kehou.kernel.ids import PupilId
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.rulebook.facts.petition import Signature, SignatureEntry
from kehou.rulebook.facts.signer import Signer


class UnableToSignPetition(UnableTo):
    """A signature does not count: not by the family, not for this roll, twice, or out of time."""


@transaction.atomic
def sign_petition(*, actor: Actor, now: datetime, petition_id: UUID, pupil_id: UUID) -> UUID:
    """Sign for one pupil as the person who is signed in. Raises UnableToSignPetition (A7.12, A2.2)."""
    petition = _petition(petition_id)
    today = local_day(now)
    signer = signer_on_phone(actor, pupil_id, place=petition.place, on=today)
    _judge(petition, Signature(PupilId(pupil_id), signer, now), now=now)
    return _store(petition, pupil_id, signer, actor=actor, signed_at=now, now=now)


@transaction.atomic
def key_signature(
    *,
    actor: Actor,
    now: datetime,
    petition_id: UUID,
    pupil_id: UUID,
    signer_id: UUID,
    signed_at: datetime,
    identity_checked: bool,
    sheet: Sheet | None,
) -> UUID:
    """Key in a signature from a sheet, with its scan; a fingerprint counts as one (practice.md 4).

    Raises UnableToSignPetition.
    """
    petition = _petition(petition_id)
    require(KEY_SIGNATURE, actor, petition.place)
    if sheet is None:
        raise UnableToSignPetition([refusal("A7.12", "sheet_without_scan")])
    signer = signer_on_paper(
        signer_id,
        pupil_id,
        place=petition.place,
        on=local_day(signed_at),
        identity_checked=identity_checked,
    )
    _judge(petition, Signature(PupilId(pupil_id), signer, signed_at), now=now)
    return _store(petition, pupil_id, signer, actor=actor, signed_at=signed_at, now=now, sheet=sheet)


def _petition(petition_id: UUID) -> Petition:
    petition = Petition.objects.select_for_update().filter(pk=petition_id).first()
    if petition is None:
        raise Http404
    return petition


def _judge(petition: Petition, signature: Signature, *, now: datetime) -> None:
    rows = petition.pupils.filter(pupil_id=signature.pupil_id, leaves=False)
    signed = petition.signatures.filter(pupil_id=signature.pupil_id)
    entry = SignatureEntry(
        signature=signature,
        base=frozenset(PupilId(row.pupil_id) for row in rows),
        already_signed=frozenset(PupilId(row.pupil_id) for row in signed),
        opened_at=petition.opened_at,
        closed_at=petition.closed_at,
    )
    refused = list(stops(judge_at(petition.place, entry, on=local_day(now))))
    # A sheet signed in time and found after closing is not added any more: the count stands.
    if petition.closed_at is not None and not refused:
        refused.append(refusal("A7.12", "petition_signed_out_of_time"))
    if refused:
        raise UnableToSignPetition(refused)


def _store(
    petition: Petition,
    pupil_id: UUID,
    signer: Signer,
    *,
    actor: Actor,
    signed_at: datetime,
    now: datetime,
    sheet: Sheet | None = None,
) -> UUID:
    scan = sheet.kept(petition.place, purpose="petition_signature", actor=actor, now=now) if sheet else None
    row = PetitionSignature.objects.create(
        county_code=petition.county_code,
        school_id=petition.school_id,
        petition=petition,
        pupil_id=pupil_id,
        signer_id=signer.person_id,
        standing=signer.standing.value,
        may_sign=signer.may_sign,
        channel=Channel.PAPER if sheet else Channel.PHONE,
        signed_at=signed_at,
        recorded_at=now,
        keyed_by=actor.person if sheet else None,
        scan_id=scan,
        by_fingerprint=sheet.by_fingerprint if sheet else False,
    )
    subject = subject_of("petition", petition.id)
    record("petition.signed", actor=actor, place=petition.place, subject=subject, now=now)
    return row.id
