"""Closing a petition, verifying its signatures, and counting them (A7.12)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.consultation.access import CHECK_PETITION
from kehou.consultation.gate import petition_facts
from kehou.consultation.models import Petition, PetitionSignature, SignatureCheck
from kehou.consultation.services.moving import move_petition
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.platform.access.actions import require

AT_CLOSING = frozenset({"petition_too_short"})


class UnableToClosePetition(UnableTo):
    """A petition was not open long enough, or families were told a later day."""


class UnableToVerifyPetition(UnableTo):
    """A signature is refused without saying why."""


@transaction.atomic
def close_petition(*, actor: Actor, now: datetime, petition_id: UUID) -> None:
    """Take no more signatures. Raises UnableToClosePetition before the announced day (A7.12)."""
    petition = _petition(petition_id, actor)
    move_petition(petition, "close", actor=actor, now=now)
    petition.closed_at = now
    refused = [verdict for verdict in _stops(petition, now=now) if verdict.reason in AT_CLOSING]
    if local_day(now) <= petition.closes_date:
        told = petition.closes_date
        refused.append(refusal("A7.12", "consultation_closes_early", required=told))
    if refused:
        raise UnableToClosePetition(refused)
    petition.save(update_fields=["closed_at"])


@transaction.atomic
def verify_petition(
    *, actor: Actor, now: datetime, petition_id: UUID, refused: Mapping[UUID, str] | None = None
) -> tuple[Verdict, ...]:
    """Verify every signature and count them: met or not met. Gives what the rulebook found.

    ``refused`` names signatures that do not count, each with the reason; the others count.
    Raises UnableToVerifyPetition where a reason is missing.
    """
    petition = _petition(petition_id, actor)
    reasons = refused or {}
    if not all(reason.strip() for reason in reasons.values()):
        raise UnableToVerifyPetition([refusal("A7.12", "petition_check_without_reason")])
    move_petition(petition, "verify", actor=actor, now=now)
    rows = list(petition.signatures.values_list("id", flat=True))
    SignatureCheck.objects.bulk_create(
        [_check(petition, row, reasons.get(row, ""), actor=actor, now=now) for row in rows], batch_size=2_000
    )
    petition.verified_at = now
    petition.save(update_fields=["verified_at"])
    found = judge_at(petition.place, petition_facts(petition), on=local_day(now))
    move_petition(petition, "miss" if stops(found) else "meet", actor=actor, now=now)
    return found


def _petition(petition_id: UUID, actor: Actor) -> Petition:
    petition = Petition.objects.select_for_update().get(pk=petition_id)
    require(CHECK_PETITION, actor, petition.place)
    return petition


def _stops(petition: Petition, *, now: datetime) -> tuple[Verdict, ...]:
    return stops(judge_at(petition.place, petition_facts(petition), on=local_day(now)))


def _check(
    petition: Petition, signature_id: UUID, reason: str, *, actor: Actor, now: datetime
) -> SignatureCheck:
    return SignatureCheck(
        county_code=petition.county_code,
        school_id=petition.school_id,
        signature=PetitionSignature(pk=signature_id),
        accepted=not reason,
        reason=reason,
        checked_by=actor.person,
        checked_at=now,
    )
