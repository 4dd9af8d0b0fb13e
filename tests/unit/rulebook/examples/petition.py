"""The gate of rural schools (A7.12)."""

from __future__ import annotations

from dataclasses import replace

from factories.family_facts import a_petition, a_signature, at, pupil, pupils
from kehou.rulebook.facts.petition import (
    PetitionFacts,
    PetitionRoute,
    RuralGateFacts,
    Signature,
    SignatureEntry,
)
from kehou.rulebook.facts.signer import Standing
from kehou.rulebook.hunan_2024.art07_petition import (
    base_unchanged,
    enough_signatures,
    petition_comes_first,
    petition_was_open,
    rural_school_has_petition,
    signature_counts_once,
    signer_is_family,
)
from unit.rulebook.example import Example


def _entry(number: int = 1, **changes: object) -> SignatureEntry:
    return SignatureEntry(
        a_signature(number, **changes), pupils(300), frozenset({pupil(7)}), at(6, 6), closed_at=None
    )


def _one_short(extra: Signature) -> PetitionFacts:
    """200 of 300 signed, and one more signature that may not count."""
    petition = a_petition(roll=300, signed=200)
    return replace(petition, signatures=(*petition.signatures, extra))


def _open_until(day: int) -> PetitionFacts:
    return a_petition(closed_at=at(6, day, 20))


def _gate(petition: PetitionFacts | None, code: str = "220") -> RuralGateFacts:
    return RuralGateFacts(code, petition, consultation_opened_at=at(6, 16))


ALONE = PetitionRoute.APPLICANTS_ONLY
FAMILY = {"clause": "A7.12", "reason": "petition_signer_not_family"}
STAFF = {"clause": "A2.2", "reason": "petition_signed_by_staff"}
CARER = {"standing": Standing.CARER}

EXAMPLES = (
    Example("a guardian signs", signer_is_family, _entry(), met=True, clause="A7.12"),
    Example("an allowed carer signs", signer_is_family, _entry(**CARER), met=True, clause="A7.12"),
    Example("a carer not allowed to", signer_is_family, _entry(**CARER, may_sign=False), met=False, **FAMILY),
    Example("a stranger signs", signer_is_family, _entry(standing=Standing.NONE), met=False, **FAMILY),
    Example(
        "identity unchecked",
        signer_is_family,
        _entry(identity_checked=False),
        met=False,
        clause="A7.12",
        reason="petition_identity_unchecked",
    ),
    Example("a teacher, own child", signer_is_family, _entry(is_school_staff=True), met=True, clause="A2.2"),
    Example(
        "a teacher as carer", signer_is_family, _entry(**CARER, is_school_staff=True), met=False, **STAFF
    ),
    Example("first signature in time", signature_counts_once, _entry(), met=True),
    Example(
        "not on the frozen roll",
        signature_counts_once,
        _entry(400),
        met=False,
        reason="petition_pupil_not_on_roll",
    ),
    Example("second signature", signature_counts_once, _entry(7), met=False, reason="petition_signed_twice"),
    Example(
        "before it opened",
        signature_counts_once,
        _entry(signed_at=at(6, 5)),
        met=False,
        reason="petition_signed_out_of_time",
    ),
    Example("201 of 300", enough_signatures, a_petition(300, 201), met=True),
    Example("200 of 300", enough_signatures, a_petition(300, 200), met=False, reason="petition_too_few"),
    Example("two of three", enough_signatures, a_petition(3, 2), met=False, reason="petition_too_few"),
    Example("nobody on the roll", enough_signatures, a_petition(0, 0), met=False),
    Example("a 201st that is valid", enough_signatures, _one_short(a_signature(200)), met=True),
    Example("a duplicate as 201st", enough_signatures, _one_short(a_signature(0)), met=False),
    Example("a stranger as 201st", enough_signatures, _one_short(a_signature(400)), met=False),
    Example(
        "staff as 201st",
        enough_signatures,
        _one_short(a_signature(200, standing=Standing.CARER, is_school_staff=True)),
        met=False,
    ),
    Example("too late as 201st", enough_signatures, _one_short(a_signature(200, at(6, 14, 20))), met=False),
    Example("one application", enough_signatures, a_petition(300, 1, route=ALONE), met=True),
    Example("no application", enough_signatures, a_petition(300, 0, route=ALONE), met=False),
    Example("open five days", petition_was_open, _open_until(11), met=True),
    Example("open four days", petition_was_open, _open_until(10), met=False, reason="petition_too_short"),
    Example("counted by the frozen roll", base_unchanged, a_petition(), met=True),
    Example("counted by fewer", base_unchanged, a_petition(counted_roll=pupils(290)), met=False),
    Example("a met petition", rural_school_has_petition, _gate(a_petition()), met=True),
    Example("none", rural_school_has_petition, _gate(None), met=False, reason="rural_without_petition"),
    Example("not enough", rural_school_has_petition, _gate(a_petition(300, 200)), met=False),
    Example("still open", rural_school_has_petition, _gate(a_petition(closed_at=None)), met=False),
    Example("township seat", rural_school_has_petition, _gate(None, "210"), met=False),
    Example(
        "closed after consulting began",
        petition_comes_first,
        _gate(replace(a_petition(), closed_at=at(6, 16))),
        met=False,
    ),
    Example("closed before consulting", petition_comes_first, _gate(a_petition()), met=True),
)
