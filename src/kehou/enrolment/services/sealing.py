"""The school's electronic seal under signed agreements."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.agreements.public import SEE_AGREEMENTS, SignedText, signed_text
from kehou.enrolment.models import AgreementCopy, SchoolSeal
from kehou.enrolment.paper.agreements import agreement_document
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.rows import new_id
from kehou.platform.files.storing import content_of, store
from kehou.platform.paper.authority import Seal
from kehou.platform.paper.documents.agreement import ELECTRONIC_COPY, print_agreements
from kehou.platform.paper.seal import sign
from kehou.platform.sealed.cipher import seal as encrypt
from kehou.platform.sealed.cipher import unseal
from kehou.platform.sealed.keyring import keys_of, make_keys
from kehou.registry.public import school_info


class UnableToSeal(UnableTo):
    """The school has no electronic seal yet."""


@transaction.atomic
def register_seal(*, place: Place, now: datetime, seal: Seal) -> UUID:
    """Keep a school's seal, its key encrypted; the row's id."""
    identity = new_id()
    key = make_keys([identity], place=place)[identity]
    SchoolSeal.objects.create(
        id=identity,
        county_code=place.code,
        school_id=place.school,
        name=seal.name,
        legend=seal.legend,
        certificate=seal.certificate,
        issuer_certificate=seal.issuer_certificate,
        sealed_key=encrypt(seal.key.decode(), key=key, bound_to=f"seal:{identity}"),
        entered_at=now,
    )
    return identity


@transaction.atomic
def sealed_copy(*, actor: Actor, now: datetime, agreement_id: UUID, address: str) -> bytes:
    """The agreement as PDF under the school's seal, the same bytes each time.

    Raises Http404 for a stranger and UnableToSeal where no seal is registered.
    """
    text = signed_text(agreement_id)
    if text is None:
        raise Http404
    place = school_info(text.school_id).place
    if actor.ward(text.pupil_id) is None and not SEE_AGREEMENTS.permits(actor, place):
        raise Http404
    subject = subject_of("agreement", agreement_id)
    record("agreement.copy_read", actor=actor, place=place, subject=subject, now=now)
    copy = AgreementCopy.objects.filter(agreement_id=agreement_id).first()
    if copy is not None:
        return content_of(copy.file_id, on=local_day(now))
    return _seal(text, place, actor, now, address)


def _seal(text: SignedText, place: Place, actor: Actor, now: datetime, address: str) -> bytes:
    document = agreement_document(text, address=address)
    pdf = print_agreements([document], copies=ELECTRONIC_COPY, at=text.signed_at)
    sealed = sign(pdf, _seal_of(place), reason="课后服务协议", at=now)
    file = store(
        sealed,
        place=place,
        purpose="agreement_copy",
        name=f"{document.term}课后服务协议.PDF",
        media_type="application/pdf",
        actor=actor,
        now=now,
    )
    AgreementCopy.objects.create(
        county_code=place.code,
        school_id=place.school,
        agreement_id=text.agreement_id,
        pupil_id=text.pupil_id,
        file_id=file.id,
        made_at=now,
    )
    return sealed


def _seal_of(place: Place) -> Seal:
    row = SchoolSeal.objects.filter(school_id=place.school).first()
    if row is None:
        raise UnableToSeal([refusal("A7.6", "no_seal", subject="seal")])
    key = keys_of([row.id])[row.id]
    return Seal(
        name=row.name,
        legend=row.legend,
        certificate=bytes(row.certificate),
        issuer_certificate=bytes(row.issuer_certificate),
        key=unseal(bytes(row.sealed_key), key=key, bound_to=f"seal:{row.id}").encode(),
    )
