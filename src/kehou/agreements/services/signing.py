"""Signing and declining: a guardian or an allowed carer of known identity, never the school (A7.6, A2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.agreements.content import to_json
from kehou.agreements.judging import judge_signing, signer_of
from kehou.agreements.models import Agreement, DataConsent, Decline
from kehou.agreements.offering import Offer, offer_for, why_not
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.plans.public import approved_plan
from kehou.platform.access.codes import accept_code
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.documents.freezing import content_hash
from kehou.platform.outbox.announcing import announce
from kehou.registry.public import phone_token

PURPOSE = "sign_agreement"


class UnableToSign(UnableTo):
    """The plan is not ready to be signed, or this person may not sign for this pupil."""


@dataclass(frozen=True, slots=True)
class ChildSigning:
    """What is signed for one child: the version that was read, and the weekdays (Monday 0)."""

    place: Place
    pupil_id: UUID
    term_id: UUID
    version_id: UUID
    days: tuple[int, ...]


def prove_phone(phone: str, code: str) -> bool:
    """Whether a code is the one sent to a phone for signing; it is used up.

    Ask it before signing, and outside the transaction of what may be refused: a refusal would roll back the
    count of wrong tries.
    """
    return accept_code(phone_token(phone), code, purpose=PURPOSE)


@transaction.atomic
def sign_for_children(
    *, actor: Actor, now: datetime, children: tuple[ChildSigning, ...], proven: bool
) -> tuple[Agreement, ...]:
    """Sign once for the children of a family, all or none. Raises UnableToSign.

    ``proven`` is what ``prove_phone`` answered to the code from the signer's phone. A child's ``version_id``
    is the version that the family read: where another was approved meanwhile, they read again.
    """
    return tuple(_sign(actor, child, proven=proven, now=now) for child in children)


@transaction.atomic
def decline(*, actor: Actor, now: datetime, place: Place, pupil_id: UUID, term_id: UUID) -> Decline:
    """Say no. It costs nothing, and no reason is asked for (A2.1)."""
    signer = signer_of(actor, pupil_id, place, on=local_day(now), identity_checked=True)
    return Decline.objects.create(
        county_code=place.code,
        school_id=place.school,
        pupil_id=pupil_id,
        term_id=term_id,
        declined_by=signer.person_id,
        declined_at=now,
    )


@transaction.atomic
def answer_data_notice(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    pupil_id: UUID,
    term_id: UUID,
    given: bool,
    notes: tuple[str, ...],
) -> DataConsent:
    """Answer the child-data notice, apart from the agreement; a no changes nothing else (DP2)."""
    signer = signer_of(actor, pupil_id, place, on=local_day(now), identity_checked=True)
    return DataConsent.objects.create(
        county_code=place.code,
        school_id=place.school,
        pupil_id=pupil_id,
        term_id=term_id,
        given=given,
        notice_hash=content_hash({"notes": list(notes)}),
        answered_by=signer.person_id,
        answered_at=now,
    )


def store_agreement(
    offer: Offer,
    *,
    days: tuple[int, ...],
    signed_by: UUID,
    now: datetime,
    actor: Actor,
    form: str = Agreement.Form.E_SIGN,
    keyed_by: UUID | None = None,
    checked_by: UUID | None = None,
    scan_id: UUID | None = None,
) -> Agreement:
    """Write a signed agreement with its terms frozen, and tell later steps."""
    place, written = offer.plan.place, to_json(offer.terms)
    agreement = Agreement.objects.create(
        county_code=place.code,
        school_id=place.school,
        pupil_id=offer.pupil.id,
        term_id=offer.plan.term_id,
        version_id=offer.plan.version_id,
        form=form,
        terms=written,
        terms_hash=content_hash(written),
        days=sorted(set(days)),
        signed_by=signed_by,
        signed_at=now,
        keyed_by=keyed_by,
        checked_by=checked_by,
        scan_id=scan_id,
    )
    subject = subject_of("agreement", agreement.id)
    record("agreement.signed", actor=actor, place=place, subject=subject, now=now)
    announce(
        "agreement.signed", place=place, subject=subject, now=now, payload={"pupil": str(offer.pupil.id)}
    )
    return agreement


def _sign(actor: Actor, child: ChildSigning, *, proven: bool, now: datetime) -> Agreement:
    offer, today = offer_to_sign(child.place, child.pupil_id, child.term_id, now), local_day(now)
    signer = signer_of(actor, child.pupil_id, child.place, on=today, identity_checked=proven)
    refused = list(stops(judge_signing(offer, signer, child.version_id, form="e_sign", on=today)))
    if not proven:
        refused.append(refusal("A7.6", "code_not_accepted", subject="agreement"))
    if not child.days:
        refused.append(refusal("A2.4", "no_days_chosen", subject="agreement"))
    if refused:
        raise UnableToSign(refused)
    return store_agreement(offer, days=child.days, signed_by=signer.person_id, now=now, actor=actor)


def offer_to_sign(place: Place, pupil_id: UUID, term_id: UUID, now: datetime) -> Offer:
    """The offer that a pupil's family may sign now. Raises UnableToSign."""
    refused = why_not(approved_plan(place.school, term_id))
    offer = offer_for(place.school, pupil_id, term_id, on=local_day(now))
    if offer is None:
        raise UnableToSign(refused or [refusal("A3.3", "pupil_not_on_roll", subject="pupil")])
    return offer
