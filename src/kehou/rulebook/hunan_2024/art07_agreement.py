"""Article 7, fifth step: the written agreement with the family (A7.6)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.rulebook.engine import Parameters, Verdict, cites
from kehou.rulebook.facts.agreement import AgreementInUse, AgreementText, AgreementTopic, SigningFacts
from kehou.rulebook.hunan_2024.family import is_not_the_school, speaks_for_pupil
from kehou.rulebook.hunan_2024.register import verdict


@cites("A7.6")
def agreement_settles_everything(text: AgreementText, _: Parameters) -> Iterator[Verdict]:
    """An agreement settles every topic that the family has to know, and is of the approved version (A7.6)."""
    for topic in AgreementTopic:
        yield verdict(
            "A7.6",
            "agreement_topic_missing",
            topic in text.topics,
            subject=f"agreement/{topic}",
            topic=f"topic_{topic}",
        )
    same = text.plan_version_id == text.approved_version_id
    yield verdict("A7.6", "agreement_of_other_version", same)


@cites("A7.6")
def data_consent_stands_apart(text: AgreementText, _: Parameters) -> Iterator[Verdict]:
    """Consent to the child-data rules is asked apart, and a no to it leaves the agreement standing (A7.6).

    The duty itself is that of the rules on children's personal data.
    """
    yield verdict("A7.6", "data_consent_bundled", text.consent_apart)
    yield verdict("A7.6", "data_consent_not_refusable", text.consent_refusable)


@cites("A7.6", "A2.2")
def family_signs(signing: SigningFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A guardian or an allowed carer of known identity signs; staff never do for a family (A7.6, A2.2)."""
    signer = signing.signer
    yield verdict("A7.6", "agreement_signer_not_family", speaks_for_pupil(signer))
    yield verdict("A7.6", "agreement_identity_unchecked", signer.identity_checked)
    yield verdict("A2.2", "agreement_signed_by_staff", is_not_the_school(signer))
    allowed = parameters.codes("agreement_forms")
    yield verdict(
        "A7.6", "agreement_form_not_allowed", signing.form in allowed, found=signing.form, required=allowed
    )


@cites("A7.6")
def approved_version_is_signed(signing: SigningFacts, _: Parameters) -> Iterator[Verdict]:
    """What is signed is the version that was approved (A7.6)."""
    same = signing.plan_version_id == signing.approved_version_id
    yield verdict("A7.6", "agreement_of_other_version", same)


@cites("A7.6", "A9.15")
def agreement_is_active(use: AgreementInUse, _: Parameters) -> Iterator[Verdict]:
    """Nobody is enrolled or billed without a signed agreement in force (A7.6, A9.15)."""
    signed = use.signed_at is not None and use.signed_at <= use.used_at
    left = use.withdrawn_at is not None and use.withdrawn_at <= use.used_at
    yield verdict("A7.6", "agreement_missing", signed)
    yield verdict("A9.15", "agreement_withdrawn", not left)
    if signed:
        current = use.plan_version_id == use.version_to_sign_id
        yield verdict("A7.6", "agreement_of_earlier_version", current)
