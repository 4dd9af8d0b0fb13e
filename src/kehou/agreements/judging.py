"""Asking the rulebook about a signature."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404

from kehou.agreements.offering import Offer
from kehou.authority.public import judge_at
from kehou.kernel.actor import Actor, Ward
from kehou.kernel.ids import PersonId, PlanVersionId
from kehou.kernel.places import Place
from kehou.kernel.verdict import Verdict
from kehou.registry.public import families_of
from kehou.rulebook.facts.agreement import (
    AgreementForm,
    AgreementText,
    AgreementTopic,
    ForbiddenTerm,
    SigningFacts,
)
from kehou.rulebook.facts.signer import Signer, Standing
from kehou.rulebook.hunan_2024.art09_terms import forbidden_terms_in


def signer_of(actor: Actor, pupil_id: UUID, place: Place, *, on: date, identity_checked: bool) -> Signer:
    """How the actor stands to a pupil on a day. A stranger gets 404; staff of the school are told why not."""
    ward = actor.ward(pupil_id)
    is_staff = any(grant.place.contains(place) for grant in actor.grants)
    if ward is None and not is_staff:
        raise Http404
    return Signer(
        person_id=PersonId(ward.guardian_id if ward else actor.person),
        standing=_standing(ward, on) if ward else Standing.NONE,
        may_sign=bool(ward and ward.may_sign),
        is_school_staff=is_staff,
        identity_checked=identity_checked,
    )


def judge_signing(
    offer: Offer, signer: Signer, version_id: UUID, *, form: str, on: date
) -> tuple[Verdict, ...]:
    """Every verdict on the text and on the signature under it."""
    forbidden = forbidden_terms_in(offer.terms.text())
    text = AgreementText(
        plan_version_id=PlanVersionId(offer.plan.version_id),
        approved_version_id=PlanVersionId(offer.plan.version_id),
        topics=frozenset(AgreementTopic),
        forbidden_terms=forbidden,
        consent_apart=ForbiddenTerm.BUNDLES_CONSENT not in forbidden,
        consent_refusable=ForbiddenTerm.FORCES_CONSENT not in forbidden,
    )
    signing = SigningFacts(
        signer=signer,
        form=AgreementForm(form),
        plan_version_id=PlanVersionId(version_id),
        approved_version_id=PlanVersionId(offer.plan.version_id),
    )
    place = offer.plan.place
    return (*judge_at(place, text, on=on), *judge_at(place, signing, on=on))


def _standing(ward: Ward, on: date) -> Standing:
    links = families_of(ward.place.school, on=on, pupils=[ward.pupil_id])
    kind = next((link.kind for link in links if link.guardian_id == ward.guardian_id), "")
    return {"guardian": Standing.GUARDIAN, "carer": Standing.CARER}.get(kind, Standing.NONE)
