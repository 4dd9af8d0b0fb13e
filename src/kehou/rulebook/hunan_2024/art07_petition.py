"""Article 7: the gate of rural schools, opened by the parents' petition (A7.12)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from kehou.kernel.ids import PupilId
from kehou.kernel.moments import local_day
from kehou.rulebook.engine import Effect, Parameters, Verdict, cites, computes
from kehou.rulebook.facts.petition import (
    PetitionFacts,
    PetitionRoute,
    RuralGateFacts,
    Signature,
    SignatureEntry,
)
from kehou.rulebook.hunan_2024.family import is_not_the_school, speaks_for_pupil
from kehou.rulebook.hunan_2024.register import verdict


@cites("A2.2", "A7.12")
def signer_is_family(entry: SignatureEntry, _: Parameters) -> Iterator[Verdict]:
    """A guardian or an allowed carer of known identity signs, never staff (A7.12, A2.2)."""
    signer = entry.signature.signer
    yield verdict("A7.12", "petition_signer_not_family", speaks_for_pupil(signer))
    yield verdict("A7.12", "petition_identity_unchecked", signer.identity_checked)
    yield verdict("A2.2", "petition_signed_by_staff", is_not_the_school(signer))


@cites("A7.12")
def signature_counts_once(entry: SignatureEntry, _: Parameters) -> Iterator[Verdict]:
    """A signature is for a pupil of the frozen roll, one a pupil, while the petition is open (A7.12)."""
    pupil = entry.signature.pupil_id
    yield verdict("A7.12", "petition_pupil_not_on_roll", pupil in entry.base)
    yield verdict("A7.12", "petition_signed_twice", pupil not in entry.already_signed)
    in_time = _within(entry.signature, entry.opened_at, entry.closed_at)
    yield verdict("A7.12", "petition_signed_out_of_time", in_time)


@computes("A7.12")
def signed_pupils(petition: PetitionFacts) -> frozenset[PupilId]:
    """The pupils of the base with at least one valid signature; a second one adds nothing (A7.12)."""
    return petition.base & {
        signature.pupil_id for signature in petition.signatures if _is_valid(signature, petition)
    }


@computes("A7.12")
def opened_for(petition: PetitionFacts) -> frozenset[PupilId]:
    """The pupils whom a met petition opens the service for: the whole base, or the applicants only."""
    return petition.base if petition.route is PetitionRoute.SIGN_ALL else signed_pupils(petition)


@cites("A7.12")
def enough_signatures(petition: PetitionFacts, parameters: Parameters) -> Iterator[Verdict]:
    """More than two thirds of the base sign, or on the other way at least one family applies (A7.12)."""
    unit = _unit(petition, parameters)
    signed, base = len(unit(signed_pupils(petition))), len(unit(petition.base))
    if petition.route is PetitionRoute.APPLICANTS_ONLY:
        yield verdict("A7.12", "petition_without_application", signed > 0, found=signed)
        return
    ratio = parameters.ratio("rural_ratio")
    met = signed * ratio.denominator > base * ratio.numerator
    required = base * ratio.numerator // ratio.denominator + 1
    yield verdict("A7.12", "petition_too_few", met, found=signed, required=required, base=base)


@cites("A7.12")
def petition_was_open(petition: PetitionFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A petition takes a way that the city allows, and stays open for the least number of days (A7.12)."""
    allowed = petition.route in parameters.codes("rural_routes")
    yield verdict("A7.12", "petition_route_not_allowed", allowed, found=petition.route)
    if petition.closed_at is not None:
        required = parameters.count("petition_min_days")
        found = (local_day(petition.closed_at) - local_day(petition.opened_at)).days
        yield verdict("A7.12", "petition_too_short", found >= required, found=found, required=required)


@cites("A7.12")
def base_unchanged(petition: PetitionFacts, _: Parameters) -> Iterator[Verdict]:
    """The result is counted by the roll as frozen when the petition opened (A7.12)."""
    same = petition.counted_roll == petition.roll
    found, required = len(petition.counted_roll), len(petition.roll)
    yield verdict("A7.12", "petition_base_changed", same, found=found, required=required)


@cites("A7.12")
def rural_school_has_petition(gate: RuralGateFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A rural school starts from a petition that was met (A7.12).

    The county may let a school depart from this with a reason and a last day: then it is advice.
    """
    if gate.urban_rural_code not in parameters.codes("rural_codes"):
        return
    petition = gate.petition
    met = petition is not None and petition.closed_at is not None and _is_met(petition, parameters)
    found = verdict("A7.12", "rural_without_petition", met)
    leave = next((leave for leave in gate.exceptions if leave.covers("A7.12", "", parameters.on)), None)
    yield found if met or leave is None else replace(found, effect=Effect.ADVISE, facts={"leave": leave})


@cites("A7.12")
def petition_comes_first(gate: RuralGateFacts, _: Parameters) -> Iterator[Verdict]:
    """A petition is closed before parents are consulted (A7.12)."""
    petition = gate.petition
    if petition is not None and petition.closed_at is not None:
        in_order = petition.closed_at < gate.consultation_opened_at
        yield verdict("A7.12", "petition_after_consultation", in_order)


def _is_met(petition: PetitionFacts, parameters: Parameters) -> bool:
    rules = (enough_signatures, petition_was_open, base_unchanged)
    return all(found.met is True for rule in rules for found in rule(petition, parameters))


def _unit(
    petition: PetitionFacts, parameters: Parameters
) -> Callable[[frozenset[PupilId]], frozenset[object]]:
    """How pupils become what is counted: themselves, or the households they live in."""
    if parameters.choice("rural_unit") == "pupil":
        return frozenset
    return lambda pupils: frozenset(petition.households.get(pupil, pupil) for pupil in pupils)


def _is_valid(signature: Signature, petition: PetitionFacts) -> bool:
    signer = signature.signer
    by_family = speaks_for_pupil(signer) and is_not_the_school(signer) and signer.identity_checked
    return by_family and _within(signature, petition.opened_at, petition.closed_at)


def _within(signature: Signature, opened_at: datetime, closed_at: datetime | None) -> bool:
    return opened_at <= signature.signed_at and (closed_at is None or signature.signed_at < closed_at)
